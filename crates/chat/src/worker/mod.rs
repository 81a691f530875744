//! The worker: takes runnable chats and gives each a runner (chat-state-machine.md 6).
//!
//! Woken by `chat:ownership` and by a ticker as the net under it. A look takes as many chats as slots are free; a runner
//! that ends frees its slot and causes the next look.
//!
//! What must stay true: no chat is held without a runner for longer than a tick. A look names the runners that live, and
//! takes again what this worker holds without one, whether its runner panicked or the answer to a look was lost.

mod takeovers;

use std::collections::HashMap;
use std::sync::Arc;

use ropewalk_model::{ReplicaId, RunnerId};
use ropewalk_store::chats::{AcquireRequest, OWNERSHIP_CHANNEL, TransitionError};
use ropewalk_store::{Event, Subscription};
use ropewalk_telemetry::ErrorChain;
use tokio::task::{Id, JoinError, JoinSet};

use crate::engine::Context;
use crate::runner::Runner;

/// Runs until the engine stops.
pub(crate) async fn run(context: Arc<Context>) {
    let mut worker = Worker { runners: JoinSet::new(), live: HashMap::new(), subscription: None, context };
    worker.run().await;
}

struct Worker {
    context: Arc<Context>,
    /// The runners; each ends soon after the engine's token fires.
    runners: JoinSet<()>,
    live: HashMap<Id, RunnerId>,
    subscription: Option<Subscription>,
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
                () = woken(&mut self.subscription) => {}
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

    /// Takes as many chats as there are free slots.
    async fn acquire(&mut self) -> Result<(), TransitionError> {
        let free = self.context.settings.slots.saturating_sub(self.runners.len());
        if free == 0 {
            return Ok(());
        }
        let died = self.context.store.dead_replicas(&self.context.replica).await?;
        let dead: Vec<ReplicaId> = died.iter().map(|it| it.id).collect();
        let takeovers = takeovers::held_by_the_dead(&self.context, &died).await;
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
            let acquired_at = acquired.chat.versions.snapshot;
            let runner = Runner::new(Arc::clone(&self.context), chat_id, acquired.runner_id, acquired_at);
            let task = self.runners.spawn(self.context.tasks.track_future(runner.run()));
            self.live.insert(task.id(), acquired.runner_id);
        }
        Ok(())
    }
}

/// Waits for a notification and takes all that came with it: one look serves them all.
async fn woken(subscription: &mut Option<Subscription>) {
    let Some(listening) = subscription else {
        return std::future::pending().await;
    };
    let mut event = listening.recv().await;
    loop {
        match event {
            Event::Message(_) | Event::Lagged => {}
            Event::Closed => {
                *subscription = None;
                return;
            }
        }
        match futures::FutureExt::now_or_never(listening.recv()) {
            Some(next) => event = next,
            None => return,
        }
    }
}
