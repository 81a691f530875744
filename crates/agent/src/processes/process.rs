//! One process: what it is, its kept output, its end.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ropewalk_model::{ChatId, Clock, Timestamp};
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::agent::{AgentProcess, ProcessId, ProcessOutputResponse};
use rustix::io::Errno;
use tokio::io::AsyncReadExt;
use tokio::net::unix::pipe;
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::output::HeadTail;
use super::spawn::{GroupSignal, Leader};
use crate::journal::{Entry, EntryState, Journal, JournalKey};

/// How much is read at once, in bytes.
const READ_BYTES: usize = 16 << 10;
/// How much is read after the end before it is reported, in bytes. A pipe holds at most 1 MiB; more comes only
/// from a child that goes on writing.
const DRAIN_BYTES_MAX: usize = 1 << 20;

/// How long the end of a process waits for its entry in the journal.
const RECORD_LIMIT: Duration = Duration::from_secs(2);

/// Where the end of a process is remembered beyond its place in the table.
pub(super) struct EndRecord {
    pub(super) journal: Arc<Journal>,
    pub(super) key: JournalKey,
    pub(super) entry: Entry,
    pub(super) tasks: TaskTracker,
}

impl EndRecord {
    async fn write(self, result: ProcessOutputResponse) {
        let Self { journal, key, entry, tasks } = self;
        let result = serde_json::to_value(result).unwrap_or_default();
        let entry = Entry { state: EntryState::Done { result }, ..entry };
        let written = tasks.spawn_blocking(move || journal.record(&key, entry)).await;
        if let Err(error) = written {
            tracing::error!("The end of a process could not be recorded: {}", ErrorChain(&error));
        }
    }
}

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct End {
    pub(super) exit_code: i32,
    pub(super) at: Timestamp,
}

/// What a process is, apart from what it does.
#[derive(Clone, Debug)]
pub(super) struct Description {
    pub(super) id: ProcessId,
    pub(super) chat_id: Option<ChatId>,
    pub(super) command: String,
    pub(super) directory: String,
    pub(super) background: bool,
    pub(super) started_at: Timestamp,
}

/// A process that was started and is not forgotten yet.
pub(super) struct Process {
    pub(super) is: Description,
    pub(super) group: GroupSignal,
    output: Mutex<HeadTail>,
    end: watch::Sender<Option<End>>,
}

impl Process {
    pub(super) fn new(is: Description, group: GroupSignal) -> Self {
        Self { is, group, output: Mutex::default(), end: watch::Sender::new(None) }
    }

    pub(super) fn end(&self) -> Option<End> {
        *self.end.borrow()
    }

    /// Waits for the end, at most `limit`.
    pub(super) async fn wait(&self, limit: Duration) {
        let mut end = self.end.subscribe();
        // Both outcomes are the same to the caller: it looks at what there is. The sender lives in `self`.
        let _ended_or_not = tokio::time::timeout(limit, end.wait_for(Option::is_some)).await;
    }

    pub(super) fn snapshot(&self) -> ProcessOutputResponse {
        // The end first: when it is there, the output is complete.
        self.result(self.end())
    }

    fn result(&self, end: Option<End>) -> ProcessOutputResponse {
        let shown = self.output().shown();
        ProcessOutputResponse {
            output: shown.text,
            truncated: shown.truncated,
            running: end.is_none(),
            exit_code: end.map(|end| end.exit_code),
        }
    }

    pub(super) fn entry(&self) -> AgentProcess {
        let end = self.end();
        AgentProcess {
            id: self.is.id.clone(),
            command: self.is.command.clone(),
            workdir: Some(self.is.directory.clone()),
            background: self.is.background,
            running: end.is_none(),
            exit_code: end.map(|end| end.exit_code),
            started_at_unix: self.is.started_at.timestamp(),
            exited_at_unix: end.map(|end| end.at.timestamp()),
        }
    }

    fn output(&self) -> MutexGuard<'_, HeadTail> {
        self.output.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads the output until the leader ends, records and reports the end, and goes on reading for
    /// children in the background until they end too, or `stop` comes.
    pub(super) async fn supervise(
        self: Arc<Self>,
        mut leader: Leader,
        mut reader: pipe::Receiver,
        clock: Arc<dyn Clock>,
        stop: CancellationToken,
        record: Option<EndRecord>,
    ) {
        let mut open = true;
        {
            let mut ended = std::pin::pin!(leader.ended());
            let mut buffer = vec![0; READ_BYTES];
            loop {
                tokio::select! {
                    () = ended.as_mut() => break,
                    still = self.read(&mut reader, &mut buffer), if open => open = still,
                }
            }
            // What the leader wrote is in the pipe by now, complete.
            if open {
                self.drain(&reader, &mut buffer);
            }
        }
        let exit_code = leader.exit_code().await;
        let end = End { exit_code, at: clock.now() };
        if let Some(record) = record {
            // Before anybody sees the end, so that who has seen it finds it again. A disk that hangs must not
            // hide the end for ever.
            let result = self.result(Some(end));
            let _recorded_or_late = tokio::time::timeout(RECORD_LIMIT, record.write(result)).await;
        }
        self.end.send_replace(Some(end));
        let mut buffer = vec![0; READ_BYTES];
        let rest = async { while open && self.read(&mut reader, &mut buffer).await {} };
        stop.run_until_cancelled(rest).await;
    }

    /// Takes what is there; false when nobody will write any more.
    async fn read(&self, reader: &mut pipe::Receiver, buffer: &mut [u8]) -> bool {
        match reader.read(buffer).await {
            Ok(0) | Err(_) => false,
            Ok(count) => {
                self.output().push(&buffer[..count]);
                true
            }
        }
    }

    /// Takes what is in the pipe now. Asks the kernel, because tokio only knows what it was last told.
    fn drain(&self, reader: &pipe::Receiver, buffer: &mut [u8]) {
        let mut drained = 0;
        while drained < DRAIN_BYTES_MAX {
            match rustix::io::read(reader, &mut *buffer) {
                Ok(count @ 1..) => {
                    self.output().push(&buffer[..count]);
                    drained += count;
                }
                Err(Errno::INTR) => {}
                Ok(0) | Err(_) => return,
            }
        }
    }
}
