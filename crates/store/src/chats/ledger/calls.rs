//! The calls of the ledger: their types, and the shapes in which the statements take and give them.

use std::collections::HashMap;

use ropewalk_model::{ChatId, FileId, MessageId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::StoreError;
use crate::chats::json::{decode_text, from_jsonb};

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

impl ToolCallResult {
    /// A result without media and files.
    #[must_use]
    pub const fn plain(result: Value, is_error: bool, completed_at: Timestamp) -> Self {
        Self { result, is_error, is_media: false, attachments: Vec::new(), completed_at }
    }

    /// A result that says what went wrong.
    #[must_use]
    pub fn error(text: &str, completed_at: Timestamp) -> Self {
        Self::plain(json!({ "error": text }), true, completed_at)
    }
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
pub(super) struct StoredResult {
    result: Value,
    is_error: bool,
    is_media: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment>,
}

impl StoredResult {
    pub(super) fn of(result: &ToolCallResult) -> Self {
        Self {
            result: result.result.clone(),
            is_error: result.is_error,
            is_media: result.is_media,
            attachments: result.attachments.clone(),
        }
    }
}

/// A call as the statements that start calls take it.
#[derive(Serialize)]
pub(in crate::chats) struct AskedCall<'a> {
    assistant_message_id: i64,
    tool_call_id: &'a str,
    tool_name: &'a str,
    args_sha256: String,
    idempotency_key: Uuid,
}

/// The end of a call as the statements take it.
#[derive(Serialize)]
pub(in crate::chats) struct EndedCall<'a> {
    assistant_message_id: i64,
    tool_call_id: &'a str,
    result: StoredResult,
    finished_at: Timestamp,
}

pub(in crate::chats) fn ended(finished: &[(ToolCallKey, ToolCallResult)]) -> Vec<EndedCall<'_>> {
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

pub(in crate::chats) fn asked(calls: &[StartedCall]) -> Vec<AskedCall<'_>> {
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
pub(in crate::chats) fn entries(
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

pub(super) fn read_result(
    key: &str,
    result: Option<Value>,
    finished_at: Timestamp,
) -> Result<ToolCallResult, StoreError> {
    let stored: StoredResult = from_jsonb("result of the tool call", &key, result.unwrap_or(Value::Null))?;
    let StoredResult { result, is_error, is_media, attachments } = stored;
    Ok(ToolCallResult { result, is_error, is_media, attachments, completed_at: finished_at })
}
