//! `read_skill`: the text of a skill and the names of its files (chat-engine.md 4.3).

use async_trait::async_trait;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::skill::skill_body;
use ropewalk_wire::agent::{DirectoryBase, ListDirectoryRequest};
use serde_json::{Value, json};

use super::args::Args;
use super::connection::ChatLink;
use super::schema::definition;
use super::session::{AgentSession, until_cancelled};
use super::skills::{Found, Skill, find, read_text};
use super::{Need, Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome, modes};

/// How many files are named.
const FILES_MAX: usize = 100;
/// How many directories are looked into.
const DIRS_MAX: usize = 20;

/// Gives a skill.
pub(super) struct ReadSkill;

#[async_trait]
impl Tool for ReadSkill {
    fn definition(&self) -> ToolDefinition {
        definition(
            "read_skill",
            "Reads a skill: its instructions, and the names of the files that belong to it. The skills are listed in <available-skills>.",
            json!({"name": {"type": "string", "description": "The name of the skill, as it is listed."}}),
            &["name"],
        )
    }

    fn recovery(&self) -> Recovery {
        Recovery::RunAgain
    }

    fn needs(&self) -> Option<Need> {
        Some(Need::Skills)
    }

    fn modes(&self) -> &'static [ToolMode] {
        modes::EVERYWHERE
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let link = ChatLink::new(&call);
        let read = async {
            match skill_of(&call).await {
                Ok(Found::Workspace(skill)) => read(&link.session(), &skill).await,
                Ok(Found::Personal { name, content }) => {
                    ToolOutcome::ok(json!({"name": name, "body": skill_body(&content), "files": []}))
                }
                Err(outcome) => outcome,
            }
        };
        until_cancelled(&call.cancel, read).await
    }
}

async fn skill_of(call: &ToolCallContext) -> Result<Found, ToolOutcome> {
    let name = Args::of(&call.args).and_then(|args| args.word("name").map(str::to_owned));
    let name = name.map_err(|bad| ToolOutcome::error(bad.to_string()))?;
    find(&call.deps.store, &call.chat, &name).await
}

/// The instructions without what stands in front of them, and the files.
pub(super) async fn read(session: &AgentSession<'_>, skill: &Skill) -> ToolOutcome {
    let (text, is_cut) = match read_text(session, &format!("{}/{}", skill.dir, skill.meta_file)).await {
        Ok(read) => read,
        Err(outcome) => return outcome,
    };
    let mut result = json!({
        "name": skill.name,
        "dir": skill.dir,
        "body": skill_body(&text),
        "files": files(session, skill).await,
    });
    if is_cut {
        result["truncated"] = Value::Bool(true);
    }
    ToolOutcome::ok(result)
}

/// The files below the skill's directory, without hidden ones and its own text. What cannot be listed is left out.
async fn files(session: &AgentSession<'_>, skill: &Skill) -> Vec<String> {
    let mut names = Vec::new();
    let mut dirs = std::collections::VecDeque::from([String::new()]);
    let mut looked = 0;
    while let Some(dir) = dirs.pop_front() {
        looked += 1;
        let path = format!("{}/{dir}", skill.dir);
        let request = &ListDirectoryRequest {
            path: path.split('/').filter(|it| !it.is_empty()).map(str::to_owned).collect(),
            relativity: DirectoryBase::Root,
        };
        let listed =
            session.call(|conn| async move { conn.list_directory(&session.context, request).await }).await;
        for entry in listed.map(|it| it.contents).unwrap_or_default() {
            let name = if dir.is_empty() { entry.name.clone() } else { format!("{dir}/{}", entry.name) };
            if entry.name.starts_with('.') || name == skill.meta_file || names.len() >= FILES_MAX {
                continue;
            }
            if !entry.is_dir {
                names.push(name);
            } else if looked + dirs.len() < DIRS_MAX {
                dirs.push_back(name);
            }
        }
    }
    names.sort();
    names
}
