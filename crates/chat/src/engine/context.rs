//! What all parts of the engine share.

use std::sync::Arc;
use std::time::Duration;

use ropewalk_model::{Timestamp, WorkerId};
use ropewalk_store::chats::ChildLimits;
use ropewalk_store::{ReplicaRegistration, Store};
use ropewalk_telemetry::Metrics;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use super::activity::Activities;
use super::holds::Holds;
use crate::debug::Recorder;
use crate::parts::{PartsBuffer, PartsSource};
use crate::stream::Poller;
use crate::tools::{ToolDeps, Toolset};

/// Numbers of the engine; the defaults are those of the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EngineSettings {
    /// How many chats this replica works on at a time.
    pub slots: usize,
    /// How often the acquirer looks without being woken (chat-state-machine.md 6.2).
    pub acquire_interval: Duration,
    /// How often every registered chat is checked without a notification (7).
    pub poll_interval: Duration,
    /// How long a subscriber may leave a batch untaken before it is dropped (6.6).
    pub subscriber_patience: Duration,
    /// The first wait after a failed model call; doubled each time up to a minute (chat-engine.md 3.6). Tests make it
    /// shorter.
    pub retry_unit: Duration,
    /// How often the watchdog looks for chats that cannot say what they wait for.
    pub watchdog_interval: Duration,
    /// How long a chat may be without an explanation: longer than a takeover takes (6.1).
    pub watchdog_patience: Duration,
    /// How many chats that chats made may work at a time.
    pub child_limits: ChildLimits,
    /// Whether models write the titles of chats and the summaries of their turns.
    pub writes_titles: bool,
    /// Whether every chat is recorded, whatever its owner says (chat-engine.md SV-40d).
    pub records_all_chats: bool,
}

impl Default for EngineSettings {
    fn default() -> Self {
        Self {
            slots: 50,
            acquire_interval: Duration::from_secs(1),
            poll_interval: Duration::from_secs(10),
            subscriber_patience: Duration::from_secs(10),
            retry_unit: Duration::from_secs(1),
            watchdog_interval: Duration::from_secs(3),
            watchdog_patience: Duration::from_secs(15),
            child_limits: ChildLimits { per_family: 20, in_all: 1000 },
            writes_titles: true,
            records_all_chats: false,
        }
    }
}

/// The parts of the engine, wired.
pub(crate) struct Context {
    pub(crate) store: Store,
    pub(crate) tool_deps: ToolDeps,
    pub(crate) tools: Arc<Toolset>,
    pub(crate) replica: ReplicaRegistration,
    pub(crate) settings: EngineSettings,
    /// Owns every task of the engine.
    pub(crate) tasks: TaskTracker,
    /// Owns the tasks that store partial output: a stopping engine waits for them before it lets go of its chats.
    pub(crate) persisting: TaskTracker,
    /// Fires when the engine stops.
    pub(crate) shutdown: CancellationToken,
    pub(crate) parts: PartsBuffer,
    pub(crate) parts_source: Arc<dyn PartsSource>,
    pub(crate) poller: Poller,
    pub(crate) activities: Activities,
    pub(crate) holds: Holds,
    pub(crate) recorder: Recorder,
}

impl Context {
    pub(crate) fn now(&self) -> Timestamp {
        self.tool_deps.clock.now()
    }

    /// What this server counts of itself.
    pub(crate) fn metrics(&self) -> &Metrics {
        self.tool_deps.platform.metrics()
    }

    /// The worker of this replica; its id is the replica's.
    pub(crate) fn worker_id(&self) -> WorkerId {
        self.replica.id.uuid().into()
    }
}
