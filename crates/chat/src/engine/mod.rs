//! The engine: what a server starts, asks and stops.
//!
//! Stopping is in order: no new chats are taken; the tasks that generate are dropped (what they had not committed is
//! done again elsewhere); partial output that is being stored gets a moment; all chats are let go of with one statement,
//! which wakes the other workers; then everything that is left ends. Every wait in it has a deadline.

mod activity;
mod context;
mod holds;
mod watchdog;

use std::sync::Arc;
use std::time::Duration;

use ropewalk_model::chat::Chat;
use ropewalk_model::{Clock, Entropy, MessageId, UserId};
use ropewalk_platform::Platform;
use ropewalk_store::{ReplicaRegistration, Store};
use ropewalk_telemetry::ErrorChain;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

pub(crate) use activity::{Activities, after};
pub use activity::{CallWaits, Wait, WaitReason};
pub(crate) use context::Context;
pub use context::EngineSettings;
pub(crate) use holds::{Holds, Slot};

use crate::debug::Recorder;
use crate::parts::{LocalParts, PartsBuffer};
use crate::relay::{Relay, RoutedParts};
use crate::stream::{ChatStream, Poller, StreamError};
use crate::tools::{ToolDeps, Toolset};
use crate::watch::ChatWatch;

/// How long a stopping engine waits for partial output to be stored.
const PERSIST_GRACE: Duration = Duration::from_millis(500);

/// How long letting go of all chats may take.
const ABANDON_TIMEOUT: Duration = Duration::from_secs(5);

/// How long a stopping engine waits for its tasks.
const STOP_TIMEOUT: Duration = Duration::from_secs(10);

/// How often the parts buffer is swept.
const COLLECT_INTERVAL: Duration = Duration::from_secs(5);

/// What an engine is made of.
pub struct EngineDeps {
    /// The database.
    pub store: Store,
    /// The other use cases: models, and what tools act through.
    pub platform: Platform,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Randomness.
    pub entropy: Arc<dyn Entropy>,
    /// This replica; chats are held in its name, so its lease must be held before the engine starts.
    pub replica: ReplicaRegistration,
    /// The tools of all chats.
    pub tools: Arc<Toolset>,
    /// Numbers.
    pub settings: EngineSettings,
    /// Fires when the server stops at once; [`Engine::stop`] stops in order.
    pub shutdown: CancellationToken,
}

/// The chat engine of this replica. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    pub(crate) context: Arc<Context>,
}

impl Engine {
    /// Starts the worker, the watchdog, the poller and the sweeper.
    #[must_use]
    pub fn start(deps: EngineDeps) -> Self {
        let parts = PartsBuffer::default();
        let tool_deps = ToolDeps {
            platform: deps.platform,
            store: deps.store.clone(),
            clock: deps.clock,
            entropy: deps.entropy,
            child_limits: deps.settings.child_limits,
        };
        let (tasks, shutdown) = (TaskTracker::new(), deps.shutdown.child_token());
        let relay = Relay::new(
            tool_deps.platform.clone(),
            Arc::clone(&tool_deps.entropy),
            tasks.clone(),
            shutdown.clone(),
        );
        let me = deps.replica.id.uuid().into();
        let (recorder, records) =
            Recorder::new(deps.store.clone(), deps.settings.records_all_chats, shutdown.clone());
        tasks.spawn(records);
        let holds = Holds::new(deps.settings.slots);
        let context = Arc::new(Context {
            poller: Poller::new(deps.store.clone()),
            store: deps.store,
            tool_deps,
            tools: deps.tools,
            replica: deps.replica,
            settings: deps.settings,
            tasks,
            persisting: TaskTracker::new(),
            shutdown,
            parts_source: Arc::new(RoutedParts { me, local: LocalParts::new(parts.clone()), relay }),
            parts,
            activities: Activities::default(),
            holds,
            recorder,
        });
        context.tasks.spawn(crate::worker::run(Arc::clone(&context)));
        context.tasks.spawn(watchdog::run(Arc::clone(&context)));
        context.tasks.spawn(crate::upkeep::run(Arc::clone(&context)));
        let poller = context.poller.clone();
        context.tasks.spawn(poller.run(context.settings.poll_interval, context.shutdown.clone()));
        context.tasks.spawn(sweep(context.parts.clone(), context.shutdown.clone()));
        Self { context }
    }

    /// Stops: see the module. Afterwards no chat is held by this replica, unless the database could not be told; then
    /// the end of the replica's lease frees them.
    pub async fn stop(&self) {
        let context = &self.context;
        context.shutdown.cancel();
        context.persisting.close();
        if tokio::time::timeout(PERSIST_GRACE, context.persisting.wait()).await.is_err() {
            tracing::warn!("Partial output was still being stored when the chat engine stopped");
        }
        match tokio::time::timeout(ABANDON_TIMEOUT, context.store.abandon_all_chats(context.worker_id()))
            .await
        {
            Ok(Ok(0)) => {}
            Ok(Ok(count)) => tracing::info!(count, "Let go of {count} chats that were being worked on"),
            Ok(Err(error)) => tracing::warn!("The chats could not be let go of: {}", ErrorChain(&error)),
            Err(_elapsed) => tracing::warn!("The chats could not be let go of in time"),
        }
        context.tasks.close();
        if tokio::time::timeout(STOP_TIMEOUT, context.tasks.wait()).await.is_err() {
            tracing::warn!(tasks = context.tasks.len(), "Some tasks of the chat engine did not end in time");
        }
    }

    /// Follows a chat. `chat` is the row that the caller was authorised for: it is not loaded again for that. Messages
    /// up to `after_id` are known to the caller.
    ///
    /// # Errors
    /// Notifications cannot be had, or the engine stops.
    pub async fn stream(&self, chat: Chat, after_id: MessageId) -> Result<ChatStream, StreamError> {
        crate::stream::open(Arc::clone(&self.context), chat, after_id).await
    }

    /// What the chat waits for, as far as this replica and the row know; `None` when it is idle. No I/O.
    #[must_use]
    pub fn wait_reason(&self, chat: &Chat) -> Option<Wait> {
        self.context.activities.wait(chat, self.context.worker_id(), self.context.now())
    }

    /// What this server counts and measures of itself.
    #[must_use]
    pub fn metrics(&self) -> &ropewalk_telemetry::Metrics {
        self.context.metrics()
    }

    /// Follows all chats of `owner`.
    ///
    /// # Errors
    /// Notifications cannot be had, or the engine stops.
    pub async fn watch(&self, owner: UserId) -> Result<ChatWatch, StreamError> {
        crate::watch::open(Arc::clone(&self.context), owner).await
    }
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Engine").field("replica", &self.context.replica).finish_non_exhaustive()
    }
}

async fn sweep(parts: PartsBuffer, shutdown: CancellationToken) {
    let mut ticker = tokio::time::interval(COLLECT_INTERVAL);
    while shutdown.run_until_cancelled(ticker.tick()).await.is_some() {
        parts.collect(tokio::time::Instant::now());
    }
}
