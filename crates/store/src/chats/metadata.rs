//! Metadata of chats: never raises a version, never touches `updated_at` (chat-state-machine.md 1).
//!
//! An update of the row holds its lock for a moment, and an acquirer that passes by just then skips the chat and has
//! spent its wake-up. So each of these wakes the acquirers after its commit when the chat waits for one (6.3).

use std::collections::BTreeMap;

use ropewalk_model::{AgentId, BuildId, ChatId, WorkspaceId};
use uuid::Uuid;

use super::json::{encode_text, to_jsonb};
use super::notify::{Outbox, WatchKind};
use super::row::read_chat;
use crate::{Step, Store, StoreError};

/// The workspace that a chat works in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkspaceBinding {
    /// The workspace.
    pub workspace_id: Option<WorkspaceId>,
    /// The build it waits for or last saw.
    pub build_id: Option<BuildId>,
    /// The agent it talks to; none while a build runs.
    pub agent_id: Option<AgentId>,
}

impl Store {
    /// Binds the chat to a workspace, or unbinds it. `false`: no such chat.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.bind_workspace", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn bind_chat_workspace(
        &self,
        id: ChatId,
        binding: WorkspaceBinding,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update chats set workspace_id = $2, build_id = $3, agent_id = $4
              where id = $1
                and (workspace_id, build_id, agent_id) is distinct from ($2::uuid, $3::uuid, $4::uuid)",
            id.uuid(),
            binding.workspace_id.map(Uuid::from),
            binding.build_id.map(Uuid::from),
            binding.agent_id.map(Uuid::from),
        )
        .execute(self.pool())
        .await
        .step("bind the chat to a workspace")?;
        // The list shows the workspace; the reference tells of it as a change of the status (TL-7).
        let told = (done.rows_affected() > 0).then_some(WatchKind::StatusChange);
        self.after_metadata_change(id, told).await
    }

    /// Gives the chat a title. `false`: no such chat.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.set_title", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn set_chat_title(&self, id: ChatId, title: &str) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update chats set title = $2 where id = $1 and title is distinct from $2",
            id.uuid(),
            encode_text(title),
        )
        .execute(self.pool())
        .await
        .step("give the chat a title")?;
        let told = (done.rows_affected() > 0).then_some(WatchKind::TitleChange);
        self.after_metadata_change(id, told).await
    }

    /// Sets whether the chat plans from its next turn on. `false`: no such chat.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.set_plan_mode", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn set_chat_plan_mode(&self, id: ChatId, plan_mode: bool) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update chats set plan_mode = $2 where id = $1 and plan_mode <> $2",
            id.uuid(),
            plan_mode,
        )
        .execute(self.pool())
        .await
        .step("set whether the chat plans")?;
        // Other pages of the owner show the mode; like a new workspace, it is told as a change of the status.
        let told = (done.rows_affected() > 0).then_some(WatchKind::StatusChange);
        self.after_metadata_change(id, told).await
    }

    /// Replaces the chat's labels. `false`: no such chat.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.set_labels", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn set_chat_labels(
        &self,
        id: ChatId,
        labels: &BTreeMap<String, String>,
    ) -> Result<bool, StoreError> {
        sqlx::query!(
            "update chats set labels = $2 where id = $1 and labels is distinct from $2",
            id.uuid(),
            to_jsonb("labels of the chat", labels)?,
        )
        .execute(self.pool())
        .await
        .step("label the chat")?;
        self.after_metadata_change(id, None).await
    }

    /// Moves the owner's read cursor to the newest assistant message. `false`: no such chat.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.mark_read", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn mark_chat_read(&self, id: ChatId) -> Result<bool, StoreError> {
        sqlx::query!(
            "update chats c set last_read_message_id = newest.id
               from (select max(id) as id from chat_messages
                      where chat_id = $1 and role = 'assistant' and not deleted) newest
              where c.id = $1 and newest.id > coalesce(c.last_read_message_id, 0)",
            id.uuid(),
        )
        .execute(self.pool())
        .await
        .step("move the read cursor of the chat")?;
        self.after_metadata_change(id, None).await
    }

    pub(super) async fn after_metadata_change(
        &self,
        id: ChatId,
        told: Option<WatchKind>,
    ) -> Result<bool, StoreError> {
        let mut connection = self.pool().acquire().await.step("read the chat")?;
        let Some(read) = read_chat(&mut connection, id).await? else {
            return Ok(false);
        };
        drop(connection);
        let mut outbox = Outbox::default();
        outbox.wake(&read);
        if let Some(kind) = told {
            outbox.watch(&read.chat, kind);
        }
        outbox.send(self).await;
        Ok(true)
    }
}
