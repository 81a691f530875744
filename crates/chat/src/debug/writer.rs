//! The task that writes records, and the way to it.

use std::collections::HashSet;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use ropewalk_model::{ChatId, DebugStepId, Timestamp};
use ropewalk_store::chat_debug::{DebugStatus, NewDebugStep, StepOutcome};
use ropewalk_store::{Store, StoreError};
use ropewalk_telemetry::ErrorChain;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

/// How many records may wait to be written.
const QUEUE: usize = 256;
/// How long one may take (SV-45d).
const WRITE_LIMIT: Duration = Duration::from_secs(5);
/// How long the end of a turn may take (SV-45d).
const END_LIMIT: Duration = Duration::from_secs(10);
/// How long a stopping server goes on writing what was handed over.
const DRAIN_LIMIT: Duration = Duration::from_secs(2);

/// What is to be written.
#[derive(Debug)]
pub(crate) enum Write {
    /// A step begins.
    BeginStep(Box<NewDebugStep>),
    /// A step stands so, or ended.
    UpdateStep(Box<StepOutcome>),
    /// A step goes on.
    Touch { step: DebugStepId, at: Timestamp },
    /// The chat's turn ended.
    EndTurn { chat: ChatId, status: DebugStatus, at: Timestamp },
}

/// The way to the task that writes. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Recorder {
    writes: mpsc::Sender<Write>,
    dropped: Arc<AtomicU64>,
    /// Whether all chats are recorded, whatever their owners say.
    is_forced: bool,
    /// The chats of which this replica records a turn that goes on, so that the end of any other costs nothing.
    open: Arc<Mutex<HashSet<ChatId>>>,
}

impl Recorder {
    /// A recorder and its task, which ends soon after `shutdown`.
    pub(crate) fn new(
        store: Store,
        is_forced: bool,
        shutdown: CancellationToken,
    ) -> (Self, impl Future<Output = ()>) {
        let (writes, queue) = mpsc::channel(QUEUE);
        let recorder = Self { writes, dropped: Arc::default(), is_forced, open: Arc::default() };
        (recorder, run(store, queue, shutdown))
    }

    /// Whether a chat is recorded whose owner wants it or does not.
    pub(crate) const fn is_on(&self, owner_wants_it: bool) -> bool {
        self.is_forced || owner_wants_it
    }

    /// A step of a turn begins.
    pub(crate) fn begin_step(&self, step: NewDebugStep) {
        self.open().insert(step.chat_id);
        self.write(Write::BeginStep(Box::new(step)));
    }

    /// The turn of a chat is over, if it was recorded here.
    pub(crate) fn end_turn(&self, chat: ChatId, status: DebugStatus, at: Timestamp) {
        let was_open = self.open().remove(&chat);
        if was_open {
            self.write(Write::EndTurn { chat, status, at });
        }
    }

    fn open(&self) -> MutexGuard<'_, HashSet<ChatId>> {
        // No panic can leave the set half-changed.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Hands something over to be written. Never waits.
    pub(crate) fn write(&self, write: Write) {
        if self.writes.try_send(write).is_err() {
            let dropped = self.dropped.fetch_add(1, Ordering::Relaxed) + 1;
            if dropped.is_power_of_two() {
                tracing::warn!(
                    dropped,
                    "Debug records come faster than they can be written; {dropped} were dropped"
                );
            }
        }
    }
}

async fn run(store: Store, mut queue: mpsc::Receiver<Write>, shutdown: CancellationToken) {
    while let Some(Some(write)) = shutdown.run_until_cancelled(queue.recv()).await {
        carry_out(&store, write).await;
    }
    queue.close();
    let drain = async {
        while let Some(write) = queue.recv().await {
            carry_out(&store, write).await;
        }
    };
    if tokio::time::timeout(DRAIN_LIMIT, drain).await.is_err() {
        tracing::debug!("Some debug records were not written when the server stopped");
    }
}

async fn carry_out(store: &Store, write: Write) {
    let limit = match &write {
        Write::EndTurn { .. } => END_LIMIT,
        Write::BeginStep(_) | Write::UpdateStep(_) | Write::Touch { .. } => WRITE_LIMIT,
    };
    match tokio::time::timeout(limit, written(store, write)).await {
        Ok(Ok(())) => {}
        Ok(Err(error)) => tracing::warn!("A debug record was not written: {}", ErrorChain(&error)),
        Err(_elapsed) => tracing::warn!("A debug record was not written within {} s", limit.as_secs()),
    }
}

async fn written(store: &Store, write: Write) -> Result<(), StoreError> {
    match write {
        Write::BeginStep(step) => {
            if !store.begin_debug_step(&step).await? {
                tracing::debug!(chat.id = %step.chat_id, "A step belongs to a turn whose record has ended");
            }
            Ok(())
        }
        Write::UpdateStep(outcome) => store.update_debug_step(&outcome).await,
        Write::Touch { step, at } => store.touch_debug_step(step, at).await,
        Write::EndTurn { chat, status, at } => store.end_debug_turn(chat, status, at).await,
    }
}
