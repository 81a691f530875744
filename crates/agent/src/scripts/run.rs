//! One run of one script.
//!
//! Standard output is logged as `info`, standard error as `error`; both go to the log file as they come. When
//! the time is over the group gets SIGINT, and SIGKILL after the grace time. A script that has ended but left
//! its output open is reported after the grace time; its output is still read, so that what it left in the
//! background does not die of a closed pipe.

use std::path::PathBuf;
use std::pin::pin;
use std::time::Duration;

use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::agent::{AgentLogLevel, AgentScript, ScriptStage, ScriptStatus, ScriptTiming};
use rustix::process::Signal;
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::unix::pipe;
use tokio::task::JoinHandle;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::ScriptRunner;
use super::lines::Lines;
use super::program::program;
use crate::processes::{Leader, SpawnError, Spawned, Streams, output_pipe, spawn};
use crate::workspace::CommandEnvironment;

/// The exit code that is reported when there is none.
const EXIT_UNKNOWN: i32 = 255;
/// How much is read at once, in bytes.
const READ_BYTES: usize = 16 << 10;
/// A time that does not come while an agent runs.
const NEVER: Duration = Duration::from_secs(10 * 365 * 24 * 3600);

/// Why a script could not be started.
#[derive(Debug, thiserror::Error)]
enum ScriptError {
    #[error("the script's directory could not be made")]
    Prepare(#[source] std::io::Error),
    #[error(transparent)]
    Spawn(#[from] SpawnError),
}

/// How the leader of a script came to its end.
struct Ended {
    exit_code: i32,
    timed_out: bool,
}

struct Running {
    spawned: Spawned,
    /// Reads the output until nobody can write any more.
    reading: JoinHandle<()>,
}

impl ScriptRunner {
    /// Runs a script to its end and reports it.
    pub(super) async fn run_script(
        &self,
        stage: ScriptStage,
        script: &AgentScript,
        environment: &CommandEnvironment,
        cancel: &CancellationToken,
    ) -> ScriptStatus {
        let start = self.clock().now();
        tracing::info!(script.id = %script.id, "Runs the script \"{}\"", script.display_name);
        let (exit_code, status) = match self.start(script, environment).await {
            Ok(running) => self.finish(running, script, cancel).await,
            Err(error) => {
                let text = format!("The script could not be run: {}", ErrorChain(&error));
                self.logs.line(script.log_source_id, AgentLogLevel::Error, &text);
                (EXIT_UNKNOWN, ScriptStatus::ExitFailure)
            }
        };
        tracing::info!(
            script.id = %script.id, exit_code, ?status,
            "The script \"{}\" ended with exit code {exit_code}", script.display_name
        );
        let end = self.clock().now();
        self.outbox.script_completed(ScriptTiming {
            script_id: script.id,
            start,
            end,
            exit_code,
            stage,
            status,
        });
        status
    }

    async fn start(
        &self,
        script: &AgentScript,
        environment: &CommandEnvironment,
    ) -> Result<Running, ScriptError> {
        let data_dir = self.settings.script_data_dir.join(script.id.to_string());
        let bin_dir = self.settings.script_data_dir.join("bin");
        let (text, shell, place) =
            (script.script.clone(), self.settings.user_shell.clone(), data_dir.clone());
        let prepared = self.tasks.spawn_blocking(move || program(&text, &shell, &place)).await;
        let program = prepared.map_err(std::io::Error::other).and_then(|made| made);
        let program = program.map_err(ScriptError::Prepare)?;
        let mut variables = environment.variables.clone();
        variables.insert("CODER_SCRIPT_DATA_DIR".into(), data_dir.into());
        variables.insert("CODER_SCRIPT_BIN_DIR".into(), bin_dir.into());
        let what = Streams {
            program: &program.path,
            arguments: &program.arguments,
            variables: &variables,
            directory: environment.working_directory(),
            marker: &self.marker,
        };
        let (stdout, stdout_writer) = output_pipe()?;
        let (stderr, stderr_writer) = output_pipe()?;
        let spawned = spawn(&what, stdout_writer, stderr_writer)?;
        let file = self.log_file(script, environment).await;
        let (logs, source) = (self.logs.clone(), script.log_source_id);
        let pump =
            Pump { stdout, stderr, file, line: move |level, text: &str| logs.line(source, level, text) };
        let stop = self.stop.clone();
        let reading = self.tasks.spawn(async move {
            stop.run_until_cancelled(pump.run()).await;
        });
        Ok(Running { spawned, reading })
    }

    /// The script's log file; nothing, with a warning, when it cannot be made.
    async fn log_file(&self, script: &AgentScript, environment: &CommandEnvironment) -> Option<File> {
        let path: PathBuf = if script.log_path.is_empty() {
            self.settings.log_dir.join(format!("coder-script-{}.log", script.log_source_id))
        } else {
            environment.place(&script.log_path, &self.settings.log_dir)
        };
        let made = async {
            if let Some(parent) = path.parent() {
                tokio::fs::create_dir_all(parent).await?;
            }
            File::create(&path).await
        };
        made.await
            .inspect_err(|error| {
                tracing::warn!("No log file {}: {}", path.display(), ErrorChain(error));
            })
            .ok()
    }

    async fn finish(
        &self,
        running: Running,
        script: &AgentScript,
        cancel: &CancellationToken,
    ) -> (i32, ScriptStatus) {
        let Running { spawned, reading } = running;
        let timeout = match script.timeout_secs {
            0 => NEVER,
            seconds => Duration::from_secs(seconds.into()),
        };
        let ended = self.wait(spawned, timeout, cancel).await;
        let all_read = tokio::time::timeout(self.grace(), reading).await.is_ok();
        let note = |level, text: &str| self.logs.line(script.log_source_id, level, text);
        let status = if ended.timed_out {
            let text = format!("The script was stopped after its {} seconds.", script.timeout_secs);
            note(AgentLogLevel::Error, &text);
            ScriptStatus::TimedOut
        } else if ended.exit_code != 0 {
            ScriptStatus::ExitFailure
        } else if all_read {
            ScriptStatus::Ok
        } else {
            note(
                AgentLogLevel::Warn,
                "The script has ended, but something that it started keeps its output open. Redirect the \
                 output of background commands, for example: command >/tmp/command.log 2>&1 &",
            );
            ScriptStatus::PipesLeftOpen
        };
        (ended.exit_code, status)
    }

    /// Waits for the leader; stops the group when the time is over or `cancel` comes.
    async fn wait(&self, spawned: Spawned, timeout: Duration, cancel: &CancellationToken) -> Ended {
        let Spawned { mut leader, group } = spawned;
        let mut timed_out = false;
        let in_time = {
            let mut ended = pin!(leader.ended());
            let interrupted = tokio::select! {
                () = ended.as_mut() => false,
                () = tokio::time::sleep(timeout) => {
                    timed_out = true;
                    true
                }
                () = cancel.cancelled() => true,
            };
            let mut in_time = true;
            for signal in [Signal::INT, Signal::KILL] {
                if interrupted && group.send(signal).is_ok() {
                    let deadline = Instant::now() + self.grace();
                    in_time = tokio::time::timeout_at(deadline, ended.as_mut()).await.is_ok();
                }
                if in_time {
                    break;
                }
            }
            in_time
        };
        let exit_code = if in_time { exit_code(leader).await } else { EXIT_UNKNOWN };
        Ended { exit_code, timed_out }
    }
}

async fn exit_code(leader: Leader) -> i32 {
    match leader.exit_code().await {
        code @ 0.. => code,
        _unknown => EXIT_UNKNOWN,
    }
}

/// Carries output from two pipes into a file and into lines.
struct Pump<F> {
    stdout: pipe::Receiver,
    stderr: pipe::Receiver,
    file: Option<File>,
    line: F,
}

impl<F: FnMut(AgentLogLevel, &str)> Pump<F> {
    /// Runs until both pipes are closed.
    async fn run(mut self) {
        let (mut out, mut err) = (Lines::default(), Lines::default());
        let (mut out_open, mut err_open) = (true, true);
        let (mut out_buffer, mut err_buffer) = (vec![0; READ_BYTES], vec![0; READ_BYTES]);
        while out_open || err_open {
            let (level, count) = tokio::select! {
                read = self.stdout.read(&mut out_buffer), if out_open => (AgentLogLevel::Info, read),
                read = self.stderr.read(&mut err_buffer), if err_open => (AgentLogLevel::Error, read),
            };
            let (lines, buffer, open) = if level == AgentLogLevel::Info {
                (&mut out, &out_buffer, &mut out_open)
            } else {
                (&mut err, &err_buffer, &mut err_open)
            };
            match count {
                Ok(0) | Err(_) => *open = false,
                Ok(count) => {
                    lines.push(&buffer[..count], |line| (self.line)(level, line));
                    write(&mut self.file, &buffer[..count]).await;
                }
            }
        }
        out.finish(|line| (self.line)(AgentLogLevel::Info, line));
        err.finish(|line| (self.line)(AgentLogLevel::Error, line));
    }
}

/// Writes to the log file, and gives it up at the first error: the server still gets the lines.
async fn write(file: &mut Option<File>, bytes: &[u8]) {
    let Some(open) = file else { return };
    let written = async {
        open.write_all(bytes).await?;
        open.flush().await
    };
    if let Err(error) = written.await {
        tracing::warn!("A script's log file ends early: {}", ErrorChain(&error));
        *file = None;
    }
}
