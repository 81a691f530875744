//! All processes of an agent: start, list, output, signal, and the end of all of them.
//!
//! Invariants: a process belongs to the chat that started it, and other chats cannot see it (5.5 item 4); a
//! start with a client token has its effect once, whatever happens to the caller, the connection or the agent;
//! after [`ProcessTable::stop`] nothing that was started here runs any more.

use std::collections::{BTreeMap, HashMap};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ropewalk_model::{ChatId, Clock, Entropy, Timestamp};
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::{
    ProcessId, ProcessListResponse, ProcessOutputResponse, ProcessSignal, StartProcessRequest,
    StartProcessResponse,
};
use rustix::process::Signal;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::group::{RunMarker, kill_marked};
use super::process::{Description, EndRecord, Process};
use super::spawn::{SpawnError, Spawned, Streams, output_pipe, spawn};
use crate::journal::{CallKind, Entry, EntryState, Journal, JournalKey, TokenReused, fingerprint};
use crate::settings::AgentSettings;
use crate::workspace::CommandEnvironment;

/// The longest wait for an end in one call (2.11).
const WAIT_MAX: Duration = Duration::from_secs(5 * 60);
/// How many processes a list shows (2.11).
const LIST_MAX: usize = 10;
/// How long is waited for the end of processes that got SIGKILL. Only a process that hangs in the kernel takes
/// longer, and nobody can end that one.
const KILL_WAIT: Duration = Duration::from_secs(2);
/// How often is looked whether the killed have gone.
const KILL_POLL: Duration = Duration::from_millis(20);

/// Why a call about processes was refused.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ProcessError {
    #[error("the command is empty")]
    EmptyCommand,
    #[error("the {0} holds a character that no command can hold")]
    BadText(&'static str),
    #[error("the name of an environment variable is empty or holds an equals sign: {0:?}")]
    BadVariable(String),
    #[error(transparent)]
    TokenReused(#[from] TokenReused),
    #[error("the agent is shutting down")]
    ShuttingDown,
    #[error(transparent)]
    Spawn(#[from] SpawnError),
    #[error("there is no process {0}")]
    Unknown(ProcessId),
    #[error("the process {0} has ended")]
    NotRunning(ProcessId),
}

/// The processes. Clones share one table.
#[derive(Clone)]
pub(crate) struct ProcessTable(Arc<Inner>);

struct Inner {
    processes: Mutex<HashMap<ProcessId, Arc<Process>>>,
    /// Held during a start, so that two starts with one token cannot pass each other. True: no more starts.
    closing: Mutex<bool>,
    journal: Arc<Journal>,
    marker: RunMarker,
    sh: PathBuf,
    forget_after: Duration,
    grace: Duration,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    tasks: TaskTracker,
    stop: CancellationToken,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn may_see(context: &CallContext, owner: Option<ChatId>) -> bool {
    context.chat_id.is_none_or(|chat| owner == Some(chat))
}

impl ProcessTable {
    pub(crate) fn new(
        settings: &AgentSettings,
        journal: Arc<Journal>,
        marker: RunMarker,
        tasks: TaskTracker,
    ) -> Self {
        Self(Arc::new(Inner {
            processes: Mutex::default(),
            closing: Mutex::new(false),
            journal,
            marker,
            sh: settings.sh.clone(),
            forget_after: settings.limits.forget_after,
            grace: settings.limits.process_grace,
            clock: settings.clock.clone(),
            entropy: settings.entropy.clone(),
            tasks,
            stop: CancellationToken::new(),
        }))
    }

    /// Starts `sh -c command`. Blocks for the time of a fork and a small file; needs a tokio runtime.
    pub(crate) fn start(
        &self,
        context: &CallContext,
        request: &StartProcessRequest,
        environment: &CommandEnvironment,
    ) -> Result<StartProcessResponse, ProcessError> {
        check(request)?;
        let closing = lock(&self.0.closing);
        if *closing {
            return Err(ProcessError::ShuttingDown);
        }
        self.forget_ended();
        let Some(token) = &request.client_token else {
            let id = self.new_id();
            self.run(context, request, environment, &id, None)?;
            return Ok(StartProcessResponse { id, started: true });
        };
        let key = JournalKey::new(context, token);
        let print = fingerprint(&(&request.command, &request.workdir, &request.env, request.background));
        if let Some(entry) = self.0.journal.find(&key, CallKind::StartProcess, &print)?
            && let Some(id) = entry.process
        {
            return Ok(StartProcessResponse { id, started: false });
        }
        let id = self.new_id();
        let entry = Entry {
            kind: CallKind::StartProcess,
            fingerprint: print,
            chat_id: context.chat_id,
            process: Some(id.clone()),
            state: EntryState::Begun,
        };
        self.0.journal.record(&key, entry.clone());
        let record = EndRecord {
            journal: self.0.journal.clone(),
            key: key.clone(),
            entry,
            tasks: self.0.tasks.clone(),
        };
        if let Err(error) = self.run(context, request, environment, &id, Some(record)) {
            self.0.journal.forget(&key);
            return Err(error);
        }
        Ok(StartProcessResponse { id, started: true })
    }

    fn new_id(&self) -> ProcessId {
        ProcessId(self.0.entropy.uuid().to_string())
    }

    fn run(
        &self,
        context: &CallContext,
        request: &StartProcessRequest,
        environment: &CommandEnvironment,
        id: &ProcessId,
        record: Option<EndRecord>,
    ) -> Result<(), ProcessError> {
        let directory = directory_for(request.workdir.as_deref(), environment);
        let what = Streams {
            program: &self.0.sh,
            arguments: &["-c".into(), (&request.command).into()],
            variables: &variables(context, request, environment),
            directory: &directory,
            marker: &self.0.marker,
        };
        let (reader, writer) = output_pipe()?;
        let errors = writer.try_clone().map_err(SpawnError::Pipe)?;
        let Spawned { leader, group } = spawn(&what, writer, errors)?;
        let is = Description {
            id: id.clone(),
            chat_id: context.chat_id,
            command: request.command.clone(),
            directory: directory.display().to_string(),
            background: request.background,
            started_at: self.0.clock.now(),
        };
        tracing::info!(process_id = %id, chat_id = ?context.chat_id, "Started process {id}");
        let process = Arc::new(Process::new(is, group));
        lock(&self.0.processes).insert(id.clone(), process.clone());
        let (clock, stop) = (self.0.clock.clone(), self.0.stop.clone());
        self.0.tasks.spawn(process.supervise(leader, reader, clock, stop, record));
        Ok(())
    }

    /// The processes that `context` may see: running ones first, newest first, at most 10.
    pub(crate) fn list(&self, context: &CallContext) -> ProcessListResponse {
        self.forget_ended();
        let mut seen: Vec<(bool, Timestamp, Arc<Process>)> = lock(&self.0.processes)
            .values()
            .filter(|process| may_see(context, process.is.chat_id))
            .map(|process| (process.end().is_some(), process.is.started_at, process.clone()))
            .collect();
        seen.sort_by(|(left_ended, left_at, left), (right_ended, right_at, right)| {
            left_ended.cmp(right_ended).then(right_at.cmp(left_at)).then_with(|| left.is.id.cmp(&right.is.id))
        });
        seen.truncate(LIST_MAX);
        ProcessListResponse { processes: seen.into_iter().map(|(_, _, process)| process.entry()).collect() }
    }

    /// The output so far; with `wait` at the end, or when that time (at most 5 minutes) is over.
    pub(crate) async fn output(
        &self,
        context: &CallContext,
        id: &ProcessId,
        wait: Option<Duration>,
    ) -> Result<ProcessOutputResponse, ProcessError> {
        if let Some(process) = self.find(context, id) {
            if let Some(limit) = wait {
                process.wait(limit.min(WAIT_MAX)).await;
            }
            return Ok(process.snapshot());
        }
        let journal = self.0.journal.clone();
        let wanted = id.clone();
        let looked_up = self.0.tasks.spawn_blocking(move || journal.find_process(&wanted)).await;
        let entry = looked_up.ok().flatten().filter(|entry| may_see(context, entry.chat_id));
        let unknown = || ProcessError::Unknown(id.clone());
        match entry.ok_or_else(unknown)?.state {
            EntryState::Done { result } => serde_json::from_value(result).map_err(|_not_ours| unknown()),
            EntryState::Begun | EntryState::Placing { .. } => Ok(lost()),
        }
    }

    /// Signals the whole group of a process.
    pub(crate) fn signal(
        &self,
        context: &CallContext,
        id: &ProcessId,
        signal: ProcessSignal,
    ) -> Result<(), ProcessError> {
        let signal = match signal {
            ProcessSignal::Terminate => Signal::TERM,
            ProcessSignal::Kill => Signal::KILL,
        };
        match self.find(context, id) {
            Some(process) => {
                process.group.send(signal).map_err(|_ended| ProcessError::NotRunning(id.clone()))
            }
            None => match self.0.journal.find_process(id) {
                Some(entry) if may_see(context, entry.chat_id) => Err(ProcessError::NotRunning(id.clone())),
                Some(_) | None => Err(ProcessError::Unknown(id.clone())),
            },
        }
    }

    fn find(&self, context: &CallContext, id: &ProcessId) -> Option<Arc<Process>> {
        self.forget_ended();
        lock(&self.0.processes).get(id).filter(|process| may_see(context, process.is.chat_id)).cloned()
    }

    fn forget_ended(&self) {
        let now = self.0.clock.now();
        let is_kept = |process: &Arc<Process>| {
            let age = process.end().map(|end| (now - end.at).to_std().unwrap_or_default());
            age.is_none_or(|age| age < self.0.forget_after)
        };
        lock(&self.0.processes).retain(|_, process| is_kept(process));
    }

    /// Ends everything: SIGTERM to all groups, SIGKILL after the grace time or at once when `hurry` comes, then
    /// SIGKILL to whatever still carries this run's marker. No process can be started from here on.
    pub(crate) async fn stop(&self, hurry: &CancellationToken) {
        *lock(&self.0.closing) = true;
        let running: Vec<_> =
            lock(&self.0.processes).values().filter(|process| process.end().is_none()).cloned().collect();
        let signal_all = |signal| {
            for process in &running {
                // It may have ended in between.
                let _ended = process.group.send(signal);
            }
        };
        let all_ended = async {
            for process in &running {
                process.wait(WAIT_MAX).await;
            }
        };
        signal_all(Signal::TERM);
        tokio::select! {
            () = all_ended => {}
            () = tokio::time::sleep(self.0.grace) => {}
            () = hurry.cancelled() => {}
        }
        signal_all(Signal::KILL);
        self.kill_stragglers().await;
        for process in &running {
            process.wait(KILL_WAIT).await;
        }
        self.0.stop.cancel();
    }

    /// Kills what carries the marker until there is nothing more.
    async fn kill_stragglers(&self) {
        let killing = async {
            loop {
                let marker = self.0.marker.clone();
                let killed = self.0.tasks.spawn_blocking(move || kill_marked(&marker, Signal::KILL)).await;
                if killed.unwrap_or_default() == 0 {
                    return;
                }
                tokio::time::sleep(KILL_POLL).await;
            }
        };
        if tokio::time::timeout(KILL_WAIT, killing).await.is_err() {
            tracing::warn!("Some processes of this agent did not end within {KILL_WAIT:?} of SIGKILL");
        }
    }
}

/// What is said of a process that an earlier run of the agent started and did not see end.
fn lost() -> ProcessOutputResponse {
    ProcessOutputResponse {
        output: "[The workspace agent was restarted while this command ran, so its outcome and output are \
                 unknown. Check what it has done before you run it again.]\n"
            .to_owned(),
        truncated: None,
        running: false,
        exit_code: Some(-1),
    }
}

fn check(request: &StartProcessRequest) -> Result<(), ProcessError> {
    if request.command.trim().is_empty() {
        return Err(ProcessError::EmptyCommand);
    }
    if request.command.contains('\0') {
        return Err(ProcessError::BadText("command"));
    }
    if request.workdir.as_deref().is_some_and(|workdir| workdir.contains('\0')) {
        return Err(ProcessError::BadText("workdir"));
    }
    for (name, value) in &request.env {
        if name.is_empty() || name.contains('=') || name.contains('\0') {
            return Err(ProcessError::BadVariable(name.clone()));
        }
        if value.contains('\0') {
            return Err(ProcessError::BadText("env"));
        }
    }
    Ok(())
}

/// The directory that a process starts in which asks for `workdir`.
pub(crate) fn directory_for(workdir: Option<&str>, environment: &CommandEnvironment) -> PathBuf {
    match workdir {
        None | Some("") => environment.working_directory().to_owned(),
        Some(workdir) => directory_of(workdir, environment),
    }
}

fn directory_of(workdir: &str, environment: &CommandEnvironment) -> PathBuf {
    match Path::new(workdir).strip_prefix("~") {
        Ok(rest) => environment.home.join(rest),
        Err(_no_tilde) => environment.working_directory().join(workdir),
    }
}

fn variables(
    context: &CallContext,
    request: &StartProcessRequest,
    environment: &CommandEnvironment,
) -> BTreeMap<OsString, OsString> {
    let mut variables = environment.variables.clone();
    variables.extend(request.env.iter().map(|(name, value)| (name.into(), value.into())));
    if let Some(chat_id) = context.chat_id {
        variables.insert("CODER_CHAT_ID".into(), chat_id.to_string().into());
    }
    variables
}
