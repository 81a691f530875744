//! What a native template says: the agents of a workspace and their scripts. Stored as JSON with each template
//! version (column `template_versions.definition`) and read back for each build.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The definition of one version of a native template.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateDefinition {
    /// The agents that a started workspace has.
    pub agents: Vec<AgentDefinition>,
}

/// One agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AgentDefinition {
    /// Its name, unique in the workspace.
    pub name: String,
    /// Where sessions and tools start; empty = the home directory. `~` and variables are expanded by the agent.
    #[serde(default)]
    pub directory: String,
    /// Environment of everything that the agent starts.
    #[serde(default)]
    pub environment: BTreeMap<String, String>,
    /// After how many seconds without a first connection the agent counts as timed out; 0 = never.
    #[serde(default = "default_connection_timeout_secs")]
    pub connection_timeout_secs: u32,
    /// Where to look when the agent does not come up.
    #[serde(default)]
    pub troubleshooting_url: String,
    /// Its scripts.
    #[serde(default)]
    pub scripts: Vec<ScriptDefinition>,
}

/// One script of an agent (agent-and-provisioning.md 1.2, `coder_script`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScriptDefinition {
    /// Shown with its log.
    pub display_name: String,
    /// Shown with its log; a path or URL.
    #[serde(default)]
    pub icon: String,
    /// The text that the shell gets.
    pub script: String,
    /// File in the workspace that also gets its output; empty = the agent chooses.
    #[serde(default)]
    pub log_path: String,
    /// Six cron fields, seconds first; empty = not by time.
    #[serde(default)]
    pub cron: String,
    /// Runs when the agent starts.
    #[serde(default)]
    pub run_on_start: bool,
    /// Runs when the agent stops.
    #[serde(default)]
    pub run_on_stop: bool,
    /// People wait for its end before they log in.
    #[serde(default)]
    pub start_blocks_login: bool,
    /// Killed after this many seconds; 0 = never.
    #[serde(default)]
    pub timeout_secs: u32,
}

/// The default of `coder_agent.connection_timeout` (agent-and-provisioning.md 1.2).
const fn default_connection_timeout_secs() -> u32 {
    120
}

#[cfg(test)]
mod tests {
    use super::TemplateDefinition;

    #[test]
    fn defaults_are_filled_in_and_unknown_fields_refused() {
        let text = r#"{"agents":[{"name":"main","scripts":[{"display_name":"Setup","script":"true"}]}]}"#;
        let definition: TemplateDefinition = serde_json::from_str(text).unwrap();
        assert_eq!(definition.agents[0].connection_timeout_secs, 120);
        assert!(!definition.agents[0].scripts[0].run_on_start);
        assert!(serde_json::from_str::<TemplateDefinition>(r#"{"agents":[],"agent":[]}"#).is_err());
    }
}
