//! The system messages that are stored when a chat is made (chat-engine.md 5.1).
//!
//! They are stored, not made anew per turn: an upgrade of the server does not change what a running chat was
//! told, and the provider's cached prefix stays good.

use ropewalk_model::chat::{NewMessage, Part, Role, Visibility};

/// Whether the chat has a workspace when it is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkspaceBinding {
    /// It has one.
    Attached,
    /// It has none.
    Detached,
    /// It has none, and another chat made it, so that it can make none.
    DetachedChild,
}

/// The default instructions of every chat.
const DEFAULT_PROMPT: &str = include_str!("default_prompt.md");

const ATTACHED_NOTE: &str = "This conversation already has a workspace. Use it: the file and command tools work in \
    it from the first call on, and there is nothing to create first.";

const DETACHED_NOTE: &str = "This conversation has no workspace yet. Many requests need none: answer those directly. \
    Create one only when the task needs files or commands, or when the user asks for one: look at the templates \
    with list_templates, choose, and call create_workspace once.";

const DETACHED_CHILD_NOTE: &str = "This conversation has no workspace, and you cannot make one. When the task needs files or \
    commands, say so in your answer to the agent that gave it to you, and stop.";

/// What administrators tell every new chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentPrompt {
    /// Whether the instructions that the server comes with are part of it.
    pub includes_default: bool,
    /// Their own text; may be empty.
    pub own: String,
}

impl Default for DeploymentPrompt {
    fn default() -> Self {
        Self { includes_default: true, own: String::new() }
    }
}

/// The instructions that the server comes with.
#[must_use]
pub fn default_prompt() -> &'static str {
    DEFAULT_PROMPT.trim()
}

/// The stored system messages of a new chat, in their order: the deployment's instructions, the chat's own `system_prompt` if it
/// is not blank, and a note on the workspace. Only the model sees them.
#[must_use]
pub fn system_messages(
    deployment: &DeploymentPrompt,
    system_prompt: Option<&str>,
    workspace: WorkspaceBinding,
) -> Vec<NewMessage> {
    let note = match workspace {
        WorkspaceBinding::Attached => ATTACHED_NOTE,
        WorkspaceBinding::Detached => DETACHED_NOTE,
        WorkspaceBinding::DetachedChild => DETACHED_CHILD_NOTE,
    };
    let default = deployment.includes_default.then(default_prompt);
    let parts: Vec<&str> =
        [default, Some(deployment.own.trim())].into_iter().flatten().filter(|it| !it.is_empty()).collect();
    let own = system_prompt.map(str::trim).unwrap_or_default();
    [parts.join("\n\n").as_str(), own, note]
        .into_iter()
        .filter(|text| !text.is_empty())
        .map(|text| NewMessage::new(Role::System, Visibility::Model, vec![Part::text(text)]))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{DeploymentPrompt, WorkspaceBinding, default_prompt, system_messages};
    use ropewalk_model::chat::{Part, Role, Visibility};

    fn texts(system_prompt: Option<&str>, workspace: WorkspaceBinding) -> Vec<String> {
        texts_of(&DeploymentPrompt::default(), system_prompt, workspace)
    }

    fn texts_of(
        deployment: &DeploymentPrompt,
        system_prompt: Option<&str>,
        workspace: WorkspaceBinding,
    ) -> Vec<String> {
        let messages = system_messages(deployment, system_prompt, workspace);
        assert!(messages.iter().all(|it| it.role == Role::System && it.visibility == Visibility::Model));
        let text = |part: &Part| {
            let Part::Text { text, .. } = part else { panic!("not a text: {part:?}") };
            text.clone()
        };
        messages.iter().flat_map(|it| it.parts.iter().map(text)).collect()
    }

    #[test]
    fn the_chats_own_prompt_stands_between_the_default_and_the_workspace_note() {
        let with = texts(Some("  Speak like a pirate. "), WorkspaceBinding::Attached);
        assert_eq!(with.len(), 3);
        assert_eq!(with[1], "Speak like a pirate.");
        assert!(with[2].contains("already has a workspace"));
        let without = texts(Some(" \n"), WorkspaceBinding::Detached);
        assert_eq!(without.len(), 2);
        assert!(without[1].contains("create_workspace"));
    }

    #[test]
    fn the_deployments_text_follows_the_default_or_stands_alone() {
        let of = |includes_default, own: &str| {
            let deployment = DeploymentPrompt { includes_default, own: own.to_owned() };
            texts_of(&deployment, None, WorkspaceBinding::Detached)
        };
        assert_eq!(of(true, "House rules.")[0], format!("{}\n\nHouse rules.", default_prompt()));
        assert_eq!(of(false, "House rules.")[0], "House rules.");
        assert_eq!(of(false, " ").len(), 1, "the note on the workspace alone");
    }

    #[test]
    fn the_default_names_only_tools_that_exist() {
        let text = &texts(None, WorkspaceBinding::Detached)[0];
        for absent in ["start_workspace", "stop_workspace", "spawn_agent", "propose_plan", "attach_file"] {
            assert!(!text.contains(absent), "{absent}");
        }
    }
}
