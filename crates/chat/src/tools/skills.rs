//! What the tools for skills share: which skill is meant, and reading its files.

use ropewalk_model::chat::{Chat, Message, Part};
use ropewalk_store::{Store, StoreError};
use ropewalk_telemetry::ErrorChain;

use super::session::AgentSession;
use super::{ToolOutcome, file_bytes};
use crate::prompt::{PERSONAL_SKILL, WORKSPACE_SKILL, latest_context};

/// How much of a file is given, in bytes (chat-engine.md 4.3).
pub(super) const FILE_BYTES_MAX: usize = 512 * 1024;

/// A skill of the workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Skill {
    pub(super) name: String,
    pub(super) dir: String,
    pub(super) meta_file: String,
}

/// A skill that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// One of the workspace.
    Workspace(Skill),
    /// One of the chat's owner, with its text.
    Personal { name: String, content: String },
}

/// The skill that the model calls `name`, with or without the prefix that says whose it is; the error is the outcome of the call.
pub(super) async fn find(store: &Store, chat: &Chat, name: &str) -> Result<Found, ToolOutcome> {
    let failed = |error: StoreError| {
        tracing::warn!(chat.id = %chat.id, "The skills of a chat cannot be read: {}", ErrorChain(&error));
        ToolOutcome::error(
            "The server could not look up the skill. Try once more; if it happens again, tell the user.",
        )
    };
    let history = store.chat_history(chat.id).await.map_err(failed)?;
    let own = store.user_skills(chat.owner_id).await.map_err(failed)?;
    let own: Vec<String> = own.into_iter().map(|it| it.head.name).collect();
    match named(&of_workspace(&history), &own, name)? {
        Named::Workspace(skill) => Ok(Found::Workspace(skill)),
        Named::Personal(name) => match store.user_skill(chat.owner_id, &name).await.map_err(failed)? {
            Some((_, content)) => Ok(Found::Personal { name, content }),
            None => Err(ToolOutcome::error(format!("The user has just deleted the skill {name}."))),
        },
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Named {
    Workspace(Skill),
    Personal(String),
}

fn of_workspace(history: &[Message]) -> Vec<Skill> {
    latest_context(history).into_iter().flat_map(|it| &it.body.parts).filter_map(skill).collect()
}

fn named(workspace: &[Skill], own: &[String], name: &str) -> Result<Named, ToolOutcome> {
    let of_workspace =
        |name: &str| workspace.iter().find(|it| it.name == name).cloned().map(Named::Workspace);
    let of_user = |name: &str| own.iter().find(|it| *it == name).cloned().map(Named::Personal);
    let found = match (name.strip_prefix(WORKSPACE_SKILL), name.strip_prefix(PERSONAL_SKILL)) {
        (Some(name), _) => of_workspace(name),
        (None, Some(name)) => of_user(name),
        (None, None) => match (of_workspace(name), of_user(name)) {
            (Some(_), Some(_)) => {
                return Err(ToolOutcome::error(format!(
                    "There are two skills {name}: say {WORKSPACE_SKILL}{name} or {PERSONAL_SKILL}{name}."
                )));
            }
            (one, other) => one.or(other),
        },
    };
    found.ok_or_else(|| unknown(workspace, own, name))
}

fn unknown(workspace: &[Skill], own: &[String], name: &str) -> ToolOutcome {
    let names: Vec<&str> = workspace.iter().map(|it| &it.name).chain(own).map(String::as_str).collect();
    if names.is_empty() {
        return ToolOutcome::error("There are no skills, neither of the workspace nor of the user.");
    }
    ToolOutcome::error(format!("There is no skill {name}. These are there: {}.", names.join(", ")))
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

    use super::{Named, named, of_workspace};

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
        let workspace = of_workspace(&told(&["deploy", "review"]));
        let own = ["notes".to_owned(), "review".to_owned()];
        let found = |name: &str| named(&workspace, &own, name);
        for name in ["deploy", "workspace/deploy"] {
            let Ok(Named::Workspace(skill)) = found(name) else { panic!("{name}") };
            assert_eq!(skill.dir, "/skills/deploy");
        }
        for name in ["notes", "personal/notes"] {
            assert_eq!(found(name), Ok(Named::Personal("notes".into())));
        }
        assert!(matches!(found("workspace/review"), Ok(Named::Workspace(_))));
        assert_eq!(found("personal/review"), Ok(Named::Personal("review".into())));
        let said = |name: &str| found(name).expect_err(name).result.to_string();
        assert!(said("review").contains("say workspace/review or personal/review"), "{}", said("review"));
        for name in ["fly", "personal/deploy", "workspace/notes", "personal/", ""] {
            assert!(said(name).contains("deploy, review, notes, review"), "{}", said(name));
        }
        let none = named(&of_workspace(&[]), &[], "fly").expect_err("none");
        assert!(none.result.to_string().contains("no skills"));
    }
}
