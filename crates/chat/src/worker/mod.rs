//! The worker: takes runnable chats and gives each a runner (chat-state-machine.md 6).
//!
//! Woken by what its own process tells, by `chat:ownership` and by a ticker as the net under both. A look takes as many chats as slots are free; a runner
//! that ends frees its slot and causes the next look. A message that makes a chat runnable may take it for this worker at once
//! ([`Holds`](crate::engine::Holds)); it starts the runner itself.
//!
//! What must stay true: no chat is held without a runner for longer than a tick. A look names the runners that live, and
//! takes again what this worker holds without one, whether its runner panicked or the answer to a look or to a message was lost.

mod takeovers;

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures::FutureExt;
use ropewalk_model::chat::{Chat, Message};
use ropewalk_model::{ReplicaId, RunnerId};
use ropewalk_store::chats::{AcquireRequest, OWNERSHIP_CHANNEL, TransitionError};
use ropewalk_store::{Event, Replica, Store, StoreError, Subscription};
use ropewalk_telemetry::ErrorChain;
use tokio::time::Instant;

use crate::engine::{Context, Slot};
use crate::runner::{Runner, panic_text};

/// Runs until the engine stops.
pub(crate) async fn run(context: Arc<Context>) {
    let mut worker = Worker { context, subscription: None, died: Vec::new(), died_at: None };
    worker.run().await;
}

/// Gives `chat`, which was taken for the runner of `slot`, that runner. `history`: its messages, if they are known.
pub(crate) fn start_runner(context: &Arc<Context>, slot: Slot, chat: Chat, history: Option<Vec<Message>>) {
    let (chat_id, runner_id) = (chat.id, slot.runner_id());
    tracing::debug!(chat.id = %chat_id, runner.id = %runner_id, "Took chat {chat_id}");
    context.metrics().chat_acquired();
    slot.hold(chat_id);
    let runner = Runner::new(Arc::clone(context), runner_id, chat, history);
    context.tasks.spawn(async move {
        if let Err(panic) = AssertUnwindSafe(runner.run()).catch_unwind().await {
            let said = panic_text(&*panic);
            tracing::error!(chat.id = %chat_id, "The runner of chat {chat_id} panicked; the chat is taken again: {said}");
        }
        drop(slot);
    });
}

struct Worker {
    context: Arc<Context>,
    subscription: Option<Subscription>,
    /// The replicas that were dead at the last look for them, and when that was.
    died: Vec<Replica>,
    died_at: Option<Instant>,
}

impl Worker {
    async fn run(&mut self) {
        let shutdown = self.context.shutdown.clone();
        let mut ticker = tokio::time::interval(self.context.settings.acquire_interval);
        ticker.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        self.subscribe().await;
        while shutdown.run_until_cancelled(self.look()).await.is_some() {
            tokio::select! {
                () = shutdown.cancelled() => break,
                _ = ticker.tick() => {}
                () = self.context.store.ownership_told_here() => {}
                () = woken(&self.context.store, &mut self.subscription) => {}
                () = self.context.holds.freed() => {}
            }
            if self.subscription.is_none() {
                self.subscribe().await;
            }
        }
    }

    /// Without notifications the ticker is enough; the next tick tries again.
    async fn subscribe(&mut self) {
        match self.context.store.pubsub().subscribe(OWNERSHIP_CHANNEL).await {
            Ok(subscription) => self.subscription = Some(subscription),
            Err(error) => tracing::warn!("The chat worker is not notified of work: {}", ErrorChain(&error)),
        }
    }

    /// Has no deadline of its own: dropping it half-way would lose the answer, and its statements have theirs.
    async fn look(&mut self) {
        if let Err(error) = self.acquire().await {
            tracing::warn!("The chat worker could not take work: {}", ErrorChain(&error));
        }
    }

    /// Replicas die rarely and chats wake the worker often: as long as all live, that is asked once a tick. A list with
    /// somebody in it is asked for anew, because those may be back: after an outage of the database two replicas would
    /// take the chats from one another until the tick.
    async fn look_for_the_dead(&mut self) -> Result<(), StoreError> {
        let is_fresh = |at: Instant| at.elapsed() < self.context.settings.acquire_interval;
        if !self.died.is_empty() || !self.died_at.is_some_and(is_fresh) {
            self.died = self.context.store.dead_replicas(&self.context.replica).await?;
            self.died_at = Some(Instant::now());
        }
        Ok(())
    }

    /// Takes as many chats as there are free slots.
    async fn acquire(&mut self) -> Result<(), TransitionError> {
        let context = Arc::clone(&self.context);
        let mut slots = context.holds.reserve_free(&*context.tool_deps.entropy);
        if slots.is_empty() {
            context.holds.looked(true);
            return Ok(());
        }
        self.look_for_the_dead().await?;
        let died = &self.died;
        let dead: Vec<ReplicaId> = died.iter().map(|it| it.id).collect();
        let takeovers = takeovers::held_by_the_dead(&context, died).await;
        let runners: Vec<RunnerId> = slots.iter().map(Slot::runner_id).collect();
        let live = context.holds.runners();
        let request =
            AcquireRequest { worker: context.worker_id(), dead: &dead, live: &live, runners: &runners };
        for acquired in context.store.acquire_chats(&request).await? {
            takeovers.count(&context, acquired.chat.id);
            if let Some(place) = slots.iter().position(|slot| slot.runner_id() == acquired.runner_id) {
                start_runner(&context, slots.swap_remove(place), acquired.chat, None);
            }
        }
        context.holds.looked(slots.is_empty());
        Ok(())
    }
}

/// Waits for a notification and takes all that came with it: one look serves them all. The echo of what this process told itself,
/// and has looked after, is none.
async fn woken(store: &Store, subscription: &mut Option<Subscription>) {
    let Some(listening) = subscription else {
        return std::future::pending().await;
    };
    let mut is_called = false;
    let mut event = listening.recv().await;
    loop {
        match event {
            Event::Message(payload) => is_called |= !store.is_ownership_echo(&payload),
            Event::Lagged => is_called = true,
            Event::Closed => {
                *subscription = None;
                return;
            }
        }
        event = match futures::FutureExt::now_or_never(listening.recv()) {
            Some(next) => next,
            None if is_called => return,
            None => listening.recv().await,
        };
    }
}
