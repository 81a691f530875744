//! What a workspace tells the chats that work in it (agent-and-provisioning.md 2.12).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Answer of `context-config`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentContextConfig {
    /// Instruction files, then skills. An empty list says that there are none.
    pub parts: Vec<AgentContextPart>,
}

/// An instruction file or a skill, as the part of a chat message that it becomes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "kebab-case")]
pub enum AgentContextPart {
    /// An instruction file.
    ContextFile {
        /// Where it stands.
        context_file_path: String,
        /// What it says, at most 64 KiB of it, without comments and invisible characters.
        context_file_content: String,
        /// Whether it is longer.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        context_file_truncated: bool,
    },
    /// A skill.
    Skill {
        /// Its name: that of its directory.
        skill_name: String,
        /// What it is for.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        skill_description: String,
        /// Its directory.
        skill_dir: String,
        /// The file in it that holds its text.
        context_file_skill_meta_file: String,
    },
}
