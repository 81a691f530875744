//! What the server tells an agent about itself (agent-and-provisioning.md 2.2).
//!
//! Apps, metadata, dev containers and cron times are not here yet; agents of today do nothing with them.

use std::collections::BTreeMap;
use std::fmt;

use ropewalk_model::{AgentId, AgentLogSourceId, AgentScriptId, WorkspaceId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The answer to `rpc/manifest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentManifest {
    /// The agent itself. Never the nil id.
    #[schema(value_type = uuid::Uuid)]
    pub agent_id: AgentId,
    /// The agent's name.
    pub agent_name: String,
    /// User name of the workspace's owner.
    pub owner_username: String,
    /// The workspace.
    #[schema(value_type = uuid::Uuid)]
    pub workspace_id: WorkspaceId,
    /// The workspace's name.
    pub workspace_name: String,
    /// Environment of everything that the agent starts; `$VAR` in values is expanded by the agent.
    #[serde(default)]
    pub environment_variables: BTreeMap<String, String>,
    /// Where commands start. Empty: the home directory. `~` and `$VAR` are expanded by the agent.
    #[serde(default)]
    pub directory: String,
    /// Becomes `VSCODE_PROXY_URI` when not empty.
    #[serde(default)]
    pub vs_code_port_proxy_uri: String,
    /// The parent, for agents inside dev containers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub parent_id: Option<AgentId>,
    /// Start and stop scripts.
    #[serde(default)]
    pub scripts: Vec<AgentScript>,
    /// The owner's own secrets for this workspace.
    #[serde(default)]
    pub secrets: Vec<AgentSecret>,
}

/// One script of the template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentScript {
    /// The script.
    #[schema(value_type = uuid::Uuid)]
    pub id: AgentScriptId,
    /// Under which source its lines are logged.
    #[schema(value_type = uuid::Uuid)]
    pub log_source_id: AgentLogSourceId,
    /// File for its output. Empty: `coder-script-<log source id>.log` in the agent's log directory.
    /// `~` and `$VAR` are expanded; relative paths start at the log directory.
    #[serde(default)]
    pub log_path: String,
    /// The text: for the user's shell, or for the interpreter that its `#!` line names.
    pub script: String,
    /// Run when the workspace starts.
    #[serde(default)]
    pub run_on_start: bool,
    /// Run when the workspace stops.
    #[serde(default)]
    pub run_on_stop: bool,
    /// Clients wait for this script before they let people in.
    #[serde(default)]
    pub start_blocks_login: bool,
    /// After how many seconds it is interrupted; 0 = never.
    #[serde(default)]
    pub timeout_secs: u32,
    /// Its name for people.
    #[serde(default)]
    pub display_name: String,
}

/// A secret of the owner, as an environment variable, a file, or both.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentSecret {
    /// Name of the variable. Empty: none.
    #[serde(default)]
    pub env_name: String,
    /// Path of the file; `~/` is the home directory. Empty: none.
    #[serde(default)]
    pub file_path: String,
    /// The secret itself; taken raw, nothing is expanded.
    pub value: String,
}

/// Shows where the secret goes, never what it is.
impl fmt::Debug for AgentSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AgentSecret")
            .field("env_name", &self.env_name)
            .field("file_path", &self.file_path)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::AgentSecret;

    #[test]
    fn debug_hides_the_secret() {
        let secret =
            AgentSecret { env_name: "KEY".to_owned(), file_path: String::new(), value: "hunter2".to_owned() };
        assert!(!format!("{secret:?}").contains("hunter2"));
    }
}
