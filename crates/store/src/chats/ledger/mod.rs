//! The effect ledger (chat-state-machine.md 6.5): what is known of each local tool call, so that no effect happens twice.
//!
//! A row is `started` before its tool runs and `finished` with the result: in the transaction of the step that stores
//! the result, or in one of its own when other calls of the step still run. A crash therefore loses no result that was
//! known, and a takeover sees which calls may have had an effect.
//!
//! What must stay true: rows are written only under the chat's row lock and after the fence check, but raise no version:
//! the ledger is a journal, not execution state.

mod calls;

pub use calls::{Attachment, LedgerEntry, LedgerState, StartedCall, ToolCallKey, ToolCallResult};
pub(super) use calls::{asked, ended, entries};

use std::collections::HashMap;

use ropewalk_model::chat::StepFence;
use ropewalk_model::{ChatId, MessageId, Timestamp};
use sqlx::PgConnection;

use super::error::TransitionError;
use super::json::{decode_text, to_jsonb};
use super::notify::Outbox;
use super::row::read_chat;
use crate::{Step, Store, StoreError, expect_rows};
use calls::{StoredResult, read_result};

impl Store {
    /// Notes that `calls` are about to run and tells what is already known of them, in the given order. One statement,
    /// which raises no version.
    ///
    /// # Errors
    /// [`TransitionError::Stale`] when the fence no longer holds; then nothing may run.
    #[tracing::instrument(name = "db.chats.start_tool_calls", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn start_tool_calls(
        &self,
        fence: &StepFence,
        calls: &[StartedCall],
        now: Timestamp,
    ) -> Result<Vec<LedgerEntry>, TransitionError> {
        let known = sqlx::query_scalar!(
            r#"with c as (
                   select id, runner_id from chats
                    where id = $1 and runner_id = $2 and status = $3 and history_version = $4 and generation_attempt = $5
                      for update),
               asked as (
                   select a.* from jsonb_to_recordset($6) as a (
                          assistant_message_id bigint, tool_call_id text, tool_name text, args_sha256 text,
                          idempotency_key uuid)),
               noted as (
                   insert into chat_tool_calls as t (chat_id, assistant_message_id, tool_call_id, tool_name, args_sha256,
                          idempotency_key, state, runner_id, started_at)
                   select c.id, a.assistant_message_id, a.tool_call_id, a.tool_name, decode(a.args_sha256, 'hex'),
                          a.idempotency_key, 'started', c.runner_id, $7
                     from c, asked a
                       on conflict (chat_id, assistant_message_id, tool_call_id) do update
                      set runner_id = case t.state when 'started' then excluded.runner_id else t.runner_id end
                   returning *)
               select (select coalesce(jsonb_agg(jsonb_build_object(
                           'assistant_message_id', n.assistant_message_id, 'tool_call_id', n.tool_call_id,
                           'args_sha256', encode(n.args_sha256, 'hex'), 'idempotency_key', n.idempotency_key,
                           'result', n.result, 'started_at', n.started_at, 'finished_at', n.finished_at)), '[]')
                         from noted n) as "known!"
                 from c"#,
            fence.fence.chat_id.uuid(),
            fence.fence.runner_id.uuid(),
            fence.fence.status.as_str(),
            fence.fence.history_version,
            fence.generation_attempt,
            to_jsonb("calls that start", &asked(calls))?,
            now,
        )
        .fetch_optional(self.pool())
        .await
        .step("note the start of tool calls")?;
        match known {
            Some(known) => Ok(entries(fence.fence.chat_id, calls, known)?),
            None => Err(self.ledger_is_stale(fence).await),
        }
    }

    /// Notes the results of calls while others of their step still run. One statement; a call that has a result keeps it.
    ///
    /// # Errors
    /// [`TransitionError::Stale`] when the fence no longer holds.
    #[tracing::instrument(name = "db.chats.finish_tool_calls", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn finish_tool_calls(
        &self,
        fence: &StepFence,
        finished: &[(ToolCallKey, ToolCallResult)],
    ) -> Result<(), TransitionError> {
        let ended = ended(finished);
        let found = sqlx::query_scalar!(
            r#"with c as (
                   select id from chats
                    where id = $1 and runner_id = $2 and status = $3 and history_version = $4 and generation_attempt = $5
                      for update),
               noted as (
                   update chat_tool_calls t
                      set result = case t.state when 'started' then f.result else t.result end,
                          finished_at = coalesce(t.finished_at, f.finished_at),
                          state = 'finished'
                     from c, jsonb_to_recordset($6) as f (assistant_message_id bigint, tool_call_id text,
                                                          result jsonb, finished_at timestamptz)
                    where t.chat_id = c.id and t.assistant_message_id = f.assistant_message_id
                      and t.tool_call_id = f.tool_call_id
                   returning 1)
               select (select count(*) from noted) as "noted!" from c"#,
            fence.fence.chat_id.uuid(),
            fence.fence.runner_id.uuid(),
            fence.fence.status.as_str(),
            fence.fence.history_version,
            fence.generation_attempt,
            to_jsonb("results of tool calls", &ended)?,
        )
        .fetch_optional(self.pool())
        .await
        .step("note the results of tool calls")?;
        match found {
            Some(noted) => {
                let expected = finished.len() as u64;
                Ok(expect_rows("note the results of tool calls", noted.unsigned_abs(), expected)?)
            }
            None => Err(self.ledger_is_stale(fence).await),
        }
    }

    /// Why a statement of the ledger found no row under `fence`. Whoever finds the chat without a live owner wakes the
    /// acquirer, which may have passed by the locked row (chat-state-machine.md 6.3).
    async fn ledger_is_stale(&self, fence: &StepFence) -> TransitionError {
        let read = async {
            let mut connection = self.pool().acquire().await.step("read the chat of a stale ledger write")?;
            read_chat(&mut connection, fence.fence.chat_id).await
        };
        match read.await {
            Ok(Some(read)) => {
                let mut outbox = Outbox::default();
                outbox.wake(&read);
                outbox.send(self).await;
                TransitionError::Stale
            }
            Ok(None) => TransitionError::NotFound,
            Err(error) => error.into(),
        }
    }
}

/// The results that the ledger knows for the calls of one assistant message, by call id.
pub(super) async fn finished_results(
    connection: &mut PgConnection,
    chat_id: ChatId,
    message_id: MessageId,
) -> Result<HashMap<String, ToolCallResult>, StoreError> {
    let rows = sqlx::query!(
        r#"select tool_call_id, result, finished_at as "finished_at!" from chat_tool_calls
            where chat_id = $1 and assistant_message_id = $2 and state = 'finished'
            order by tool_call_id
            limit 10000"#,
        chat_id.uuid(),
        message_id.0,
    )
    .fetch_all(connection)
    .await
    .step("read the finished tool calls")?;
    rows.into_iter()
        .map(|row| {
            let result = read_result(&row.tool_call_id, row.result, row.finished_at)?;
            Ok((decode_text(&row.tool_call_id), result))
        })
        .collect()
}

/// Closes the calls of a message that will never be run again by anybody: the history holds `text` for them.
pub(super) async fn close_started(
    connection: &mut PgConnection,
    chat_id: ChatId,
    message_id: MessageId,
    text: &str,
    now: Timestamp,
) -> Result<(), StoreError> {
    let stored = StoredResult::of(&ToolCallResult::error(text, now));
    sqlx::query!(
        "update chat_tool_calls set state = 'finished', result = $3, finished_at = $4
          where chat_id = $1 and assistant_message_id = $2 and state = 'started'",
        chat_id.uuid(),
        message_id.0,
        to_jsonb("result of the tool call", &stored)?,
        now,
    )
    .execute(connection)
    .await
    .step("close the tool calls that were cancelled")
    .map(drop)
}
