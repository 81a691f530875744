//! The worker: takes runnable chats and gives each a runner (chat-state-machine.md 6).
//!
//! Woken by what its own process tells, by `chat:ownership` and by a ticker as the net under both. A look takes as many chats as slots are free; a runner
//! that ends frees its slot and causes the next look.
//!
//! What must stay true: no chat is held without a runner for longer than a tick. A look names the runners that live, and
//! takes again what this worker holds without one, whether its runner panicked or the answer to a look was lost.

mod takeovers;

use std::collections::HashMap;
use std::sync::Arc;

use ropewalk_model::{ReplicaId, RunnerId};
use ropewalk_store::chats::{AcquireRequest, OWNERSHIP_CHANNEL, TransitionError};
use ropewalk_store::{Event, Replica, Store, StoreError, Subscription};
use ropewalk_telemetry::ErrorChain;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::Instant;

use crate::engine::Context;
use crate::runner::Runner;

/// Runs until the engine stops.
pub(crate) async fn run(context: Arc<Context>) {
    let (runners, live, died) = (JoinSet::new(), HashMap::new(), Vec::new());
    let mut worker = Worker { context, runners, live, subscription: None, died, died_at: None };
    worker.run().await;
}

struct Worker {
    context: Arc<Context>,
    /// The runners; each ends soon after the engine's token fires.
    runners: JoinSet<()>,
    live: HashMap<Id, RunnerId>,
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
                Some(ended) = self.runners.join_next_with_id(), if !self.runners.is_empty() => self.ended(ended),
            }
            while let Some(ended) = self.runners.try_join_next_with_id() {
                self.ended(ended);
            }
            if self.subscription.is_none() {
                self.subscribe().await;
            }
        }
        while let Some(ended) = self.runners.join_next_with_id().await {
            self.ended(ended);
        }
    }

    fn ended(&mut self, ended: Result<(Id, ()), JoinError>) {
        let runner = match ended {
            Ok((id, ())) => self.live.remove(&id),
            Err(error) => {
                tracing::error!("A chat's runner failed; its chat is taken again: {}", ErrorChain(&error));
                self.live.remove(&error.id())
            }
        };
        if let Some(runner) = runner {
            self.context.holds.remove(runner);
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
        let free = self.context.settings.slots.saturating_sub(self.runners.len());
        if free == 0 {
            return Ok(());
        }
        self.look_for_the_dead().await?;
        let died = &self.died;
        let dead: Vec<ReplicaId> = died.iter().map(|it| it.id).collect();
        let takeovers = takeovers::held_by_the_dead(&self.context, died).await;
        let entropy = &self.context.tool_deps.entropy;
        let runners: Vec<RunnerId> = (0..free).map(|_| entropy.uuid().into()).collect();
        let live: Vec<RunnerId> = self.live.values().copied().collect();
        let request =
            AcquireRequest { worker: self.context.worker_id(), dead: &dead, live: &live, runners: &runners };
        for acquired in self.context.store.acquire_chats(&request).await? {
            let chat_id = acquired.chat.id;
            tracing::debug!(chat.id = %chat_id, runner.id = %acquired.runner_id, "Took chat {chat_id}");
            self.context.metrics().chat_acquired();
            takeovers.count(&self.context, chat_id);
            self.context.holds.add(acquired.runner_id, chat_id);
            let runner = Runner::new(Arc::clone(&self.context), acquired.runner_id, acquired.chat);
            let task = self.runners.spawn(self.context.tasks.track_future(runner.run()));
            self.live.insert(task.id(), acquired.runner_id);
        }
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
