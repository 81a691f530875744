//! What the tools for skills share: which skill is meant, and reading its files.

use ropewalk_model::chat::{Chat, Message, Part};
use ropewalk_store::Store;
use ropewalk_telemetry::ErrorChain;

use super::session::AgentSession;
use super::{ToolOutcome, file_bytes};
use crate::prompt::latest_context;

/// How much of a file is given, in bytes (chat-engine.md 4.3).
pub(super) const FILE_BYTES_MAX: usize = 512 * 1024;

/// A skill of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Skill {
    pub(super) name: String,
    pub(super) dir: String,
    pub(super) meta_file: String,
}

/// The skill that the model calls `name`, with or without the prefix `workspace/`; the error is the outcome of the call.
pub(super) async fn find(store: &Store, chat: &Chat, name: &str) -> Result<Skill, ToolOutcome> {
    let history = store.chat_history(chat.id).await.map_err(|error| {
        tracing::warn!(chat.id = %chat.id, "The skills of a chat cannot be read: {}", ErrorChain(&error));
        ToolOutcome::error(
            "The server could not look up the skill. Try once more; if it happens again, tell the user.",
        )
    })?;
    named(&history, name)
}

fn named(history: &[Message], name: &str) -> Result<Skill, ToolOutcome> {
    let skills: Vec<Skill> =
        latest_context(history).into_iter().flat_map(|it| &it.body.parts).filter_map(skill).collect();
    let wanted = name.strip_prefix("workspace/").unwrap_or(name);
    match skills.iter().find(|it| it.name == wanted) {
        Some(skill) => Ok(skill.clone()),
        None if skills.is_empty() => Err(ToolOutcome::error("This workspace has no skills.")),
        None => {
            let names: Vec<&str> = skills.iter().map(|it| it.name.as_str()).collect();
            Err(ToolOutcome::error(format!(
                "There is no skill {name}. These are there: {}.",
                names.join(", ")
            )))
        }
    }
}

fn skill(part: &Part) -> Option<Skill> {
    let Part::Skill {
        skill_name, skill_dir: Some(dir), context_file_skill_meta_file: Some(meta_file), ..
    } = part
    else {
        return None;
    };
    Some(Skill { name: skill_name.clone(), dir: dir.clone(), meta_file: meta_file.clone() })
}

/// The text of a file, at most [`FILE_BYTES_MAX`] of it, and whether there is more.
pub(super) async fn read_text(session: &AgentSession<'_>, path: &str) -> Result<(String, bool), ToolOutcome> {
    let read = file_bytes::read(session, path, FILE_BYTES_MAX).await;
    let mut bytes = read.map_err(|failure| ToolOutcome::error(failure.to_string()))?;
    let is_cut = bytes.len() > FILE_BYTES_MAX;
    bytes.truncate(FILE_BYTES_MAX);
    Ok((String::from_utf8_lossy(&bytes).into_owned(), is_cut))
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::{Message, NewMessage, Part, Role, Visibility};
    use ropewalk_model::{ChatId, MessageId, Timestamp};

    use super::named;

    fn told(names: &[&str]) -> Vec<Message> {
        let skill = |name: &&str| Part::Skill {
            skill_name: (*name).to_owned(),
            skill_description: None,
            skill_dir: Some(format!("/skills/{name}")),
            context_file_skill_meta_file: Some("SKILL.md".to_owned()),
        };
        vec![Message {
            id: MessageId(1),
            chat_id: ChatId::NIL,
            revision: 1,
            deleted: false,
            compressed: false,
            created_at: Timestamp::default(),
            body: NewMessage::new(Role::User, Visibility::Both, names.iter().map(skill).collect()),
        }]
    }

    #[test]
    fn skills_are_found_by_their_names() {
        let history = told(&["deploy", "review"]);
        for name in ["deploy", "workspace/deploy"] {
            assert_eq!(named(&history, name).expect("a skill").dir, "/skills/deploy");
        }
        let unknown = named(&history, "fly").expect_err("unknown").result.to_string();
        assert!(unknown.contains("deploy, review"), "{unknown}");
        assert!(named(&[], "fly").expect_err("none").result.to_string().contains("no skills"));
    }
}
