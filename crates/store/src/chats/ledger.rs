//! The effect ledger (chat-state-machine.md 6.5): what is known of each local tool call, so that no effect happens twice.
//!
//! A row is `started` before its tool runs and `finished` with the result: in the transaction of the step that stores
//! the result, or in one of its own when other calls of the step still run. A crash therefore loses no result that was
//! known, and a takeover sees which calls may have had an effect.
//!
//! What must stay true: rows are written only under the chat's row lock and after the fence check, but raise no version:
//! the ledger is a journal, not execution state.

use std::collections::HashMap;

use ropewalk_model::chat::{Chat, StepFence};
use ropewalk_model::{ChatId, MessageId, RunnerId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::{PgConnection, Postgres, Transaction};
use uuid::Uuid;

use super::error::TransitionError;
use super::json::{encode_text, from_jsonb, to_jsonb};
use super::notify::Outbox;
use super::row::{ReadChat, read_chat};
use crate::{Step, Store, StoreError, expect_rows};

/// Which call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ToolCallKey {
    /// The assistant message that holds it.
    pub message_id: MessageId,
    /// The provider's id of the call; unique only within its message.
    pub tool_call_id: String,
}

/// A call that is about to run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StartedCall {
    /// Which.
    pub key: ToolCallKey,
    /// The tool.
    pub tool_name: String,
    /// SHA-256 of the arguments' JSON.
    pub args_sha256: [u8; 32],
    /// The key that the call gets when it is new; a call that is known keeps its own.
    pub idempotency_key: Uuid,
}

/// What a tool gave.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolCallResult {
    /// The result.
    pub result: Value,
    /// Whether the tool failed.
    pub is_error: bool,
    /// Whether it is binary media.
    pub is_media: bool,
    /// When the tool ended.
    pub completed_at: Timestamp,
}

/// How far a call was when its runner asked to start it.
#[derive(Clone, Debug, PartialEq)]
pub enum LedgerState {
    /// Nobody had started it: run it.
    New,
    /// A runner started it and was lost: what it did is not known here.
    Started {
        /// When it was first started.
        started_at: Timestamp,
    },
    /// It gave this result, which was not stored in the history yet.
    Finished(ToolCallResult),
}

/// The ledger's answer for one call.
#[derive(Clone, Debug, PartialEq)]
pub struct LedgerEntry {
    /// Which.
    pub key: ToolCallKey,
    /// The key that the call keeps for good.
    pub idempotency_key: Uuid,
    /// How far it was.
    pub state: LedgerState,
}

/// The `result` column.
#[derive(Serialize, Deserialize)]
struct StoredResult {
    result: Value,
    is_error: bool,
    is_media: bool,
}

impl Store {
    /// Notes that `calls` are about to run and tells what is already known of them, in the given order.
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
        let mut tx = self.lock_for_ledger(fence).await?;
        let mut entries = Vec::with_capacity(calls.len());
        for call in calls {
            entries.push(start_call(&mut tx, fence.fence.chat_id, fence.fence.runner_id, call, now).await?);
        }
        tx.commit().await.step("commit the start of tool calls")?;
        Ok(entries)
    }

    /// Notes the result of one call while others of its step still run.
    ///
    /// # Errors
    /// [`TransitionError::Stale`] when the fence no longer holds.
    #[tracing::instrument(name = "db.chats.finish_tool_call", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn finish_tool_call(
        &self,
        fence: &StepFence,
        key: &ToolCallKey,
        result: &ToolCallResult,
    ) -> Result<(), TransitionError> {
        let mut tx = self.lock_for_ledger(fence).await?;
        finish_call(&mut tx, fence.fence.chat_id, key, result).await?;
        tx.commit().await.step("commit the result of a tool call")?;
        Ok(())
    }

    /// Locks the chat row without raising its version and checks the fence. Whoever finds the chat without a live
    /// owner wakes the acquirer, which may have passed by the locked row (chat-state-machine.md 6.3).
    async fn lock_for_ledger(
        &self,
        fence: &StepFence,
    ) -> Result<Transaction<'static, Postgres>, TransitionError> {
        let mut tx = self.begin("begin a ledger write").await?;
        sqlx::query!("select id from chats where id = $1 for update", fence.fence.chat_id.uuid())
            .fetch_optional(&mut *tx)
            .await
            .step("lock the chat")?
            .ok_or(TransitionError::NotFound)?;
        let read: ReadChat =
            read_chat(&mut tx, fence.fence.chat_id).await?.ok_or(TransitionError::NotFound)?;
        let chat: &Chat = &read.chat;
        if chat.satisfies_step(fence) {
            return Ok(tx);
        }
        tx.rollback().await.step("leave a stale ledger write")?;
        let mut outbox = Outbox::default();
        outbox.wake(&read);
        outbox.send(self).await;
        Err(TransitionError::Stale)
    }
}

async fn start_call(
    connection: &mut PgConnection,
    chat_id: ChatId,
    runner_id: RunnerId,
    call: &StartedCall,
    now: Timestamp,
) -> Result<LedgerEntry, StoreError> {
    let tool_call_id = encode_text(&call.key.tool_call_id);
    let inserted = sqlx::query!(
        "insert into chat_tool_calls (chat_id, assistant_message_id, tool_call_id, tool_name, args_sha256,
                idempotency_key, state, runner_id, started_at)
         values ($1, $2, $3, $4, $5, $6, 'started', $7, $8)
         on conflict (chat_id, assistant_message_id, tool_call_id) do nothing",
        chat_id.uuid(),
        call.key.message_id.0,
        &tool_call_id,
        encode_text(&call.tool_name),
        &call.args_sha256[..],
        call.idempotency_key,
        runner_id.uuid(),
        now,
    )
    .execute(&mut *connection)
    .await
    .step("note the start of a tool call")?;
    if inserted.rows_affected() == 1 {
        let state = LedgerState::New;
        return Ok(LedgerEntry { key: call.key.clone(), idempotency_key: call.idempotency_key, state });
    }
    let known = sqlx::query!(
        "update chat_tool_calls set runner_id = case state when 'started' then $4 else runner_id end
          where chat_id = $1 and assistant_message_id = $2 and tool_call_id = $3
         returning idempotency_key, args_sha256, state, result, started_at, finished_at",
        chat_id.uuid(),
        call.key.message_id.0,
        &tool_call_id,
        runner_id.uuid(),
    )
    .fetch_one(connection)
    .await
    .step("read a tool call of the ledger")?;
    let key = format!("{chat_id}/{}/{}", call.key.message_id, call.key.tool_call_id);
    if known.args_sha256 != call.args_sha256 {
        return Err(StoreError::corrupt(
            "arguments of the tool call",
            key,
            "the ledger has the hash of other ones",
        ));
    }
    let state = match known.finished_at {
        None => LedgerState::Started { started_at: known.started_at },
        Some(finished_at) => LedgerState::Finished(read_result(&key, known.result, finished_at)?),
    };
    Ok(LedgerEntry { key: call.key.clone(), idempotency_key: known.idempotency_key, state })
}

fn read_result(
    key: &str,
    result: Option<Value>,
    finished_at: Timestamp,
) -> Result<ToolCallResult, StoreError> {
    let stored: StoredResult = from_jsonb("result of the tool call", &key, result.unwrap_or(Value::Null))?;
    let StoredResult { result, is_error, is_media } = stored;
    Ok(ToolCallResult { result, is_error, is_media, completed_at: finished_at })
}

/// Marks a call as finished with `result`. Doing it twice keeps the first result.
pub(super) async fn finish_call(
    connection: &mut PgConnection,
    chat_id: ChatId,
    key: &ToolCallKey,
    result: &ToolCallResult,
) -> Result<(), StoreError> {
    let stored =
        StoredResult { result: result.result.clone(), is_error: result.is_error, is_media: result.is_media };
    let stored = to_jsonb("result of the tool call", &stored)?;
    let done = sqlx::query!(
        "update chat_tool_calls
            set result = case state when 'started' then $4 else result end,
                finished_at = coalesce(finished_at, $5),
                state = 'finished'
          where chat_id = $1 and assistant_message_id = $2 and tool_call_id = $3",
        chat_id.uuid(),
        key.message_id.0,
        encode_text(&key.tool_call_id),
        stored,
        result.completed_at,
    )
    .execute(connection)
    .await
    .step("note the result of a tool call")?;
    expect_rows("note the result of a tool call", done.rows_affected(), 1)
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
            Ok((super::json::decode_text(&row.tool_call_id), result))
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
    let stored = StoredResult { result: json!({ "error": text }), is_error: true, is_media: false };
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
