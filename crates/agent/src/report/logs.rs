//! Log lines on their way to the server: one queue per source, batches, a bounded memory
//! (agent-and-provisioning.md 2.5).
//!
//! While the server cannot be reached lines wait, up to [`QUEUE_BYTES_MAX`]; what does not fit is left out and
//! counted in a line of its own (the script's log file has everything). When the server says that the agent's
//! log space is used up, the rest is dropped silently. A batch whose answer was lost is sent again.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ropewalk_model::{AgentLogSourceId, Clock, Entropy};
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::agent::{AgentLogLevel, AgentLogLine, LogsReport};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::server::{Backoff, ServerClient};
use crate::settings::AgentSettings;

/// The most output that waits for the server, in bytes. The server keeps 1 MiB of an agent.
const QUEUE_BYTES_MAX: usize = 2 << 20;
/// The most output in one call, in bytes.
const BATCH_BYTES_MAX: usize = 1 << 20;
/// What a line counts beyond its text: its time, level and JSON.
const LINE_OVERHEAD_BYTES: usize = 96;

#[derive(Default)]
struct Queues {
    sources: BTreeMap<AgentLogSourceId, Source>,
    bytes: usize,
    /// The server takes no more.
    full: bool,
    /// No more lines will come.
    finished: bool,
}

#[derive(Default)]
struct Source {
    lines: VecDeque<AgentLogLine>,
    left_out: u64,
}

struct Shared {
    queues: Mutex<Queues>,
    changed: Notify,
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Queues> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where lines are put in. Clones share the queues.
#[derive(Clone)]
pub(crate) struct LogSink {
    shared: Arc<Shared>,
    clock: Arc<dyn Clock>,
}

impl LogSink {
    /// Queues one line. Never waits.
    pub(crate) fn line(&self, source: AgentLogSourceId, level: AgentLogLevel, text: &str) {
        let mut queues = self.shared.lock();
        if queues.full {
            return;
        }
        let bytes = text.len() + LINE_OVERHEAD_BYTES;
        if queues.bytes + bytes > QUEUE_BYTES_MAX {
            queues.sources.entry(source).or_default().left_out += 1;
            return;
        }
        queues.bytes += bytes;
        // PostgreSQL, and much else, cannot hold NUL in a text.
        let output = text.replace('\0', "\u{fffd}");
        let created_at = self.clock.now();
        queues.sources.entry(source).or_default().lines.push_back(AgentLogLine { created_at, output, level });
        drop(queues);
        self.shared.changed.notify_one();
    }
}

/// The sending task.
pub(crate) struct LogSender {
    shared: Arc<Shared>,
    task: JoinHandle<()>,
    cut: CancellationToken,
}

impl LogSender {
    pub(crate) fn start(
        server: ServerClient,
        settings: &AgentSettings,
        tasks: &TaskTracker,
    ) -> (Self, LogSink) {
        let shared = Arc::new(Shared { queues: Mutex::default(), changed: Notify::new() });
        let cut = CancellationToken::new();
        let sending = Sending {
            server,
            shared: shared.clone(),
            interval: settings.limits.log_interval,
            backoff: Backoff::new(settings.limits.backoff_min, settings.limits.backoff_max),
            clock: settings.clock.clone(),
            entropy: settings.entropy.clone(),
        };
        let stop = cut.clone();
        let task = tasks.spawn(async move {
            stop.run_until_cancelled(sending.run()).await;
        });
        let sink = LogSink { shared: shared.clone(), clock: settings.clock.clone() };
        (Self { shared, task, cut }, sink)
    }

    /// Waits until all lines were taken, at most `limit` and not beyond `hurry`, then stops.
    pub(crate) async fn finish(self, limit: Duration, hurry: &CancellationToken) {
        self.shared.lock().finished = true;
        self.shared.changed.notify_one();
        let taken = tokio::time::timeout(limit, self.task);
        if !matches!(hurry.run_until_cancelled(taken).await, Some(Ok(_))) {
            tracing::warn!("The server did not take the last log lines");
            self.cut.cancel();
        }
    }
}

struct Sending {
    server: ServerClient,
    shared: Arc<Shared>,
    interval: Duration,
    backoff: Backoff,
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
}

impl Sending {
    async fn run(mut self) {
        loop {
            if let Some(batch) = self.next_batch() {
                self.deliver(batch).await;
                continue;
            }
            if self.shared.lock().finished {
                return;
            }
            self.shared.changed.notified().await;
            // Lines come in bursts: collect one, unless the end is near.
            if !self.shared.lock().finished {
                tokio::time::sleep(self.interval).await;
            }
        }
    }

    /// The oldest lines of the first source that has any.
    fn next_batch(&self) -> Option<LogsReport> {
        let mut queues = self.shared.lock();
        let (&log_source_id, source) =
            queues.sources.iter_mut().find(|(_, source)| !source.lines.is_empty() || source.left_out > 0)?;
        let mut logs = Vec::new();
        let mut bytes = 0;
        while let Some(line) = source.lines.front() {
            let size = line.output.len() + LINE_OVERHEAD_BYTES;
            if !logs.is_empty() && bytes + size > BATCH_BYTES_MAX {
                break;
            }
            bytes += size;
            logs.extend(source.lines.pop_front());
        }
        if source.lines.is_empty() && source.left_out > 0 {
            let output = format!("[{} lines are only in the log file in the workspace]", source.left_out);
            source.left_out = 0;
            logs.push(AgentLogLine { created_at: self.clock.now(), output, level: AgentLogLevel::Warn });
        }
        queues.bytes -= bytes;
        Some(LogsReport { log_source_id, logs })
    }

    async fn deliver(&mut self, batch: LogsReport) {
        loop {
            match self.server.logs(&batch).await {
                Ok(receipt) => {
                    if receipt.log_limit_exceeded {
                        let mut queues = self.shared.lock();
                        let finished = queues.finished;
                        *queues = Queues { full: true, finished, ..Queues::default() };
                    }
                    self.backoff.reset();
                    return;
                }
                Err(error) if error.is_permanent() => {
                    tracing::warn!("{} log lines are left out: {}", batch.logs.len(), ErrorChain(&error));
                    return;
                }
                Err(error) => {
                    let wait = self.backoff.next(self.entropy.as_ref());
                    tracing::debug!("Log lines are sent again in {wait:?}: {}", ErrorChain(&error));
                    tokio::time::sleep(wait).await;
                }
            }
        }
    }
}
