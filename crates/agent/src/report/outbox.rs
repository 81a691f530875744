//! Lifecycle states and script timings, delivered in order with the time at which they happened, across lost
//! connections (agent-and-provisioning.md 2.3, 5.5 item 1).
//!
//! Invariant: one report is under way at a time, and the next goes out only when it was taken, or can never be.
//! States only move forward, so each is queued once.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ropewalk_model::agent::Lifecycle;
use ropewalk_model::{Clock, Entropy};
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::agent::{LifecycleReport, ScriptTiming};
use tokio::sync::mpsc;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::server::{Backoff, ServerClient, ServerError};
use crate::settings::AgentSettings;

enum Report {
    Lifecycle(LifecycleReport),
    ScriptCompleted(ScriptTiming),
}

/// The queue: `None` says that nothing more comes.
type Queue = mpsc::UnboundedSender<Option<Report>>;

/// Where reports are put in. Clones share one queue.
#[derive(Clone)]
pub(crate) struct OutboxSender {
    /// Unbounded, because it holds at most one report per lifecycle state and per script run.
    queue: Queue,
    reached: Arc<Mutex<Lifecycle>>,
    clock: Arc<dyn Clock>,
}

impl OutboxSender {
    /// Reports that the agent has reached `state` now. A state that is not ahead of the last one is ignored.
    pub(crate) fn lifecycle(&self, state: Lifecycle) {
        let mut reached = self.reached.lock().unwrap_or_else(PoisonError::into_inner);
        if !reached.may_become(state) {
            return;
        }
        *reached = state;
        tracing::info!(state = state.as_str(), "The agent is {}", state.as_str());
        let report = LifecycleReport { state: state.into(), changed_at: self.clock.now() };
        // Queued under the lock, so that the queue's order is the states' order. Nobody listens after the end.
        let _ended = self.queue.send(Some(Report::Lifecycle(report)));
    }

    /// Reports how a script went.
    pub(crate) fn script_completed(&self, timing: ScriptTiming) {
        let _ended = self.queue.send(Some(Report::ScriptCompleted(timing)));
    }
}

/// The delivering task.
pub(crate) struct Outbox {
    queue: Queue,
    task: JoinHandle<()>,
    cut: CancellationToken,
}

impl Outbox {
    pub(crate) fn start(
        server: ServerClient,
        settings: &AgentSettings,
        tasks: &TaskTracker,
    ) -> (Self, OutboxSender) {
        let (queue, reports) = mpsc::unbounded_channel();
        let cut = CancellationToken::new();
        let delivery = Delivery {
            server,
            backoff: Backoff::new(settings.limits.backoff_min, settings.limits.backoff_max),
            refused_wait: settings.limits.refused_wait,
            entropy: settings.entropy.clone(),
        };
        let stop = cut.clone();
        let task = tasks.spawn(async move {
            stop.run_until_cancelled(delivery.run(reports)).await;
        });
        let sender = OutboxSender {
            queue: queue.clone(),
            reached: Arc::new(Mutex::new(Lifecycle::Created)),
            clock: settings.clock.clone(),
        };
        (Self { queue, task, cut }, sender)
    }

    /// Waits until everything that was reported so far was taken, at most `limit` and not beyond `hurry`.
    pub(crate) async fn finish(self, limit: Duration, hurry: &CancellationToken) {
        let _ended = self.queue.send(None);
        let taken = tokio::time::timeout(limit, self.task);
        if !matches!(hurry.run_until_cancelled(taken).await, Some(Ok(_))) {
            tracing::warn!("The server did not take the agent's last reports");
            self.cut.cancel();
        }
    }
}

struct Delivery {
    server: ServerClient,
    backoff: Backoff,
    refused_wait: Duration,
    entropy: Arc<dyn Entropy>,
}

impl Delivery {
    async fn run(mut self, mut reports: mpsc::UnboundedReceiver<Option<Report>>) {
        while let Some(Some(report)) = reports.recv().await {
            self.deliver(&report).await;
            self.backoff.reset();
        }
    }

    async fn deliver(&mut self, report: &Report) {
        while let Err(error) = self.send(report).await {
            if error.is_permanent() {
                tracing::warn!("A report is left out: {}", ErrorChain(&error));
                return;
            }
            let wait = if error.is_unauthorized() {
                self.refused_wait
            } else {
                self.backoff.next(self.entropy.as_ref())
            };
            tracing::debug!("A report is sent again in {wait:?}: {}", ErrorChain(&error));
            tokio::time::sleep(wait).await;
        }
    }

    async fn send(&self, report: &Report) -> Result<(), ServerError> {
        match report {
            Report::Lifecycle(report) => self.server.lifecycle(report).await.map(|_same| ()),
            Report::ScriptCompleted(timing) => self.server.script_completed(timing).await,
        }
    }
}
