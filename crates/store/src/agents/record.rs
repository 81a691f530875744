//! Agents as they are read.

use ropewalk_model::agent::{ConnectionTimes, Lifecycle};
use ropewalk_model::{AgentId, AgentLogSourceId, AgentScriptId, ReplicaId, ResourceId, Timestamp};
use uuid::Uuid;

use crate::{Step, Store, StoreError};

/// An agent.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentRecord {
    /// The agent.
    pub id: AgentId,
    /// The resource that it runs in.
    pub resource_id: ResourceId,
    /// When the build made it.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
    /// Unique in the workspace.
    pub name: String,
    /// Such as `amd64`.
    pub architecture: String,
    /// Such as `linux`.
    pub operating_system: String,
    /// Where sessions start, as the template says it.
    pub directory: String,
    /// The same as the agent expanded it; empty until it did.
    pub expanded_directory: String,
    /// A JSON object of texts.
    pub environment: serde_json::Value,
    /// The agent's own version; empty until it connected.
    pub version: String,
    /// The version of the agent API that it speaks.
    pub api_version: String,
    /// Such as `envbox`.
    pub subsystems: Vec<String>,
    /// 0 = never.
    pub connection_timeout_secs: i32,
    /// A link, or empty.
    pub troubleshooting_url: String,
    /// How far its life has come.
    pub lifecycle: Lifecycle,
    /// When it began with its start scripts.
    pub started_at: Option<Timestamp>,
    /// When its start scripts ended, well or not.
    pub ready_at: Option<Timestamp>,
    /// The first connection.
    pub first_connected_at: Option<Timestamp>,
    /// The last sign of life.
    pub last_connected_at: Option<Timestamp>,
    /// When the connection ended.
    pub disconnected_at: Option<Timestamp>,
    /// The replica that holds its tunnel, or held it last.
    pub connected_replica_id: Option<ReplicaId>,
    /// Raised at each connection.
    pub tunnel_generation: i64,
    /// Bytes of its log.
    pub logs_length: i64,
    /// Whether lines of its log were dropped.
    pub logs_overflowed: bool,
}

impl AgentRecord {
    /// What its connection status is derived from.
    #[must_use]
    pub const fn connection_times(&self) -> ConnectionTimes {
        ConnectionTimes {
            created_at: self.created_at,
            first_connected_at: self.first_connected_at,
            last_connected_at: self.last_connected_at,
            disconnected_at: self.disconnected_at,
            connection_timeout_secs: self.connection_timeout_secs,
        }
    }
}

/// A script of an agent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScriptRecord {
    /// The script.
    pub id: AgentScriptId,
    /// Its agent.
    pub agent_id: AgentId,
    /// Its source of log lines.
    pub log_source_id: AgentLogSourceId,
    /// For people.
    pub display_name: String,
    /// A file that also gets its output.
    pub log_path: String,
    /// The text.
    pub script: String,
    /// Six fields, or empty.
    pub cron: String,
    /// Runs when the agent starts.
    pub run_on_start: bool,
    /// Runs when the agent stops.
    pub run_on_stop: bool,
    /// People wait for it.
    pub start_blocks_login: bool,
    /// 0 = none.
    pub timeout_secs: i32,
}

/// A source of an agent's log lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogSourceRecord {
    /// The source.
    pub id: AgentLogSourceId,
    /// Its agent.
    pub agent_id: AgentId,
    /// For people.
    pub display_name: String,
    /// A picture.
    pub icon: String,
    /// When it was made.
    pub created_at: Timestamp,
}

struct AgentRow {
    id: Uuid,
    resource_id: Uuid,
    created_at: Timestamp,
    updated_at: Timestamp,
    name: String,
    architecture: String,
    operating_system: String,
    directory: String,
    expanded_directory: String,
    environment: serde_json::Value,
    version: String,
    api_version: String,
    subsystems: Vec<String>,
    connection_timeout_secs: i32,
    troubleshooting_url: String,
    lifecycle_state: String,
    started_at: Option<Timestamp>,
    ready_at: Option<Timestamp>,
    first_connected_at: Option<Timestamp>,
    last_connected_at: Option<Timestamp>,
    disconnected_at: Option<Timestamp>,
    connected_replica_id: Option<Uuid>,
    tunnel_generation: i64,
    logs_length: i64,
    logs_overflowed: bool,
}

#[derive(Debug, thiserror::Error)]
#[error("the word {0:?} is unknown")]
struct UnknownWord(String);

/// Reads a stored lifecycle.
pub(super) fn read_lifecycle(word: &str, agent: Uuid) -> Result<Lifecycle, StoreError> {
    Lifecycle::parse(word)
        .ok_or_else(|| StoreError::corrupt("agent lifecycle", agent, UnknownWord(word.to_owned())))
}

impl AgentRow {
    fn read(self) -> Result<AgentRecord, StoreError> {
        Ok(AgentRecord {
            lifecycle: read_lifecycle(&self.lifecycle_state, self.id)?,
            id: self.id.into(),
            resource_id: self.resource_id.into(),
            created_at: self.created_at,
            updated_at: self.updated_at,
            name: self.name,
            architecture: self.architecture,
            operating_system: self.operating_system,
            directory: self.directory,
            expanded_directory: self.expanded_directory,
            environment: self.environment,
            version: self.version,
            api_version: self.api_version,
            subsystems: self.subsystems,
            connection_timeout_secs: self.connection_timeout_secs,
            troubleshooting_url: self.troubleshooting_url,
            started_at: self.started_at,
            ready_at: self.ready_at,
            first_connected_at: self.first_connected_at,
            last_connected_at: self.last_connected_at,
            disconnected_at: self.disconnected_at,
            connected_replica_id: self.connected_replica_id.map(ReplicaId::from),
            tunnel_generation: self.tunnel_generation,
            logs_length: self.logs_length,
            logs_overflowed: self.logs_overflowed,
        })
    }
}

/// A checked query for whole agents; `$tail` is what stands after the table's name `a`.
macro_rules! agent_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            AgentRow,
            "select a.id, a.resource_id, a.created_at, a.updated_at, a.name, a.architecture, a.operating_system,
                    a.directory, a.expanded_directory, a.environment, a.version, a.api_version, a.subsystems,
                    a.connection_timeout_secs, a.troubleshooting_url, a.lifecycle_state, a.started_at, a.ready_at,
                    a.first_connected_at, a.last_connected_at, a.disconnected_at, a.connected_replica_id,
                    a.tunnel_generation, a.logs_length, a.logs_overflowed
               from workspace_agents a
             " + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// An agent by id.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.by_id", skip_all, err(level = "debug"))]
    pub async fn agent(&self, id: AgentId) -> Result<Option<AgentRecord>, StoreError> {
        let row = agent_query!("where a.id = $1", id.uuid()).fetch_optional(self.pool()).await;
        row.step("read an agent")?.map(AgentRow::read).transpose()
    }

    /// The agents in these resources, by name.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.of_resources", skip_all, err(level = "debug"))]
    pub async fn agents_of_resources(
        &self,
        resources: &[ResourceId],
    ) -> Result<Vec<AgentRecord>, StoreError> {
        let resources: Vec<Uuid> = resources.iter().map(|id| id.uuid()).collect();
        let rows =
            agent_query!("where a.resource_id = any($1) order by a.name, a.id limit 10000", &resources)
                .fetch_all(self.pool())
                .await
                .step("read the agents of resources")?;
        rows.into_iter().map(AgentRow::read).collect()
    }

    /// The scripts of these agents, in the order of their names.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.scripts", skip_all, err(level = "debug"))]
    pub async fn scripts_of_agents(&self, agents: &[AgentId]) -> Result<Vec<ScriptRecord>, StoreError> {
        let agents: Vec<Uuid> = agents.iter().map(|id| id.uuid()).collect();
        sqlx::query_as!(
            ScriptRecord,
            "select id, agent_id, log_source_id, display_name, log_path, script, cron, run_on_start, run_on_stop,
                    start_blocks_login, timeout_secs
               from workspace_agent_scripts where agent_id = any($1) order by display_name, id limit 10000",
            &agents,
        )
        .fetch_all(self.pool())
        .await
        .step("read the scripts of agents")
    }

    /// The log sources of these agents, the oldest first.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.log_sources", skip_all, err(level = "debug"))]
    pub async fn log_sources_of_agents(
        &self,
        agents: &[AgentId],
    ) -> Result<Vec<LogSourceRecord>, StoreError> {
        let agents: Vec<Uuid> = agents.iter().map(|id| id.uuid()).collect();
        sqlx::query_as!(
            LogSourceRecord,
            "select id, agent_id, display_name, icon, created_at
               from workspace_agent_log_sources where agent_id = any($1) order by created_at, id limit 10000",
            &agents,
        )
        .fetch_all(self.pool())
        .await
        .step("read the log sources of agents")
    }
}
