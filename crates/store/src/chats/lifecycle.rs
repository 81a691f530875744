//! Chats that nobody uses any more (chat-engine.md 6.10): which may be archived, and the deletion of those that were archived long ago.
//!
//! What must stay true: a chat that works, waits for its client, is pinned or was used is never taken; a deleted family leaves what it
//! cost, and nothing of what was said.

use ropewalk_model::{ChatId, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{Step, Store, StoreError};

/// How many families one transaction deletes, so that it holds no locks for long.
const DELETE_BATCH: i64 = 50;

/// A root that nobody has used for a while.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnusedChat {
    /// Which.
    pub id: ChatId,
    /// When something happened with it last.
    pub updated_at: Timestamp,
}

/// Whether the chat may be archived as unused since `before`: a root that is neither archived nor pinned, in whose family nobody works,
/// nothing was said since then, and nothing else happened.
pub(super) async fn is_unused(
    connection: &mut PgConnection,
    id: ChatId,
    before: Timestamp,
) -> Result<bool, StoreError> {
    sqlx::query_scalar!(
        r#"select exists (
               select from chats r
                where r.id = $1 and r.parent_chat_id is null and not r.archived and r.pin_order = 0 and r.updated_at < $2
                  and not exists (
                      select from chats c
                       where c.root_chat_id = r.id
                         and (c.status not in ('waiting', 'error')
                              or (select m.created_at from chat_messages m
                                   where m.chat_id = c.id and not m.deleted order by m.id desc limit 1) >= $2)))
           as "is_unused!""#,
        id.uuid(),
        before,
    )
    .fetch_one(&mut *connection)
    .await
    .step("look whether a chat is used")
}

impl Store {
    /// The roots that nobody has used since `before`, the longest unused first, those after `after` alone; at most `limit`. Whether one
    /// may be archived is decided when its family is locked.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.unused", skip_all, err(level = "debug"))]
    pub async fn unused_chats(
        &self,
        before: Timestamp,
        after: Option<UnusedChat>,
        limit: u32,
    ) -> Result<Vec<UnusedChat>, StoreError> {
        let rows = sqlx::query!(
            "select r.id, r.updated_at from chats r
              where r.parent_chat_id is null and not r.archived and r.pin_order = 0 and r.updated_at < $1
                and r.status in ('waiting', 'error')
                and ($2::timestamptz is null or (r.updated_at, r.id) > ($2, $3::uuid))
              order by r.updated_at, r.id
              limit $4",
            before,
            after.map(|it| it.updated_at),
            after.map(|it| it.id.uuid()),
            i64::from(limit),
        )
        .fetch_all(self.pool())
        .await
        .step("look for unused chats")?;
        Ok(rows.into_iter().map(|row| UnusedChat { id: row.id.into(), updated_at: row.updated_at }).collect())
    }

    /// Deletes some of the families that were archived before `before`, with all that belongs to them but what they cost; gives how many
    /// families. 0 = there are none left, but for those that somebody is busy with.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.delete_archived", skip_all, err(level = "debug"))]
    pub async fn delete_archived_chats(&self, before: Timestamp) -> Result<usize, StoreError> {
        let step = "delete chats that were archived long ago";
        let mut tx = self.begin(step).await?;
        // Whoever brings a family back locks its root first.
        let roots: Vec<Uuid> = sqlx::query_scalar!(
            "select id from chats
              where parent_chat_id is null and archived and archived_at < $1
              order by archived_at, id
              limit $2
                for update skip locked",
            before,
            DELETE_BATCH,
        )
        .fetch_all(&mut *tx)
        .await
        .step(step)?;
        if roots.is_empty() {
            return tx.rollback().await.step(step).map(|()| 0);
        }
        sqlx::query!(
            "insert into chat_deleted_calls
                 (owner_id, root_chat_id, model_config_id, input_tokens, output_tokens, total_tokens, cache_creation_tokens,
                  cache_read_tokens, cost_micros, runtime_ms, created_at, is_message)
             select owner_id, root_chat_id, model_config_id, input_tokens, output_tokens, total_tokens, cache_creation_tokens,
                    cache_read_tokens, cost_micros, runtime_ms, created_at, is_message
               from chat_model_calls
              where root_chat_id = any($1) and chat_id is not null",
            &roots,
        )
        .execute(&mut *tx)
        .await
        .step("keep what deleted chats cost")?;
        sqlx::query!("delete from chat_tree_spend where root_chat_id = any($1)", &roots)
            .execute(&mut *tx)
            .await
            .step("delete the sums of chats that were archived long ago")?;
        sqlx::query!("delete from chats where root_chat_id = any($1)", &roots)
            .execute(&mut *tx)
            .await
            .step(step)?;
        tx.commit().await.step(step)?;
        Ok(roots.len())
    }
}
