//! Changing a chat's metadata (chats-api.md 1.6). Never touches its execution state or `updated_at`.

use ropewalk_authz::Subject;
use ropewalk_model::{ChatId, WorkspaceId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::WorkspaceBinding;

use super::authorize::Right;
use crate::engine::Engine;

/// The longest title, in characters.
const TITLE_CHARS_MAX: usize = 200;

/// What is to change.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChatChange {
    /// The new title; trimmed, then 1 to 200 characters. None keeps it.
    pub title: Option<String>,
    /// The workspace.
    pub workspace: WorkspaceChange,
}

/// What becomes of the chat's workspace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WorkspaceChange {
    /// It stays as it is.
    #[default]
    Keep,
    /// The chat has none from now on.
    Unbind,
    /// The chat works in this one from now on; the caller has checked that the subject may use it.
    Bind(WorkspaceId),
}

impl Engine {
    /// Changes a chat's metadata. All or nothing is not promised: the title is written first.
    ///
    /// # Errors
    /// Not found; invalid for an empty or too long title.
    pub async fn update_chat(
        &self,
        subject: &Subject,
        id: ChatId,
        change: ChatChange,
    ) -> Result<(), UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        let title = change.title.as_deref().map(checked_title).transpose()?;
        let store = &self.context.store;
        if let Some(title) = title
            && !store.set_chat_title(id, title).await?
        {
            return Err(UseCaseError::not_found("chat"));
        }
        let workspace_id = match change.workspace {
            WorkspaceChange::Keep => return Ok(()),
            WorkspaceChange::Unbind => None,
            WorkspaceChange::Bind(workspace_id) => Some(workspace_id),
        };
        let binding = WorkspaceBinding { workspace_id, build_id: None, agent_id: None };
        if store.bind_chat_workspace(id, binding).await? {
            Ok(())
        } else {
            Err(UseCaseError::not_found("chat"))
        }
    }
}

fn checked_title(title: &str) -> Result<&str, UseCaseError> {
    let title = title.trim();
    if title.is_empty() {
        return Err(UseCaseError::invalid_field("title", "must not be empty"));
    }
    if title.chars().count() > TITLE_CHARS_MAX {
        return Err(UseCaseError::invalid_field(
            "title",
            format!("must be at most {TITLE_CHARS_MAX} characters long"),
        ));
    }
    Ok(title)
}
