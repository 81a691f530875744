//! What an agent tells the server: start-up, lifecycle, logs, script timings (agent-and-provisioning.md 3.2).
//!
//! Every report may arrive twice, because an agent repeats it when the answer was lost, and a restarted agent
//! begins again at `starting`. The server answers 200 to a lifecycle state that is not ahead of the one it
//! holds, and keeps what it holds.

use chrono::{DateTime, Utc};
use ropewalk_model::agent::Lifecycle;
use ropewalk_model::{AgentLogSourceId, AgentScriptId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// `rpc/startup`, request and answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentStartup {
    /// Version of the agent program.
    pub version: String,
    /// The manifest's directory after expansion.
    pub expanded_directory: String,
    /// Subsystems that the agent runs in, such as `envbox`.
    #[serde(default)]
    pub subsystems: Vec<String>,
}

/// `rpc/lifecycle`, request and answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LifecycleReport {
    /// The state that was reached.
    pub state: LifecycleState,
    /// When, by the agent's clock.
    pub changed_at: DateTime<Utc>,
}

/// The wire names of [`Lifecycle`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LifecycleState {
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

impl From<Lifecycle> for LifecycleState {
    fn from(state: Lifecycle) -> Self {
        match state {
            Lifecycle::Created => Self::Created,
            Lifecycle::Starting => Self::Starting,
            Lifecycle::StartTimeout => Self::StartTimeout,
            Lifecycle::StartError => Self::StartError,
            Lifecycle::Ready => Self::Ready,
            Lifecycle::ShuttingDown => Self::ShuttingDown,
            Lifecycle::ShutdownTimeout => Self::ShutdownTimeout,
            Lifecycle::ShutdownError => Self::ShutdownError,
            Lifecycle::Off => Self::Off,
        }
    }
}

impl From<LifecycleState> for Lifecycle {
    fn from(state: LifecycleState) -> Self {
        match state {
            LifecycleState::Created => Self::Created,
            LifecycleState::Starting => Self::Starting,
            LifecycleState::StartTimeout => Self::StartTimeout,
            LifecycleState::StartError => Self::StartError,
            LifecycleState::Ready => Self::Ready,
            LifecycleState::ShuttingDown => Self::ShuttingDown,
            LifecycleState::ShutdownTimeout => Self::ShutdownTimeout,
            LifecycleState::ShutdownError => Self::ShutdownError,
            LifecycleState::Off => Self::Off,
        }
    }
}

/// `rpc/logs`, and the body of `PATCH me/logs` (platform.md 2.11).
///
/// A batch may come twice when the answer to it was lost on the way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LogsReport {
    /// Whose lines these are.
    #[schema(value_type = uuid::Uuid)]
    pub log_source_id: AgentLogSourceId,
    /// The lines, oldest first. At most 1 MiB of output together.
    pub logs: Vec<AgentLogLine>,
}

/// One line of output.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentLogLine {
    /// When the agent read it.
    pub created_at: DateTime<Utc>,
    /// The line without its line end. Never holds a NUL character when it comes from our agent.
    pub output: String,
    /// How it should be shown.
    #[serde(default)]
    pub level: AgentLogLevel,
}

/// Levels of agent logs: standard output is `info`, standard error is `error`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AgentLogLevel {
    /// Finest detail.
    Trace,
    /// Detail.
    Debug,
    /// Normal output.
    #[default]
    Info,
    /// Something odd.
    Warn,
    /// Error output.
    Error,
}

/// The answer to `rpc/logs`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LogsReceipt {
    /// The agent has used up its space for logs: it sends no more, and stays connected.
    #[serde(default)]
    pub log_limit_exceeded: bool,
}

/// `rpc/script-completed`: how one run of a script went. The answer is an empty object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ScriptTiming {
    /// The script.
    #[schema(value_type = uuid::Uuid)]
    pub script_id: AgentScriptId,
    /// When it started.
    pub start: DateTime<Utc>,
    /// When it ended.
    pub end: DateTime<Utc>,
    /// Its exit code; 255 when unknown.
    pub exit_code: i32,
    /// Why it ran.
    pub stage: ScriptStage,
    /// How it went.
    pub status: ScriptStatus,
}

/// Why a script runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScriptStage {
    /// The workspace starts.
    Start,
    /// The workspace stops.
    Stop,
    /// By the clock.
    Cron,
}

/// How a script went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ScriptStatus {
    /// Exit code 0.
    Ok,
    /// Another exit code, or it could not be started.
    ExitFailure,
    /// Ran into its timeout and was stopped.
    TimedOut,
    /// Ended, but something that it started kept its output open for longer than is waited for.
    PipesLeftOpen,
}

/// The answer to `GET /` on the tunnel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentHello {
    /// A greeting for people with curl.
    pub message: String,
    /// Version of the agent program.
    pub version: String,
    /// Version of the agent API, such as `2.9`.
    pub api_version: String,
}

#[cfg(test)]
mod tests {
    use super::{Lifecycle, LifecycleState};

    #[test]
    fn lifecycle_names_are_those_of_the_model() {
        for state in Lifecycle::ALL {
            let wire = LifecycleState::from(state);
            assert_eq!(serde_json::to_value(wire).ok(), Some(state.as_str().into()));
            assert_eq!(Lifecycle::from(wire), state);
        }
    }
}
