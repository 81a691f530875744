//! How agents look on the wire (platform.md 2.30, 3.9 "Health").

use std::collections::BTreeMap;

use ropewalk_model::Timestamp;
use ropewalk_model::agent::{ConnectionStatus, INACTIVE_TIMEOUT, Lifecycle, connection_status};
use ropewalk_store::agents::{AgentLogRecord, AgentRecord, LogSourceRecord, ScriptRecord};
use ropewalk_wire::agents as wire;
use ropewalk_wire::jobs::LogLevel;

/// ns in a second; script timeouts are in ns on the wire.
const NS_PER_SEC: i64 = 1_000_000_000;

/// An agent with its scripts and log sources; entries of other agents are left out.
pub(crate) fn agent(
    agent: &AgentRecord,
    scripts: &[ScriptRecord],
    sources: &[LogSourceRecord],
    now: Timestamp,
) -> wire::WorkspaceAgent {
    let status = connection_status(&agent.connection_times(), now, INACTIVE_TIMEOUT);
    // A silent end: the last sign of life is the best that is known of it (platform.md 3.9).
    let disconnected_at = match (status, agent.disconnected_at) {
        (ConnectionStatus::Disconnected, None) => agent.last_connected_at,
        (_, at) => at,
    };
    let own_scripts: Vec<&ScriptRecord> = scripts.iter().filter(|it| it.agent_id == agent.id).collect();
    let blocks = own_scripts.iter().any(|it| it.start_blocks_login);
    wire::WorkspaceAgent {
        id: agent.id,
        parent_id: None,
        created_at: agent.created_at,
        updated_at: agent.updated_at,
        first_connected_at: agent.first_connected_at,
        last_connected_at: agent.last_connected_at,
        disconnected_at,
        started_at: agent.started_at,
        ready_at: agent.ready_at,
        status: status.into(),
        lifecycle_state: agent.lifecycle.into(),
        name: agent.name.clone(),
        resource_id: agent.resource_id,
        instance_id: String::new(),
        architecture: agent.architecture.clone(),
        operating_system: agent.operating_system.clone(),
        environment_variables: texts(&agent.environment),
        logs_length: agent.logs_length,
        logs_overflowed: agent.logs_overflowed,
        directory: agent.directory.clone(),
        expanded_directory: agent.expanded_directory.clone(),
        version: agent.version.clone(),
        api_version: agent.api_version.clone(),
        apps: Vec::new(),
        connection_timeout_seconds: agent.connection_timeout_secs,
        troubleshooting_url: agent.troubleshooting_url.clone(),
        subsystems: agent.subsystems.clone(),
        health: health(status, agent.lifecycle),
        display_apps: Vec::new(),
        log_sources: sources.iter().filter(|it| it.agent_id == agent.id).map(log_source).collect(),
        scripts: own_scripts.into_iter().map(script).collect(),
        startup_script_behavior: if blocks { "blocking" } else { "non-blocking" }.to_owned(),
    }
}

/// Whether all is well with an agent, and why not.
fn health(status: ConnectionStatus, lifecycle: Lifecycle) -> wire::WorkspaceAgentHealth {
    let reason = match (status, lifecycle) {
        (ConnectionStatus::Connecting, _) => "The agent has not connected yet.",
        (ConnectionStatus::Timeout, _) => "The agent did not connect within its time.",
        (ConnectionStatus::Disconnected, _) => "The agent has lost its connection.",
        (ConnectionStatus::Connected, Lifecycle::StartTimeout) => "A start script takes longer than it may.",
        (ConnectionStatus::Connected, Lifecycle::StartError) => "A start script has failed.",
        (
            ConnectionStatus::Connected,
            Lifecycle::ShuttingDown | Lifecycle::ShutdownTimeout | Lifecycle::ShutdownError | Lifecycle::Off,
        ) => "The agent is shutting down.",
        (ConnectionStatus::Connected, Lifecycle::Created | Lifecycle::Starting | Lifecycle::Ready) => {
            return wire::WorkspaceAgentHealth { healthy: true, reason: None };
        }
    };
    wire::WorkspaceAgentHealth { healthy: false, reason: Some(reason.to_owned()) }
}

/// Whether an agent counts against its workspace: one that is still on its way does not.
pub(crate) fn is_failing(agent: &wire::WorkspaceAgent) -> bool {
    !agent.health.healthy && agent.status != wire::WorkspaceAgentStatus::Connecting
}

fn script(script: &ScriptRecord) -> wire::WorkspaceAgentScript {
    wire::WorkspaceAgentScript {
        id: script.id,
        log_source_id: script.log_source_id,
        log_path: script.log_path.clone(),
        script: script.script.clone(),
        cron: script.cron.clone(),
        run_on_start: script.run_on_start,
        run_on_stop: script.run_on_stop,
        start_blocks_login: script.start_blocks_login,
        timeout: i64::from(script.timeout_secs) * NS_PER_SEC,
        display_name: script.display_name.clone(),
    }
}

fn log_source(source: &LogSourceRecord) -> wire::WorkspaceAgentLogSource {
    wire::WorkspaceAgentLogSource {
        workspace_agent_id: source.agent_id,
        id: source.id,
        created_at: source.created_at,
        display_name: source.display_name.clone(),
        icon: source.icon.clone(),
    }
}

pub(super) fn log_line(line: AgentLogRecord) -> wire::WorkspaceAgentLog {
    wire::WorkspaceAgentLog {
        id: line.id,
        created_at: line.created_at,
        output: line.output,
        level: log_level(&line.level),
        source_id: line.log_source_id,
    }
}

/// Reads a stored level; a word that is not known counts as information.
pub(crate) fn log_level(word: &str) -> LogLevel {
    match word {
        "trace" => LogLevel::Trace,
        "debug" => LogLevel::Debug,
        "warn" => LogLevel::Warn,
        "error" => LogLevel::Error,
        _ => LogLevel::Info,
    }
}

/// The texts of a stored JSON object.
pub(crate) fn texts(object: &serde_json::Value) -> BTreeMap<String, String> {
    let entries = object.as_object().into_iter().flatten();
    entries.filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned()))).collect()
}

#[cfg(test)]
mod tests {
    use ropewalk_model::agent::{ConnectionStatus, Lifecycle};

    use super::health;

    #[test]
    fn only_a_connected_agent_that_starts_or_works_is_healthy() {
        for lifecycle in Lifecycle::ALL {
            for status in [
                ConnectionStatus::Connecting,
                ConnectionStatus::Connected,
                ConnectionStatus::Disconnected,
                ConnectionStatus::Timeout,
            ] {
                let expected = status == ConnectionStatus::Connected
                    && matches!(lifecycle, Lifecycle::Created | Lifecycle::Starting | Lifecycle::Ready);
                let found = health(status, lifecycle);
                assert_eq!(found.healthy, expected, "{status:?} {lifecycle:?}");
                assert_eq!(found.reason.is_none(), expected);
            }
        }
    }
}
