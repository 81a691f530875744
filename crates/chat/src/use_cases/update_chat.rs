//! Changing a chat, field by field (chats-api.md 1.6). But for archiving, these are metadata: they touch neither the
//! execution state nor `updated_at`.
//!
//! A request with several fields is not one change: each field is applied on its own, in the order of the specification.

use std::collections::BTreeMap;

use ropewalk_authz::Subject;
use ropewalk_model::chat::Chat;
use ropewalk_model::{ChatId, WorkspaceId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::{ArchiveChange, PinChange, PinOutcome, WorkspaceBinding};

use super::authorize::Right;
use super::transition_error;
use crate::engine::Engine;

/// The longest title, in characters.
const TITLE_CHARS_MAX: usize = 200;

impl Engine {
    /// Loads a chat that `subject` may change.
    ///
    /// # Errors
    /// Not found.
    pub async fn authorize_change(&self, subject: &Subject, id: ChatId) -> Result<Chat, UseCaseError> {
        self.authorized(subject, id, Right::Change).await
    }

    /// Gives the chat a title: trimmed, then 1 to 200 characters.
    ///
    /// # Errors
    /// Not found; invalid for an empty or too long title.
    pub async fn set_chat_title(
        &self,
        subject: &Subject,
        id: ChatId,
        title: &str,
    ) -> Result<(), UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        let title = checked_title(title)?;
        found(self.context.store.set_chat_title(id, title).await?)
    }

    /// Replaces the chat's labels. The caller has checked their shape (2.12).
    ///
    /// # Errors
    /// Not found.
    pub async fn set_chat_labels(
        &self,
        subject: &Subject,
        id: ChatId,
        labels: &BTreeMap<String, String>,
    ) -> Result<(), UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        found(self.context.store.set_chat_labels(id, labels).await?)
    }

    /// Puts the chat and all its descendants away, or brings them back; all or none.
    ///
    /// # Errors
    /// Not found; invalid for a child, and when the chat is there already; conflict when one of the family is busy.
    pub async fn set_chat_archived(
        &self,
        subject: &Subject,
        id: ChatId,
        change: ArchiveChange,
    ) -> Result<(), UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        self.context.store.set_chat_archived(id, change).await.map_err(transition_error)?;
        match change {
            ArchiveChange::Archive => self.delete_debug_records(id).await,
            ArchiveChange::Unarchive => {}
        }
        Ok(())
    }

    /// Pins the chat, moves its pin, or unpins it (0).
    ///
    /// # Errors
    /// Not found; invalid for a negative place, an archived chat or a child.
    pub async fn set_chat_pin_order(
        &self,
        subject: &Subject,
        id: ChatId,
        pin_order: i32,
    ) -> Result<(), UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        let refuse = |detail| Err(UseCaseError::invalid_field("pin_order", detail));
        let change = match u32::try_from(pin_order) {
            Ok(0) => PinChange::Unpin,
            Ok(place) => PinChange::Pin { place },
            Err(_) => return refuse("must not be negative"),
        };
        match self.context.store.set_chat_pin(id, change).await? {
            PinOutcome::Done => Ok(()),
            PinOutcome::NotFound => Err(UseCaseError::not_found("chat")),
            PinOutcome::Archived => refuse("cannot be set: the chat is archived"),
            PinOutcome::Child => refuse("cannot be set: only chats that no other chat made can be pinned"),
        }
    }

    /// Sets whether the chat plans from its next turn on.
    ///
    /// # Errors
    /// Not found.
    pub async fn set_chat_plan_mode(
        &self,
        subject: &Subject,
        id: ChatId,
        plan_mode: bool,
    ) -> Result<(), UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        found(self.context.store.set_chat_plan_mode(id, plan_mode).await?)
    }

    /// Binds the chat to a workspace that the caller has checked, or unbinds it.
    ///
    /// # Errors
    /// Not found.
    pub async fn set_chat_workspace(
        &self,
        subject: &Subject,
        id: ChatId,
        workspace_id: Option<WorkspaceId>,
    ) -> Result<(), UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        let binding = WorkspaceBinding { workspace_id, build_id: None, agent_id: None };
        found(self.context.store.bind_chat_workspace(id, binding).await?)
    }
}

fn found(found: bool) -> Result<(), UseCaseError> {
    if found { Ok(()) } else { Err(UseCaseError::not_found("chat")) }
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
