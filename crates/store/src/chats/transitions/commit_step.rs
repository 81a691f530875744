//! CommitStep: the messages of a step become history, and the ledger's calls finished, in one statement.

use ropewalk_model::chat::{Chat, Message, NewMessage, StepFence, Transition, Usage};
use ropewalk_model::{MessageId, Timestamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use uuid::Uuid;

use crate::chats::history::CONTENT_VERSION;
use crate::chats::json::{from_jsonb, to_jsonb};
use crate::chats::ledger::ended;
use crate::chats::locked::Committed;
use crate::chats::row::chat_query;
use crate::chats::running::{running_query, settle, stays};
use crate::chats::{ToolCallKey, ToolCallResult, TransitionError};
use crate::{Step, Store, StoreError, expect_rows};

/// A message as the statement takes it.
#[derive(Serialize)]
struct Given {
    role: &'static str,
    visibility: &'static str,
    content: Value,
    created_by: Option<Uuid>,
    model_config_id: Option<Uuid>,
    input_tokens: Option<i64>,
    output_tokens: Option<i64>,
    total_tokens: Option<i64>,
    reasoning_tokens: Option<i64>,
    cache_creation_tokens: Option<i64>,
    cache_read_tokens: Option<i64>,
    context_limit: Option<i64>,
    cost_micros: Option<i64>,
    runtime_ms: Option<i64>,
    provider_response_id: Option<String>,
}

/// What the statement gives beside the row.
#[derive(Deserialize)]
struct Stored {
    finished: u64,
    messages: Vec<StoredMessage>,
}

/// A message as it was stored.
#[derive(Deserialize)]
struct StoredMessage {
    id: i64,
    content: Value,
    created_at: Timestamp,
}

impl Store {
    /// Stores the messages of a step, in the given order, and the results of its tool calls in the ledger. One statement;
    /// the messages come back as they were stored.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not run.
    #[tracing::instrument(name = "db.chats.commit_step", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn commit_chat_step(
        &self,
        fence: &StepFence,
        messages: Vec<NewMessage>,
        finished: &[(ToolCallKey, ToolCallResult)],
        now: Timestamp,
    ) -> Result<Committed<Vec<Message>>, TransitionError> {
        self.commit_messages(fence, messages, 0, finished, now).await
    }

    /// Stores a compaction: `boundary`, of which a model is shown the summary alone, and after it what stands after a boundary anew. The
    /// request for it, if there was one, is fulfilled.
    ///
    /// # Errors
    /// As [`Store::commit_chat_step`].
    #[tracing::instrument(name = "db.chats.commit_compaction", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn commit_chat_compaction(
        &self,
        fence: &StepFence,
        boundary: Vec<NewMessage>,
        repeated: Vec<NewMessage>,
        now: Timestamp,
    ) -> Result<Committed<Vec<Message>>, TransitionError> {
        let compressed = boundary.len();
        let messages = boundary.into_iter().chain(repeated).collect();
        self.commit_messages(fence, messages, compressed, &[], now).await
    }

    /// The first `compressed` of the messages are those of a boundary.
    async fn commit_messages(
        &self,
        fence: &StepFence,
        messages: Vec<NewMessage>,
        compressed: usize,
        finished: &[(ToolCallKey, ToolCallResult)],
        now: Timestamp,
    ) -> Result<Committed<Vec<Message>>, TransitionError> {
        let transition = Transition::CommitStep;
        let effects = stays(transition)?;
        let given = messages.iter().map(Given::of).collect::<Result<Vec<_>, StoreError>>()?;
        let row = running_query!(
            fence,
            effects,
            "history_version = case when $8 then snapshot_version + 1 else history_version end,
             generation_attempt = case when $8 then 0 else generation_attempt end,
             compaction_requested_at = case when $13::bigint > 0 then null else compaction_requested_at end",
            ",
             ended as (
                 update chat_tool_calls t
                    set result = case t.state when 'started' then f.result else t.result end,
                        finished_at = coalesce(t.finished_at, f.finished_at),
                        state = 'finished'
                   from done, jsonb_to_recordset($9) as f (assistant_message_id bigint, tool_call_id text,
                                                           result jsonb, finished_at timestamptz)
                  where t.chat_id = done.id and t.assistant_message_id = f.assistant_message_id
                    and t.tool_call_id = f.tool_call_id
                 returning 1),
             stored as (
                 insert into chat_messages (chat_id, role, visibility, content_version, content, created_by,
                        model_config_id, input_tokens, output_tokens, total_tokens, reasoning_tokens,
                        cache_creation_tokens, cache_read_tokens, context_limit, cost_micros, runtime_ms,
                        provider_response_id, created_at, compressed)
                 select done.id, m.role, m.visibility, $11, m.content, m.created_by, m.model_config_id, m.input_tokens,
                        m.output_tokens, m.total_tokens, m.reasoning_tokens, m.cache_creation_tokens,
                        m.cache_read_tokens, m.context_limit, m.cost_micros, m.runtime_ms, m.provider_response_id, $12,
                        m.place <= $13
                   from done, rows from (jsonb_to_recordset($10) as (
                        role text, visibility text, content jsonb, created_by uuid, model_config_id uuid,
                        input_tokens bigint, output_tokens bigint, total_tokens bigint, reasoning_tokens bigint,
                        cache_creation_tokens bigint, cache_read_tokens bigint, context_limit bigint,
                        cost_micros bigint, runtime_ms bigint, provider_response_id text)) with ordinality
                        as m (role, visibility, content, created_by, model_config_id, input_tokens, output_tokens,
                              total_tokens, reasoning_tokens, cache_creation_tokens, cache_read_tokens,
                              context_limit, cost_micros, runtime_ms, provider_response_id, place)
                  order by m.place
                 returning id, content, created_at)",
            "select jsonb_build_object(
                 'finished', (select count(*) from ended),
                 'messages', coalesce((select jsonb_agg(jsonb_build_object(
                     'id', s.id, 'content', s.content, 'created_at', s.created_at) order by s.id) from stored s), '[]'))",
            !messages.is_empty(),
            to_jsonb("results of tool calls", &ended(finished))?,
            to_jsonb("messages of a step", &given)?,
            CONTENT_VERSION,
            now,
            i64::try_from(compressed).unwrap_or(i64::MAX),
        )
        .fetch_optional(self.pool())
        .await
        .step("store a step")?;
        let (read, beside) = settle(self, row, fence, transition, now).await?;
        let (noted, value) = stored_messages(&read.chat, messages, compressed, beside)?;
        if noted != finished.len() as u64 {
            // The rows were made when the calls began and go only with the chat. The step itself is stored.
            tracing::error!(
                chat.id = %read.chat.id, expected = finished.len(), found = noted,
                "A step was stored, and the ledger does not know all of its calls"
            );
        }
        Ok(Committed { chat: read.chat, value })
    }
}

/// The messages as they were stored, and how many calls of the ledger were touched.
fn stored_messages(
    chat: &Chat,
    given: Vec<NewMessage>,
    compressed: usize,
    beside: Value,
) -> Result<(u64, Vec<Message>), StoreError> {
    let (chat_id, revision) = (chat.id, chat.versions.history);
    let what = "messages of the step";
    let stored: Stored =
        serde_json::from_value(beside).map_err(|source| StoreError::corrupt(what, chat_id, source))?;
    expect_rows("store the messages of a step", stored.messages.len() as u64, given.len() as u64)?;
    let messages = given.into_iter().zip(stored.messages).enumerate().map(|(place, (given, stored))| {
        let id = MessageId(stored.id);
        Ok(Message {
            id,
            chat_id,
            revision,
            deleted: false,
            compressed: place < compressed,
            created_at: stored.created_at,
            body: NewMessage {
                // As it is read back, so that a history in memory and one from the table are the same.
                parts: from_jsonb("content of the message", &id, stored.content)?,
                usage: given.usage.filter(|usage| *usage != Usage::default()),
                ..given
            },
        })
    });
    Ok((stored.finished, messages.collect::<Result<_, StoreError>>()?))
}

impl Given {
    fn of(message: &NewMessage) -> Result<Self, StoreError> {
        // Zero usage is stored as null columns (chat-engine.md GL-43).
        let usage = message.usage.as_ref().filter(|usage| **usage != Usage::default());
        Ok(Self {
            role: message.role.as_str(),
            visibility: message.visibility.as_str(),
            content: serde_json::to_value(&message.parts)
                .map_err(|source| StoreError::corrupt("content of the message", "the new value", source))?,
            created_by: message.created_by.map(Uuid::from),
            model_config_id: message.model_config_id.map(Uuid::from),
            input_tokens: usage.map(|usage| usage.input_tokens),
            output_tokens: usage.map(|usage| usage.output_tokens),
            total_tokens: usage.map(|usage| usage.total_tokens),
            reasoning_tokens: usage.map(|usage| usage.reasoning_tokens),
            cache_creation_tokens: usage.map(|usage| usage.cache_creation_tokens),
            cache_read_tokens: usage.map(|usage| usage.cache_read_tokens),
            context_limit: message.context_limit,
            cost_micros: message.cost_micros,
            runtime_ms: message.runtime_ms,
            provider_response_id: message.provider_response_id.clone(),
        })
    }
}
