//! Consistent reads of a chat: row, messages and queue as of one moment (chat-state-machine.md 7).

use ropewalk_model::ChatId;
use ropewalk_model::MessageId;
use ropewalk_model::chat::{Chat, Message, OpenCall, QueuedMessage, Status, open_calls};
use sqlx::{PgConnection, Postgres, Transaction};

use super::history::{PAGE, message_query, tail};
use super::notify::ChatUpdate;
use super::queue::read_queue;
use super::row::{parse_status, read_chat};
use crate::{Step, Store, StoreError};

/// Which messages a snapshot holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnapshotMessages {
    /// All that are not deleted and have a larger id.
    After(MessageId),
    /// All that changed after this history version, deleted ones among them.
    ChangedSince(i64),
}

/// A chat as of one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct ChatSnapshot {
    /// The row.
    pub chat: Chat,
    /// The messages that were asked for, ascending.
    pub messages: Vec<Message>,
    /// The queue in its order.
    pub queue: Vec<QueuedMessage>,
    /// The calls that the client must answer; only while the chat waits for them.
    pub required_calls: Vec<OpenCall>,
}

impl Store {
    /// Reads a chat, the messages that were asked for and its queue in one read-only transaction. `None`: no such chat.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chats.snapshot", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn chat_snapshot(
        &self,
        id: ChatId,
        which: SnapshotMessages,
    ) -> Result<Option<ChatSnapshot>, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let Some(read) = read_chat(&mut tx, id).await? else {
            return Ok(None);
        };
        let messages = read_messages(&mut tx, id, which).await?;
        let queue = if read.queue_length > 0 { read_queue(&mut tx, id).await? } else { Vec::new() };
        let required_calls = match read.chat.status {
            Status::RequiresAction => open_calls(&tail(&mut tx, id).await?),
            Status::Waiting | Status::Running | Status::Interrupting | Status::Error => Vec::new(),
        };
        tx.commit().await.step("end the reading of a chat")?;
        Ok(Some(ChatSnapshot { chat: read.chat, messages, queue, required_calls }))
    }

    /// The messages that are not deleted, for a runner's task: outside of any transaction, because the task's fence holds the
    /// version of the history, so that nothing can be written on the strength of another one.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chats.history", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn chat_history(&self, id: ChatId) -> Result<Vec<Message>, StoreError> {
        let mut connection = self.pool().acquire().await.step("read the history of a chat")?;
        read_messages(&mut connection, id, SnapshotMessages::After(MessageId(0))).await
    }

    /// The versions, status and owner of many chats, for the poller under lost notifications; unknown ids are left out.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.versions", skip_all, fields(count = ids.len()), err(level = "debug"))]
    pub async fn chat_versions(&self, ids: &[ChatId]) -> Result<Vec<ChatUpdate>, StoreError> {
        let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let rows = sqlx::query!(
            "select id, snapshot_version, history_version, queue_version, retry_state_version, generation_attempt,
                    status, worker_id, runner_id, archived
               from chats
              where id = any($1)
              order by id
              limit cardinality($1::uuid[])",
            &ids,
        )
        .fetch_all(self.pool())
        .await
        .step("read the versions of chats")?;
        rows.into_iter()
            .map(|row| {
                Ok(ChatUpdate {
                    chat_id: row.id.into(),
                    snapshot_version: row.snapshot_version,
                    history_version: row.history_version,
                    queue_version: row.queue_version,
                    retry_state_version: row.retry_state_version,
                    generation_attempt: row.generation_attempt,
                    status: parse_status(&row.status, &row.id)?,
                    worker_id: row.worker_id.map(Into::into),
                    runner_id: row.runner_id.map(Into::into),
                    archived: row.archived,
                })
            })
            .collect()
    }

    /// Begins a read-only transaction that sees one moment.
    pub(super) async fn begin_snapshot(&self) -> Result<Transaction<'static, Postgres>, StoreError> {
        let mut tx = self.begin("begin the reading of a chat").await?;
        sqlx::query!("set transaction isolation level repeatable read, read only")
            .execute(&mut *tx)
            .await
            .step("begin the reading of a chat")?;
        Ok(tx)
    }
}

/// Reads page by page, so that one statement stays small whatever the length of the history.
async fn read_messages(
    connection: &mut PgConnection,
    id: ChatId,
    which: SnapshotMessages,
) -> Result<Vec<Message>, StoreError> {
    let (mut after_id, changed_since, with_deleted) = match which {
        SnapshotMessages::After(after) => (after.0, -1, false),
        SnapshotMessages::ChangedSince(version) => (0, version, true),
    };
    let mut messages: Vec<Message> = Vec::new();
    loop {
        let rows = message_query!(
            "where chat_id = $1 and id > $2 and revision > $3 and (not deleted or $4)
          order by id
          limit $5",
            id.uuid(),
            after_id,
            changed_since,
            with_deleted,
            PAGE,
        )
        .fetch_all(&mut *connection)
        .await
        .step("read the chat's messages")?;
        let count = rows.len();
        for row in rows {
            after_id = row.id;
            messages.push(row.try_into()?);
        }
        if i64::try_from(count).is_ok_and(|count| count < PAGE) {
            return Ok(messages);
        }
    }
}
