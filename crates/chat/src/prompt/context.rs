//! What the workspace tells a chat, as a model is told it (chat-engine.md 5.2 blocks 2 and 3, 5.3): instruction files where they stand in
//! the history, skills as an index, whose texts the tool `read_skill` gives.

use ropewalk_model::chat::{Message, Part, active_messages, is_workspace_context};
use ropewalk_model::skill::SkillHead;

/// What stands before the name of a skill to say that it is the user's, or the workspace's.
pub(crate) const PERSONAL_SKILL: &str = "personal/";
pub(crate) const WORKSPACE_SKILL: &str = "workspace/";

/// How the model gets at the skills.
const SKILL_USAGE: &str = "These are instructions for certain tasks, kept in the workspace or by the user. When a task fits the description of one, read it with \
    read_skill before you begin, and follow it. Read the files that it names with read_skill_file. Do not read skills that do not fit.";

/// An instruction file; `None` for other parts and for blank ones.
pub(super) fn instructions(part: &Part) -> Option<String> {
    let Part::ContextFile {
        context_file_path,
        context_file_content,
        context_file_truncated,
        context_file_os,
        context_file_directory,
        context_file_agent_id: _,
    } = part
    else {
        return None;
    };
    if context_file_content.trim().is_empty() {
        return None;
    }
    let mut text = "<workspace-context>\n".to_owned();
    for (label, value) in
        [("Operating system", context_file_os), ("Working directory", context_file_directory)]
    {
        if let Some(value) = value.as_deref().filter(|it| !it.is_empty()) {
            text.push_str(&format!("{label}: {value}\n"));
        }
    }
    let cut = if *context_file_truncated { " (cut at 64 KiB)" } else { "" };
    text.push_str(&format!(
        "Source: {context_file_path}{cut}\n\n{context_file_content}\n</workspace-context>"
    ));
    Some(text)
}

/// The message that holds what the workspace told last. It counts also when it stands before a boundary, or was compressed.
pub(crate) fn latest_context(history: &[Message]) -> Option<&Message> {
    history.iter().rfind(|it| !it.deleted && is_workspace_context(&it.body))
}

/// The instructions that the model is no longer shown where they stand in the history; else nothing.
pub(super) fn hidden_instructions(history: &[Message]) -> Option<String> {
    let context = latest_context(history)?;
    let is_shown = active_messages(history).iter().any(|it| it.id == context.id);
    if is_shown {
        return None;
    }
    let texts: Vec<String> = context.body.parts.iter().filter_map(instructions).collect();
    (!texts.is_empty()).then(|| texts.join("\n\n"))
}

/// The index of the skills of the workspace and of the chat's owner, by name; `None` without any. Where both have one of a name, each is
/// told with the prefix that says whose it is.
pub(super) fn skill_index(history: &[Message], own: &[SkillHead]) -> Option<String> {
    let told = |part: &Part| {
        let Part::Skill { skill_name, skill_description, .. } = part else { return None };
        let description = skill_description.clone().unwrap_or_default();
        Some(SkillHead { name: skill_name.clone(), description })
    };
    let parts = latest_context(history).map(|it| it.body.parts.as_slice()).unwrap_or_default();
    let workspace: Vec<SkillHead> = parts.iter().filter_map(told).collect();
    let shown = |of: &SkillHead, others: &[SkillHead], whose: &str| {
        let is_both = others.iter().any(|it| it.name == of.name);
        let name = if is_both { format!("{whose}{}", of.name) } else { of.name.clone() };
        SkillHead { name, description: of.description.clone() }
    };
    let mut all: Vec<SkillHead> = workspace.iter().map(|it| shown(it, own, WORKSPACE_SKILL)).collect();
    all.extend(own.iter().map(|it| shown(it, &workspace, PERSONAL_SKILL)));
    all.sort();
    let line = |SkillHead { name, description }: &SkillHead| match description.as_str() {
        "" => format!("- {name}\n"),
        description => format!("- {name}: {description}\n"),
    };
    let lines: String = all.iter().map(line).collect();
    (!lines.is_empty()).then(|| format!("<available-skills>\n{lines}</available-skills>\n{SKILL_USAGE}"))
}

/// Whether the workspace has skills.
pub(crate) fn has_workspace_skills(history: &[Message]) -> bool {
    latest_context(history).is_some_and(|it| it.body.parts.iter().any(|it| matches!(it, Part::Skill { .. })))
}
