//! Workspace agents as clients see them (platform.md 2.10, 2.30). What agents themselves send and get is in
//! [`crate::agent`].

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use ropewalk_model::agent::ConnectionStatus;
use ropewalk_model::{AgentId, AgentLogSourceId, AgentScriptId, ResourceId, WorkspaceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::agent::LifecycleState;
use crate::jobs::LogLevel;

/// Whether the server can reach an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceAgentStatus {
    /// Not yet, and still within its time.
    Connecting,
    /// Yes.
    Connected,
    /// Not any more.
    Disconnected,
    /// It never came within its time.
    Timeout,
}

impl WorkspaceAgentStatus {
    /// The word on the wire.
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

impl std::fmt::Display for WorkspaceAgentStatus {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl From<ConnectionStatus> for WorkspaceAgentStatus {
    fn from(status: ConnectionStatus) -> Self {
        match status {
            ConnectionStatus::Connecting => Self::Connecting,
            ConnectionStatus::Connected => Self::Connected,
            ConnectionStatus::Disconnected => Self::Disconnected,
            ConnectionStatus::Timeout => Self::Timeout,
        }
    }
}

/// The program in a workspace through which everything else reaches it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceAgent {
    /// The agent.
    #[schema(value_type = Uuid)]
    pub id: AgentId,
    /// The agent that it runs under; null = none.
    #[schema(value_type = Option<Uuid>)]
    pub parent_id: Option<AgentId>,
    /// When the build made it.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// The first connection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_connected_at: Option<DateTime<Utc>>,
    /// The last sign of life.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_connected_at: Option<DateTime<Utc>>,
    /// When the connection ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub disconnected_at: Option<DateTime<Utc>>,
    /// When it began with its start scripts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub started_at: Option<DateTime<Utc>>,
    /// When its start scripts ended, well or not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ready_at: Option<DateTime<Utc>>,
    /// Whether the server can reach it.
    pub status: WorkspaceAgentStatus,
    /// How far its own life has come.
    pub lifecycle_state: LifecycleState,
    /// Unique in the workspace.
    pub name: String,
    /// The resource that it runs in.
    #[schema(value_type = Uuid)]
    pub resource_id: ResourceId,
    /// The cloud's name of its machine.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub instance_id: String,
    /// Such as `amd64`.
    pub architecture: String,
    /// Such as `linux`.
    pub operating_system: String,
    /// Environment of everything that it starts.
    pub environment_variables: BTreeMap<String, String>,
    /// Bytes of its log.
    pub logs_length: i64,
    /// Whether lines of its log were dropped.
    pub logs_overflowed: bool,
    /// Where sessions start, as the template says it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub directory: String,
    /// The same as the agent expanded it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub expanded_directory: String,
    /// Version of its program; empty until it connected.
    pub version: String,
    /// Version of the protocol that it speaks.
    pub api_version: String,
    /// Applications in it. Native templates have none so far.
    pub apps: Vec<WorkspaceApp>,
    /// After how many seconds without a first connection it counts as timed out; 0 = never.
    pub connection_timeout_seconds: i32,
    /// Where to look when it does not come up.
    pub troubleshooting_url: String,
    /// Such as `envbox`.
    pub subsystems: Vec<String>,
    /// Whether all is well with it.
    pub health: WorkspaceAgentHealth,
    /// Which built-in applications to offer.
    pub display_apps: Vec<String>,
    /// Where its log lines come from.
    pub log_sources: Vec<WorkspaceAgentLogSource>,
    /// Its scripts.
    pub scripts: Vec<WorkspaceAgentScript>,
    /// `blocking` when people wait for a start script.
    pub startup_script_behavior: String,
}

/// Whether all is well with an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceAgentHealth {
    /// Whether it is.
    pub healthy: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A source of log lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceAgentLogSource {
    /// Its agent.
    #[schema(value_type = Uuid)]
    pub workspace_agent_id: AgentId,
    /// The source.
    #[schema(value_type = Uuid)]
    pub id: AgentLogSourceId,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// For people.
    pub display_name: String,
    /// A picture.
    pub icon: String,
}

/// A script of an agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceAgentScript {
    /// The script.
    #[schema(value_type = Uuid)]
    pub id: AgentScriptId,
    /// Its source of log lines.
    #[schema(value_type = Uuid)]
    pub log_source_id: AgentLogSourceId,
    /// A file that also gets its output.
    pub log_path: String,
    /// The text.
    pub script: String,
    /// Six fields, seconds first; empty = not by time.
    pub cron: String,
    /// Runs when the agent starts.
    pub run_on_start: bool,
    /// Runs when the agent stops.
    pub run_on_stop: bool,
    /// People wait for it.
    pub start_blocks_login: bool,
    /// In ns; 0 = none.
    pub timeout: i64,
    /// For people.
    pub display_name: String,
}

/// An application in a workspace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceApp {
    /// The application.
    pub id: Uuid,
    /// Where it listens in the workspace.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Whether the URL is one for the browser itself.
    pub external: bool,
    /// Its name in URLs.
    pub slug: String,
    /// Its name for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub display_name: String,
    /// What runs instead of a page.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub command: String,
    /// A picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub icon: String,
    /// Whether it has a host name of its own.
    pub subdomain: bool,
    /// That name's first label.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub subdomain_name: String,
    /// Under which heading it is shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub group: String,
    /// What to say about it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub tooltip: String,
    /// How its health is looked after.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub healthcheck: Option<WorkspaceAppHealthcheck>,
    /// `owner`, `authenticated`, `organization` or `public`.
    pub sharing_level: String,
    /// `disabled`, `initializing`, `healthy` or `unhealthy`.
    pub health: String,
    /// Whether pages leave it out.
    pub hidden: bool,
    /// `slim-window` or `tab`.
    pub open_in: String,
    /// What it reported of itself.
    pub statuses: Vec<WorkspaceAppStatus>,
}

/// How the health of an application is looked after.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceAppHealthcheck {
    /// What is asked.
    pub url: String,
    /// Every how many seconds.
    pub interval: i32,
    /// After how many bad answers it counts as unhealthy.
    pub threshold: i32,
}

/// What an application reported of itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceAppStatus {
    /// The report.
    pub id: Uuid,
    /// When it came.
    pub created_at: DateTime<Utc>,
    /// The workspace.
    #[schema(value_type = Uuid)]
    pub workspace_id: WorkspaceId,
    /// The agent.
    #[schema(value_type = Uuid)]
    pub agent_id: AgentId,
    /// The application.
    pub app_id: Uuid,
    /// `working`, `idle`, `complete` or `failure`.
    pub state: String,
    /// For people.
    pub message: String,
    /// Where to look.
    pub uri: String,
    /// A picture (old).
    pub icon: String,
    /// Whether somebody must act (old).
    pub needs_user_attention: bool,
}

/// One line of an agent's log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkspaceAgentLog {
    /// Ascends within the agent.
    pub id: i64,
    /// When the agent read it.
    pub created_at: DateTime<Utc>,
    /// The text.
    pub output: String,
    /// How much it matters.
    pub level: LogLevel,
    /// Where it came from.
    #[schema(value_type = Uuid)]
    pub source_id: AgentLogSourceId,
}

/// `POST me/log-source`: makes a source of log lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PostLogSourceRequest {
    /// The source, chosen by the agent.
    #[schema(value_type = Uuid)]
    pub id: AgentLogSourceId,
    /// For people.
    #[serde(default)]
    pub display_name: String,
    /// A picture.
    #[serde(default)]
    pub icon: String,
}
