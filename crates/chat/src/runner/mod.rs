//! A runner: one replica's hold on one chat (chat-state-machine.md 6.4).
//!
//! One event loop without I/O of its own. Every event carries the row's versions, status and owner. An older snapshot is
//! ignored; "not mine" ends the runner; the same history and status change nothing; anything else cancels the current
//! task, without waiting for it, and starts the one that the new status asks for. A cancelled task that is still on its
//! way cannot write: the fence of every write sees to that.
//!
//! What must stay true: subscribe first, read second; a task ends only by being done, stale, cancelled or because the
//! chat is gone, and anything else is tried again with a bounded back-off.

mod abandon;
mod deadline;
mod interrupt;
mod memory;
mod task;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures::FutureExt;
use ropewalk_model::chat::{Chat, Message, Status};
use ropewalk_model::{ChatId, RunnerId};
use ropewalk_store::chats::{ChatUpdate, update_channel};
use ropewalk_store::{Event, Subscription};
use ropewalk_telemetry::ErrorChain;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

pub(crate) use memory::{History, Known, ModelName};
pub(crate) use task::{Task, TaskEnd, TurnEnd, panic_text};

use crate::engine::{Context, WaitReason, after};
use crate::stream::PollerSeat;
use memory::Memory;

/// The waits between tries of a failed task: doubled from the first to the last.
const FIRST_BACKOFF: Duration = Duration::from_millis(200);
const LAST_BACKOFF: Duration = Duration::from_secs(30);

/// Which task a status asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TaskKind {
    Generate,
    Interrupt,
    DeadlineWait,
    Abandon,
}

impl TaskKind {
    fn of(update: &ChatUpdate) -> Self {
        if update.archived {
            return Self::Abandon;
        }
        match update.status {
            Status::Running => Self::Generate,
            Status::Interrupting => Self::Interrupt,
            Status::RequiresAction => Self::DeadlineWait,
            Status::Waiting | Status::Error => Self::Abandon,
        }
    }
}

/// What a task answers with.
enum Signal {
    /// The row was read again; `None`: the chat is gone.
    Read(Option<ChatUpdate>),
    /// The reading failed.
    ReadFailed,
    /// A task ended.
    Ended { number: u64, end: Result<ChatUpdate, TaskEnd> },
}

struct Current {
    number: u64,
    seen: ChatUpdate,
    cancel: CancellationToken,
}

/// One replica's hold on one chat.
pub(crate) struct Runner {
    context: Arc<Context>,
    chat_id: ChatId,
    runner_id: RunnerId,
    /// Cancels everything that this runner started.
    cancel: CancellationToken,
    signals: (mpsc::UnboundedSender<Signal>, mpsc::UnboundedReceiver<Signal>),
    watermark: i64,
    current: Option<Current>,
    memory: Memory,
    next_number: u64,
    /// Tasks that failed one after another, and readings.
    failures: u32,
    is_over: bool,
}

impl Runner {
    /// `acquired` is the chat as it was taken, `history` its messages that are not deleted, if they are known. What was told before that is
    /// not about this runner, and a late notification would end it as "not mine".
    pub(crate) fn new(
        context: Arc<Context>,
        runner_id: RunnerId,
        acquired: Chat,
        history: Option<Vec<Message>>,
    ) -> Self {
        let cancel = context.shutdown.child_token();
        let mut runner = Self {
            context,
            chat_id: acquired.id,
            runner_id,
            cancel,
            signals: mpsc::unbounded_channel(),
            watermark: acquired.versions.snapshot,
            current: None,
            memory: Memory::default(),
            next_number: 0,
            failures: 0,
            is_over: false,
        };
        let update = ChatUpdate::from(&acquired);
        runner.memory = Memory::of(acquired, history);
        runner.start(update, Duration::ZERO);
        runner
    }

    /// Runs until the chat is let go of, taken by another, gone, or the engine stops. The first task runs already: it needs
    /// no notification, and what happened since the acquisition is read once the runner is told of what follows.
    pub(crate) async fn run(mut self) {
        let cancel = self.cancel.clone();
        let _cancel_all = cancel.clone().drop_guard();
        let begins = self.context.activities.task(self.chat_id);
        let Some(Some(mut subscription)) = cancel.run_until_cancelled(self.subscribe()).await else {
            return;
        };
        let mut seat = self.context.poller.register(self.chat_id);
        self.read(Duration::ZERO);
        drop(begins);
        while !self.is_over {
            tokio::select! {
                () = cancel.cancelled() => break,
                Some(signal) = self.signals.1.recv() => self.on_signal(signal),
                event = subscription.recv() => self.on_event(&event),
                update = PollerSeat::next(&mut seat) => self.observe(update),
            }
        }
    }

    /// Tries until it works or the engine stops: without the database there is nothing to do anyway.
    async fn subscribe(&mut self) -> Option<Subscription> {
        loop {
            match self.context.store.pubsub().subscribe(&update_channel(self.chat_id)).await {
                Ok(subscription) => return Some(subscription),
                Err(error) => {
                    tracing::warn!(chat.id = %self.chat_id, "A runner is not notified: {}", ErrorChain(&error));
                    let delay = self.backoff();
                    pause(&self.context, self.chat_id, delay).await;
                }
            }
        }
    }

    fn backoff(&mut self) -> Duration {
        let doubled = FIRST_BACKOFF.saturating_mul(2_u32.saturating_pow(self.failures.min(16)));
        self.failures = self.failures.saturating_add(1);
        doubled.min(LAST_BACKOFF)
    }

    fn on_event(&mut self, event: &Event) {
        match event {
            Event::Message(payload) => match serde_json::from_str::<ChatUpdate>(payload) {
                Ok(update) => self.observe(update),
                Err(error) => {
                    tracing::warn!(chat.id = %self.chat_id, "A chat update cannot be read: {}", ErrorChain(&error));
                }
            },
            Event::Lagged => self.read(Duration::ZERO),
            // The store is closing: so is the server.
            Event::Closed => self.is_over = true,
        }
    }

    fn on_signal(&mut self, signal: Signal) {
        match signal {
            Signal::Read(Some(update)) => self.observe(update),
            Signal::Read(None) => self.is_over = true,
            Signal::ReadFailed => {
                let delay = self.backoff();
                self.read(delay);
            }
            Signal::Ended { number, end } => {
                if self.current.as_ref().is_some_and(|current| current.number == number) {
                    self.on_end(end);
                }
            }
        }
    }

    /// The current task ended.
    fn on_end(&mut self, end: Result<ChatUpdate, TaskEnd>) {
        let Some(ended) = self.current.take() else { return };
        match end {
            Ok(update) => {
                self.failures = 0;
                self.observe(update);
                // A commit that changed neither history nor status would leave the chat without a task.
                if self.current.is_none() && !self.is_over {
                    self.read(Duration::ZERO);
                }
            }
            Err(TaskEnd::Stale) => {
                // Whoever made it stale tells so; reading covers a lost notification. A pause, should it be stale again
                // and again, keeps the database from being asked in a tight loop.
                let is_first = self.failures == 0;
                let delay = self.backoff();
                self.read(if is_first { Duration::ZERO } else { delay });
            }
            Err(TaskEnd::Deleted) => self.is_over = true,
            Err(TaskEnd::Failed(error)) => {
                let delay = self.backoff();
                tracing::warn!(
                    chat.id = %self.chat_id, delay_ms = delay.as_millis() as u64,
                    "A task of chat {} failed and is tried again: {}", self.chat_id, ErrorChain(&*error)
                );
                self.start(ended.seen, delay);
            }
        }
    }

    /// The rule of the loop: see the module.
    fn observe(&mut self, update: ChatUpdate) {
        let is_same_snapshot = update.snapshot_version == self.watermark;
        if update.snapshot_version < self.watermark || (is_same_snapshot && self.current.is_some()) {
            return;
        }
        self.watermark = update.snapshot_version;
        if update.runner_id != Some(self.runner_id) {
            self.is_over = true;
            return;
        }
        if let Some(current) = &self.current {
            let seen = &current.seen;
            let key = |it: &ChatUpdate| (it.history_version, it.status, it.archived);
            if key(seen) == key(&update) {
                return;
            }
            current.cancel.cancel();
        }
        self.start(update, Duration::ZERO);
    }

    fn start(&mut self, seen: ChatUpdate, delay: Duration) {
        let number = self.next_number;
        self.next_number += 1;
        let cancel = self.cancel.child_token();
        let kind = TaskKind::of(&seen);
        let (context, memory) = (Arc::clone(&self.context), self.memory.clone());
        let task = Task::new(context, self.runner_id, seen.clone(), cancel.clone(), memory);
        let signals = self.signals.0.clone();
        // Storing partial output is not given up half-way (chat-engine.md GL-56); its fence ends it when it is stale.
        let (tracker, gives_up) = match kind {
            TaskKind::Interrupt => (&self.context.persisting, CancellationToken::new()),
            TaskKind::Generate | TaskKind::DeadlineWait | TaskKind::Abandon => {
                (&self.context.tasks, cancel.clone())
            }
        };
        tracker.spawn(async move {
            let run = async {
                pause(&task.context, task.seen.chat_id, delay).await;
                let _mark = task.context.activities.task(task.seen.chat_id);
                match kind {
                    TaskKind::Generate => crate::generation::generate(&task).await,
                    TaskKind::Interrupt => interrupt::interrupt(&task).await,
                    TaskKind::DeadlineWait => deadline::wait(&task).await,
                    TaskKind::Abandon => abandon::abandon(&task).await,
                }
            };
            // A cancelled task says nothing: nobody waits for it.
            if let Some(end) = gives_up.run_until_cancelled(AssertUnwindSafe(run).catch_unwind()).await {
                let end = end.unwrap_or_else(|panic| Err(TaskEnd::panicked(&*panic)));
                let _the_runner_may_be_gone = signals.send(Signal::Ended { number, end });
            }
        });
        self.current = Some(Current { number, seen, cancel });
    }

    /// Reads the row, in a task of its own.
    fn read(&self, delay: Duration) {
        let (context, signals, chat_id) = (Arc::clone(&self.context), self.signals.0.clone(), self.chat_id);
        let cancel = self.cancel.clone();
        self.context.tasks.spawn(async move {
            let read = async {
                pause(&context, chat_id, delay).await;
                let _mark = context.activities.task(chat_id);
                context.store.chat_versions(&[chat_id]).await
            };
            let signal = match cancel.run_until_cancelled(read).await {
                Some(Ok(mut updates)) => Signal::Read(updates.pop()),
                Some(Err(error)) => {
                    tracing::warn!(chat.id = %chat_id, "A runner could not read its chat: {}", ErrorChain(&error));
                    Signal::ReadFailed
                }
                None => return,
            };
            let _the_runner_may_be_gone = signals.send(signal);
        });
    }
}

/// The pause before another try, explained.
async fn pause(context: &Context, chat_id: ChatId, delay: Duration) {
    if !delay.is_zero() {
        let now = context.now();
        let _note = context.activities.note(chat_id, WaitReason::Fault, now, after(now, delay));
        tokio::time::sleep(delay).await;
    }
}
