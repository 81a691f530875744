//! The two independent states of a workspace agent: its connection (derived at read) and its lifecycle
//! (reported by the agent). Facts: platform.md 3.9, agent-and-provisioning.md 2.3.

use chrono::Duration;

use crate::Timestamp;

/// Whether the server can reach the agent. Never stored: see [`connection_status`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ConnectionStatus {
    /// Never connected, and still within its connection timeout.
    Connecting,
    /// Seen within the inactive timeout.
    Connected,
    /// Was connected; closed, or silent for too long.
    Disconnected,
    /// Never connected within its connection timeout.
    Timeout,
}

/// What the database knows of an agent's connections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConnectionTimes {
    /// When the build made the agent.
    pub created_at: Timestamp,
    /// The first connection.
    pub first_connected_at: Option<Timestamp>,
    /// The last sign of life.
    pub last_connected_at: Option<Timestamp>,
    /// When the server saw the connection end.
    pub disconnected_at: Option<Timestamp>,
    /// After how many seconds without a first connection the agent counts as timed out; 0 = never.
    pub connection_timeout_secs: i32,
}

/// After how much silence a connected agent counts as disconnected: two missed pings of 15 s.
pub const INACTIVE_TIMEOUT: Duration = Duration::seconds(30);

/// The connection status at `now`; the order of the rules is platform.md 3.9.
#[must_use]
pub fn connection_status(times: &ConnectionTimes, now: Timestamp, inactive: Duration) -> ConnectionStatus {
    let Some(last_connected_at) = times.last_connected_at else {
        let limit = Duration::seconds(i64::from(times.connection_timeout_secs));
        return if limit > Duration::zero() && now - times.created_at > limit {
            ConnectionStatus::Timeout
        } else {
            ConnectionStatus::Connecting
        };
    };
    if times.disconnected_at.is_some_and(|at| at >= last_connected_at) || now - last_connected_at > inactive {
        return ConnectionStatus::Disconnected;
    }
    ConnectionStatus::Connected
}

/// How far the agent has come in its own life. Only ever moves forward, in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lifecycle {
    /// Made by a build, nothing heard yet.
    Created,
    /// Runs its start scripts.
    Starting,
    /// A start script ran into its timeout.
    StartTimeout,
    /// A start script failed.
    StartError,
    /// All start scripts ended well.
    Ready,
    /// Runs its stop scripts.
    ShuttingDown,
    /// A stop script ran into its timeout.
    ShutdownTimeout,
    /// A stop script failed.
    ShutdownError,
    /// Ended.
    Off,
}

impl Lifecycle {
    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Starting => "starting",
            Self::StartTimeout => "start_timeout",
            Self::StartError => "start_error",
            Self::Ready => "ready",
            Self::ShuttingDown => "shutting_down",
            Self::ShutdownTimeout => "shutdown_timeout",
            Self::ShutdownError => "shutdown_error",
            Self::Off => "off",
        }
    }

    /// All states, in their order.
    pub const ALL: [Self; 9] = [
        Self::Created,
        Self::Starting,
        Self::StartTimeout,
        Self::StartError,
        Self::Ready,
        Self::ShuttingDown,
        Self::ShutdownTimeout,
        Self::ShutdownError,
        Self::Off,
    ];

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == text)
    }

    /// Whether `next` may follow: lifecycles never go back.
    #[must_use]
    pub fn may_become(self, next: Self) -> bool {
        next > self
    }
}

impl ConnectionStatus {
    /// The wire name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Connecting => "connecting",
            Self::Connected => "connected",
            Self::Disconnected => "disconnected",
            Self::Timeout => "timeout",
        }
    }
}
