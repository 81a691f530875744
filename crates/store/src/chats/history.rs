//! The messages of a chat inside a transaction: reading, inserting, answering open calls.

use std::collections::HashMap;

use ropewalk_model::chat::{Message, NewMessage, Part, Role, Usage, Visibility, open_calls};
use ropewalk_model::{ChatId, MessageId, ModelConfigId, Timestamp};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::json::{decode_text, encode_text, from_jsonb, to_jsonb};
use super::ledger::{ToolCallResult, close_started, finished_results};
use crate::{Step, StoreError};

/// How many messages one statement reads.
pub(super) const PAGE: i64 = 500;

/// The content version that is written: a JSON array of parts.
pub(super) const CONTENT_VERSION: i16 = 1;

/// A checked query for whole messages; `$tail` is what stands after `from chat_messages`.
macro_rules! message_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            crate::chats::history::MessageRow,
            "select id, chat_id, revision, role, visibility, content_version, content, created_by, model_config_id,
                    input_tokens, output_tokens, total_tokens, reasoning_tokens, cache_creation_tokens,
                    cache_read_tokens, context_limit, cost_micros, runtime_ms, provider_response_id, compressed,
                    deleted, created_at
               from chat_messages " + $tail
            $(, $argument)*
        )
    };
}
pub(super) use message_query;

/// A row; as JSON it has the names of its columns.
#[derive(serde::Deserialize)]
pub(super) struct MessageRow {
    pub(super) id: i64,
    pub(super) chat_id: Uuid,
    pub(super) revision: i64,
    pub(super) role: String,
    pub(super) visibility: String,
    pub(super) content_version: i16,
    pub(super) content: Value,
    pub(super) created_by: Option<Uuid>,
    pub(super) model_config_id: Option<Uuid>,
    pub(super) input_tokens: Option<i64>,
    pub(super) output_tokens: Option<i64>,
    pub(super) total_tokens: Option<i64>,
    pub(super) reasoning_tokens: Option<i64>,
    pub(super) cache_creation_tokens: Option<i64>,
    pub(super) cache_read_tokens: Option<i64>,
    pub(super) context_limit: Option<i64>,
    pub(super) cost_micros: Option<i64>,
    pub(super) runtime_ms: Option<i64>,
    pub(super) provider_response_id: Option<String>,
    pub(super) compressed: bool,
    pub(super) deleted: bool,
    pub(super) created_at: Timestamp,
}

impl TryFrom<MessageRow> for Message {
    type Error = StoreError;

    fn try_from(row: MessageRow) -> Result<Self, StoreError> {
        let id = MessageId(row.id);
        let unknown = |what, word: &str| StoreError::corrupt(what, id, format!("unknown word {word:?}"));
        if row.content_version != CONTENT_VERSION {
            let found = format!("content version {} is not known", row.content_version);
            return Err(StoreError::corrupt("content of the message", id, found));
        }
        let usage = Usage {
            input_tokens: row.input_tokens.unwrap_or(0),
            output_tokens: row.output_tokens.unwrap_or(0),
            total_tokens: row.total_tokens.unwrap_or(0),
            reasoning_tokens: row.reasoning_tokens.unwrap_or(0),
            cache_creation_tokens: row.cache_creation_tokens.unwrap_or(0),
            cache_read_tokens: row.cache_read_tokens.unwrap_or(0),
        };
        Ok(Self {
            id,
            chat_id: row.chat_id.into(),
            revision: row.revision,
            deleted: row.deleted,
            compressed: row.compressed,
            created_at: row.created_at,
            body: NewMessage {
                role: Role::parse(&row.role).ok_or_else(|| unknown("role of the message", &row.role))?,
                visibility: Visibility::parse(&row.visibility)
                    .ok_or_else(|| unknown("visibility of the message", &row.visibility))?,
                parts: from_jsonb("content of the message", &id, row.content)?,
                created_by: row.created_by.map(Into::into),
                model_config_id: row.model_config_id.map(Into::into),
                usage: (usage != Usage::default()).then_some(usage),
                context_limit: row.context_limit,
                cost_micros: row.cost_micros,
                runtime_ms: row.runtime_ms,
                provider_response_id: row.provider_response_id.as_deref().map(decode_text),
            },
        })
    }
}

/// Inserts `message` at the end of the chat's history and returns it as stored.
pub(super) async fn insert_message(
    connection: &mut PgConnection,
    chat_id: ChatId,
    message: NewMessage,
    now: Timestamp,
) -> Result<Message, StoreError> {
    let content = to_jsonb("content of the message", &message.parts)?;
    // Zero usage is stored as null columns (chat-engine.md GL-43).
    let usage = message.usage.filter(|usage| *usage != Usage::default());
    let row = sqlx::query!(
        "insert into chat_messages (chat_id, role, visibility, content_version, content, created_by, model_config_id,
                input_tokens, output_tokens, total_tokens, reasoning_tokens, cache_creation_tokens, cache_read_tokens,
                context_limit, cost_micros, runtime_ms, provider_response_id, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
         returning id, revision, created_at",
        chat_id.uuid(),
        message.role.as_str(),
        message.visibility.as_str(),
        CONTENT_VERSION,
        content,
        message.created_by.map(Uuid::from),
        message.model_config_id.map(Uuid::from),
        usage.map(|usage| usage.input_tokens),
        usage.map(|usage| usage.output_tokens),
        usage.map(|usage| usage.total_tokens),
        usage.map(|usage| usage.reasoning_tokens),
        usage.map(|usage| usage.cache_creation_tokens),
        usage.map(|usage| usage.cache_read_tokens),
        message.context_limit,
        message.cost_micros,
        message.runtime_ms,
        message.provider_response_id.as_deref().map(encode_text),
        now,
    )
    .fetch_one(connection)
    .await
    .step("store a chat message")?;
    Ok(Message {
        id: MessageId(row.id),
        chat_id,
        revision: row.revision,
        deleted: false,
        compressed: false,
        created_at: row.created_at,
        body: NewMessage { usage, ..message },
    })
}

/// Inserts a message that no model is shown, as part of a boundary between what a model sees and what it saw.
pub(super) async fn insert_boundary(
    connection: &mut PgConnection,
    chat_id: ChatId,
    message: NewMessage,
    now: Timestamp,
) -> Result<(), StoreError> {
    let message = insert_message(&mut *connection, chat_id, message, now).await?;
    sqlx::query!("update chat_messages set compressed = true where id = $1", message.id.0)
        .execute(connection)
        .await
        .step("mark a boundary of the chat's history")
        .map(drop)
}

/// The active messages from the last assistant message on: all that open calls depend on.
pub(super) async fn tail(connection: &mut PgConnection, chat_id: ChatId) -> Result<Vec<Message>, StoreError> {
    let rows = message_query!(
        "where chat_id = $1 and not deleted and not compressed
          and id >= (select max(a.id) from chat_messages a
          where a.chat_id = $1 and a.role = 'assistant' and not a.deleted and not a.compressed)
          order by id
          limit 10000",
        chat_id.uuid(),
    )
    .fetch_all(connection)
    .await
    .step("read the end of the chat's history")?;
    rows.into_iter().map(Message::try_from).collect()
}

/// Why calls get a result that no tool gave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CancelReason {
    /// A person stopped the run (chat-engine.md GL-53).
    Interrupted,
    /// A new user message came before the result (chat-state-machine.md 3, rule 1).
    MovedOn,
    /// The client did not answer in time (GL-58).
    TimedOut,
    /// The chat had to be repaired.
    Repaired,
}

impl CancelReason {
    const fn text(self) -> &'static str {
        match self {
            Self::Interrupted => {
                "The run was interrupted before this call gave a result. What it started may have had an effect, or \
                 may still be running: check before you repeat it."
            }
            Self::MovedOn => {
                "This call was cancelled before it gave a result, because the user went on. What it started may have \
                 had an effect: check before you repeat it."
            }
            Self::Repaired => {
                "This call was cancelled before it gave a result, because the chat had to be repaired. What it started \
                 may have had an effect: check before you repeat it."
            }
            Self::TimedOut => "The client did not give a result for this call in time.",
        }
    }
}

/// Soft-deletes `first` and everything after it (chats-api.md 1.7).
pub(super) async fn delete_from(
    connection: &mut PgConnection,
    chat_id: ChatId,
    first: MessageId,
) -> Result<(), StoreError> {
    sqlx::query!(
        "update chat_messages set deleted = true where chat_id = $1 and id >= $2 and not deleted",
        chat_id.uuid(),
        first.0,
    )
    .execute(connection)
    .await
    .step("delete the end of the chat's history")
    .map(drop)
}

/// Gives every outstanding call a result, so that the history is never dangling: the ledger's where the tool finished,
/// else a synthetic error that says why there is none. One tool message per result, in the order of the calls.
pub(super) async fn answer_open_calls(
    connection: &mut PgConnection,
    chat_id: ChatId,
    reason: CancelReason,
    now: Timestamp,
) -> Result<Vec<Message>, StoreError> {
    let tail = tail(connection, chat_id).await?;
    let open = open_calls(&tail);
    let Some(first) = open.first() else {
        return Ok(Vec::new());
    };
    let message_id = first.message_id;
    let model_config_id = tail.first().and_then(|message| message.body.model_config_id);
    let mut finished: HashMap<String, ToolCallResult> =
        finished_results(connection, chat_id, message_id).await?;
    let mut answered = Vec::with_capacity(open.len());
    for call in open {
        let outcome =
            finished.remove(&call.tool_call_id).unwrap_or_else(|| ToolCallResult::error(reason.text(), now));
        let mut message = outcome.into_message(call.tool_call_id, call.tool_name);
        message.model_config_id = model_config_id;
        answered.push(insert_message(connection, chat_id, message, now).await?);
    }
    close_started(connection, chat_id, message_id, reason.text(), now).await?;
    Ok(answered)
}

impl ToolCallResult {
    /// The tool message that holds this result (chat-engine.md 1.8), with the files that the tool attached before it: one
    /// message, so that an interruption keeps both or neither.
    #[must_use]
    pub fn into_message(self, tool_call_id: String, tool_name: String) -> NewMessage {
        let files = self.attachments.into_iter().map(|it| Part::File {
            file_id: it.file_id,
            media_type: it.media_type,
            name: Some(it.name),
        });
        let result = Part::ToolResult {
            tool_call_id,
            tool_name,
            result: self.result,
            is_error: self.is_error,
            is_media: self.is_media,
            provider_executed: false,
            provider_metadata: None,
            created_at: Some(self.completed_at),
        };
        NewMessage::new(Role::Tool, Visibility::Both, files.chain([result]).collect())
    }
}

/// The first user message of a queue or a request as a history message.
pub(super) fn user_message(
    parts: Vec<Part>,
    created_by: ropewalk_model::UserId,
    model_config_id: Option<ModelConfigId>,
) -> NewMessage {
    let mut message = NewMessage::new(Role::User, Visibility::Both, parts);
    message.created_by = Some(created_by);
    message.model_config_id = model_config_id;
    message
}
