//! What ends and removes debug records: cuts, stale ones, age (chat-engine.md SV-46d, SV-48d, SV-50d).

use ropewalk_model::{ChatId, MessageId, Timestamp};

use crate::{Step, Store, StoreError};

/// How many runs one statement of the purge removes, so that it holds no locks for long.
const PURGE_BATCH: i64 = 1000;

impl Store {
    /// Removes every run of the chat that has to do with a message after `message`: as the message that it answers, as the end of what
    /// was sent, or by one of its steps; a run goes whole. The message itself and unknown messages are no reason.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_debug.delete_after", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn delete_debug_after(&self, chat_id: ChatId, message: MessageId) -> Result<u64, StoreError> {
        sqlx::query!(
            "delete from chat_debug_runs r
              where r.chat_id = $1
                and (r.trigger_message_id > $2 or r.history_tip_message_id > $2
                     or exists (select from chat_debug_steps s
                                 where s.run_id = r.id
                                   and (s.assistant_message_id > $2 or s.history_tip_message_id > $2)))",
            chat_id.uuid(),
            message.0,
        )
        .execute(self.pool())
        .await
        .map(|done| done.rows_affected())
        .step("cut the debug records of a chat")
    }

    /// Removes all records of a family of chats.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_debug.delete_family", skip_all, fields(chat.id = %root), err(level = "debug"))]
    pub async fn delete_debug_of_family(&self, root: ChatId) -> Result<u64, StoreError> {
        sqlx::query!("delete from chat_debug_runs where root_chat_id = $1", root.uuid())
            .execute(self.pool())
            .await
            .map(|done| done.rows_affected())
            .step("delete the debug records of a chat")
    }

    /// Ends what nobody has touched since `before`: it is interrupted, as of `now`. The steps of a run that is ended here follow it,
    /// whatever their age. Errors stay as they are. Returns how many runs and steps were ended.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_debug.finalize_stale", skip_all, err(level = "debug"))]
    pub async fn finalize_stale_debug(&self, before: Timestamp, now: Timestamp) -> Result<u64, StoreError> {
        let ended = sqlx::query_scalar!(
            r#"with runs as (
                   update chat_debug_runs set status = 'interrupted', updated_at = $2, finished_at = $2
                    where finished_at is null and status = 'in_progress' and updated_at < $1
                   returning id),
               steps as (
                   update chat_debug_steps s set status = 'interrupted', updated_at = $2, finished_at = $2
                    where s.finished_at is null and s.status = 'in_progress'
                      and (s.updated_at < $1 or s.run_id in (select id from runs))
                   returning 1)
               select (select count(*) from runs) + (select count(*) from steps) as "count!""#,
            before,
            now,
        )
        .fetch_one(self.pool())
        .await
        .step("end debug records that nobody goes on with")?;
        Ok(ended.unsigned_abs())
    }

    /// Removes runs that were last touched before `before`, up to a batch; how many.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_debug.purge", skip_all, err(level = "debug"))]
    pub async fn purge_debug(&self, before: Timestamp) -> Result<u64, StoreError> {
        sqlx::query!(
            "delete from chat_debug_runs
              where id in (select id from chat_debug_runs where updated_at < $1 order by updated_at limit $2)",
            before,
            PURGE_BATCH,
        )
        .execute(self.pool())
        .await
        .map(|done| done.rows_affected())
        .step("remove old debug records")
    }
}
