//! Keeps an agent running: starts it as a child and starts it again when it crashes.
//!
//! A workspace has nobody else who would: the server may be away, and the sandbox ends with its first process. Only a
//! crash (a signal, such as the kernel's when memory is short, or a panic) is repaired; an agent that ends by itself,
//! well or with an error of its flags, ends this too. What the crashed agent was doing is in its journal.
//!
//! What must stay true: this process does nothing that could fail later, and hands each stop signal on.

use std::ffi::OsString;
use std::os::unix::process::ExitStatusExt;
use std::process::ExitStatus;
use std::time::Duration;

use anyhow::{Context, bail};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::signal::unix::{Signal as SignalStream, SignalKind, signal};
use tokio::time::Instant;

/// The flag that asks for this; the child does not get it.
pub(crate) const FLAG: &str = "--restart-after-crash";

/// The pause before a crashed agent is started again: the first, and the longest, to which it doubles.
const PAUSES: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// An agent that ran for longer than this had no trouble at its start: the pauses begin anew.
const GOOD_RUN: Duration = Duration::from_secs(10);

/// The exit code of a Rust program whose main thread panicked.
const PANICKED: i32 = 101;

/// How a run of the agent ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    /// It was asked to, or it was done.
    Well,
    /// It did not start: the flags, the environment.
    Refused(i32),
    /// Something ended it.
    Crashed,
}

impl Ending {
    fn of(status: ExitStatus) -> Self {
        match (status.code(), status.signal()) {
            (Some(0), _) => Self::Well,
            (Some(PANICKED), _) | (None, _) => Self::Crashed,
            (Some(code), _) => Self::Refused(code),
        }
    }
}

/// Runs this program's agent with the flags of this process until it ends by itself or is asked to.
///
/// # Errors
/// The agent cannot be started, or refuses its flags.
pub(crate) async fn run() -> anyhow::Result<()> {
    let mut signals = Signals::listen()?;
    let mut pause = PAUSES.0;
    loop {
        let begun = Instant::now();
        let mut child = start()?;
        let status = signals.hand_on_until_end(&mut child).await?;
        match Ending::of(status) {
            Ending::Well => return Ok(()),
            Ending::Refused(code) => bail!("the agent ended with exit code {code}"),
            // Killed by the second signal of an impatient stop, or on the way out.
            Ending::Crashed if signals.asked_to_stop => return Ok(()),
            Ending::Crashed => {}
        }
        if begun.elapsed() > GOOD_RUN {
            pause = PAUSES.0;
        }
        tracing::error!(%status, "The agent crashed; starting it again in {} ms", pause.as_millis());
        if signals.comes_within(pause).await {
            return Ok(());
        }
        pause = (pause * 2).min(PAUSES.1);
    }
}

fn start() -> anyhow::Result<Child> {
    let arguments: Vec<OsString> = std::env::args_os().collect();
    // By this name it is found also after an upgrade has replaced the file.
    let mut command = Command::new("/proc/self/exe");
    if let Some(name) = arguments.first() {
        command.arg0(name);
    }
    command
        .args(arguments.iter().skip(1).filter(|argument| argument.as_os_str() != FLAG))
        .spawn()
        .context("the agent could not be started")
}

struct Signals {
    terminate: SignalStream,
    interrupt: SignalStream,
    asked_to_stop: bool,
}

impl Signals {
    fn listen() -> anyhow::Result<Self> {
        let terminate = signal(SignalKind::terminate()).context("SIGTERM cannot be listened for")?;
        let interrupt = signal(SignalKind::interrupt()).context("SIGINT cannot be listened for")?;
        Ok(Self { terminate, interrupt, asked_to_stop: false })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
        self.asked_to_stop = true;
    }

    async fn hand_on_until_end(&mut self, child: &mut Child) -> anyhow::Result<ExitStatus> {
        loop {
            tokio::select! {
                status = child.wait() => return status.context("the end of the agent cannot be waited for"),
                () = self.next() => {}
            }
            if let Some(pid) = child.id().and_then(|pid| i32::try_from(pid).ok()) {
                // It fails only when the agent has just ended, which the next wait sees.
                let _ended = kill(Pid::from_raw(pid), Signal::SIGTERM);
            }
        }
    }

    async fn comes_within(&mut self, pause: Duration) -> bool {
        tokio::time::timeout(pause, self.next()).await.is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::{Ending, ExitStatus, ExitStatusExt};

    #[test]
    fn only_what_nobody_asked_for_is_a_crash() {
        let raw = |code: i32| Ending::of(ExitStatus::from_raw(code));
        assert_eq!(raw(0), Ending::Well);
        assert_eq!(raw(1 << 8), Ending::Refused(1));
        assert_eq!(raw(2 << 8), Ending::Refused(2));
        assert_eq!(raw(101 << 8), Ending::Crashed);
        assert_eq!(raw(9), Ending::Crashed);
        assert_eq!(raw(15), Ending::Crashed);
    }
}
