//! The effect ledger (chat-state-machine.md 6.5): what is known of each local tool call, so that no effect happens twice.
//!
//! A row is `started` before its tool runs and `finished` with the result: in the transaction of the step that stores
//! the result, or in one of its own when other calls of the step still run. A crash therefore loses no result that was
//! known, and a takeover sees which calls may have had an effect.
//!
//! What must stay true: rows are written only under the chat's row lock and after the fence check, but raise no version:
//! the ledger is a journal, not execution state.

use std::collections::HashMap;

use ropewalk_model::chat::StepFence;
use ropewalk_model::{ChatId, FileId, MessageId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::PgConnection;
use uuid::Uuid;

use super::error::TransitionError;
use super::json::{decode_text, from_jsonb, to_jsonb};
use super::notify::Outbox;
use super::row::read_chat;
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

/// A stored file that a tool attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attachment {
    /// The file.
    pub file_id: FileId,
    /// What it is.
    pub media_type: String,
    /// Its name.
    pub name: String,
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
    /// Stored files that people are shown before the result.
    pub attachments: Vec<Attachment>,
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
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment>,
}

impl StoredResult {
    fn of(result: &ToolCallResult) -> Self {
        Self {
            result: result.result.clone(),
            is_error: result.is_error,
            is_media: result.is_media,
            attachments: result.attachments.clone(),
        }
    }
}

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

/// A call as the statements that start calls take it.
#[derive(Serialize)]
pub(super) struct AskedCall<'a> {
    assistant_message_id: i64,
    tool_call_id: &'a str,
    tool_name: &'a str,
    args_sha256: String,
    idempotency_key: Uuid,
}

/// The end of a call as the statements take it.
#[derive(Serialize)]
pub(super) struct EndedCall<'a> {
    assistant_message_id: i64,
    tool_call_id: &'a str,
    result: StoredResult,
    finished_at: Timestamp,
}

pub(super) fn ended(finished: &[(ToolCallKey, ToolCallResult)]) -> Vec<EndedCall<'_>> {
    finished
        .iter()
        .map(|(key, result)| EndedCall {
            assistant_message_id: key.message_id.0,
            tool_call_id: &key.tool_call_id,
            result: StoredResult::of(result),
            finished_at: result.completed_at,
        })
        .collect()
}

/// A call as those statements give it back.
#[derive(Deserialize)]
struct KnownCall {
    assistant_message_id: i64,
    tool_call_id: String,
    args_sha256: String,
    idempotency_key: Uuid,
    result: Option<Value>,
    started_at: Timestamp,
    finished_at: Option<Timestamp>,
}

pub(super) fn asked(calls: &[StartedCall]) -> Vec<AskedCall<'_>> {
    calls
        .iter()
        .map(|call| AskedCall {
            assistant_message_id: call.key.message_id.0,
            tool_call_id: &call.key.tool_call_id,
            tool_name: &call.tool_name,
            args_sha256: hex::encode(call.args_sha256),
            idempotency_key: call.idempotency_key,
        })
        .collect()
}

/// What the ledger knows of `calls`, in their order.
pub(super) fn entries(
    chat_id: ChatId,
    calls: &[StartedCall],
    known: Value,
) -> Result<Vec<LedgerEntry>, StoreError> {
    let known: Vec<KnownCall> = serde_json::from_value(known)
        .map_err(|source| StoreError::corrupt("tool calls of the ledger", chat_id, source))?;
    let mut known: HashMap<ToolCallKey, KnownCall> = known
        .into_iter()
        .map(|call| {
            let tool_call_id = decode_text(&call.tool_call_id);
            (ToolCallKey { message_id: MessageId(call.assistant_message_id), tool_call_id }, call)
        })
        .collect();
    calls
        .iter()
        .map(|call| {
            let found = known.remove(&call.key).ok_or(StoreError::RowCount {
                step: "note the start of tool calls",
                expected: 1,
                found: 0,
            })?;
            entry(chat_id, call, found)
        })
        .collect()
}

fn entry(chat_id: ChatId, call: &StartedCall, known: KnownCall) -> Result<LedgerEntry, StoreError> {
    let key = format!("{chat_id}/{}/{}", call.key.message_id, call.key.tool_call_id);
    if known.args_sha256 != hex::encode(call.args_sha256) {
        return Err(StoreError::corrupt(
            "arguments of the tool call",
            key,
            "the ledger has the hash of other ones",
        ));
    }
    // A key is used once, so a row that has the call's own was made for it just now.
    let is_new = known.idempotency_key == call.idempotency_key;
    let state = match known.finished_at {
        None if is_new => LedgerState::New,
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
    let StoredResult { result, is_error, is_media, attachments } = stored;
    Ok(ToolCallResult { result, is_error, is_media, attachments, completed_at: finished_at })
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
    let stored = StoredResult {
        result: json!({ "error": text }),
        is_error: true,
        is_media: false,
        attachments: Vec::new(),
    };
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
