//! `read_skill_file`: one file of a skill (chat-engine.md 4.3).

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use serde_json::{Value, json};

use super::args::{Args, BadArgs};
use super::connection::ChatLink;
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::skills::{Found, Skill, find, read_text};
use crate::prompt::PERSONAL_SKILL;

use super::{Need, Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

/// Gives a file of a skill.
pub(super) struct ReadSkillFile;

#[async_trait]
impl Tool for ReadSkillFile {
    fn definition(&self) -> ToolDefinition {
        definition(
            "read_skill_file",
            "Reads one of the files that belong to a skill, as read_skill lists them. At most 512 KiB are given.",
            json!({
                "name": {"type": "string", "description": "The name of the skill."},
                "path": {"type": "string", "description": "Path of the file, relative to the skill's directory."},
            }),
            &["name", "path"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn needs(&self) -> Option<Need> {
        Some(Need::WorkspaceSkills)
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::EVERYWHERE
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        let read = async {
            let (name, path) = match asked(&call.args) {
                Ok(asked) => asked,
                Err(bad) => return ToolOutcome::error(bad.to_string()),
            };
            match find(&call.deps.store, &call.chat, &name).await {
                Ok(Found::Workspace(skill)) => read(&link.session(), &skill, &path).await,
                Ok(Found::Personal { name, .. }) => ToolOutcome::error(format!(
                    "{PERSONAL_SKILL}{name} is a skill of the user. It has no files besides its text, which read_skill gives."
                )),
                Err(outcome) => outcome,
            }
        };
        until_cancelled(&call.cancel, read).await
    }
}

/// The skill's name, and a path that stays within its directory.
fn asked(args: &Value) -> Result<(String, String), BadArgs> {
    let args = Args::of(args)?;
    let (name, path) = (args.word("name")?, args.word("path")?);
    if path.starts_with('/') || path.starts_with('~') {
        return Err(BadArgs::field("path", "must be relative to the skill's directory"));
    }
    if path.split('/').any(|part| part.is_empty() || part.starts_with('.')) {
        return Err(BadArgs::field("path", "must not have empty parts, or parts that begin with a dot"));
    }
    Ok((name.to_owned(), path.to_owned()))
}

pub(super) async fn read(session: &AgentSession<'_>, skill: &Skill, path: &str) -> ToolOutcome {
    match read_text(session, &format!("{}/{path}", skill.dir)).await {
        Ok((content, false)) => ToolOutcome::ok(json!({ "content": content })),
        Ok((content, true)) => ToolOutcome::ok(json!({ "content": content, "truncated": true })),
        Err(outcome) => outcome,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::asked;

    #[test]
    fn only_files_of_the_skill_can_be_asked_for() {
        let path = |path: &str| asked(&json!({"name": "deploy", "path": path}));
        assert_eq!(path("scripts/run.sh").expect("a path").1, "scripts/run.sh");
        for bad in ["/etc/passwd", "~/x", "../x", "a/../../x", "a//b", "./a", ".hidden", "a/.git/config", ""]
        {
            assert!(path(bad).is_err(), "{bad}");
        }
    }
}
