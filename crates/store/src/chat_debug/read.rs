//! Reading records.

use ropewalk_model::{ChatId, DebugRunId, DebugStepId, MessageId, ModelConfigId, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use super::DebugStatus;
use crate::chats::from_jsonb;
use crate::{Step, Store, StoreError};

/// How many runs a list has at most (chats-api.md 2.19).
const LIST_LIMIT: i64 = 100;
/// How many steps of a run are read at most: as many as a turn can have.
const STEP_LIMIT: i64 = 1200;

/// A recorded turn.
#[derive(Clone, Debug, PartialEq)]
pub struct DebugRun {
    /// The run.
    pub id: DebugRunId,
    /// Its chat.
    pub chat_id: ChatId,
    /// The root of that.
    pub root_chat_id: ChatId,
    /// The chat that made it.
    pub parent_chat_id: Option<ChatId>,
    /// The model that was asked last.
    pub model_config_id: Option<ModelConfigId>,
    /// The user message that it answers.
    pub trigger_message_id: Option<MessageId>,
    /// The last message when it began.
    pub history_tip_message_id: Option<MessageId>,
    /// `chat_turn` or another kind (chats-api.md 2.19).
    pub kind: String,
    /// How far it is.
    pub status: DebugStatus,
    /// The provider of the model.
    pub provider: Option<String>,
    /// The provider's name of it.
    pub model: Option<String>,
    /// An object.
    pub summary: Value,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last touched.
    pub updated_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// A recorded step.
#[derive(Clone, Debug, PartialEq)]
pub struct DebugStep {
    /// The step.
    pub id: DebugStepId,
    /// Its run.
    pub run_id: DebugRunId,
    /// Its chat.
    pub chat_id: ChatId,
    /// From 1.
    pub step_number: i32,
    /// `stream` or `generate`.
    pub operation: String,
    /// How far it is.
    pub status: DebugStatus,
    /// The last message that was sent.
    pub history_tip_message_id: Option<MessageId>,
    /// The message that holds the answer.
    pub assistant_message_id: Option<MessageId>,
    /// What was asked.
    pub normalized_request: Value,
    /// What was answered.
    pub normalized_response: Option<Value>,
    /// What it used.
    pub usage: Option<Value>,
    /// Each try.
    pub attempts: Value,
    /// What went wrong.
    pub error: Option<Value>,
    /// An object.
    pub metadata: Value,
    /// When it began.
    pub started_at: Timestamp,
    /// When it was last touched.
    pub updated_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

/// A checked query for whole runs; `$tail` is what stands after `from chat_debug_runs`.
macro_rules! run_query {
    ($tail:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            RunRow,
            "select id, chat_id, root_chat_id, parent_chat_id, model_config_id, trigger_message_id,
                    history_tip_message_id, kind, status, provider, model, summary, started_at, updated_at, finished_at
               from chat_debug_runs " + $tail
            $(, $argument)*
        )
    };
}

struct RunRow {
    id: Uuid,
    chat_id: Uuid,
    root_chat_id: Uuid,
    parent_chat_id: Option<Uuid>,
    model_config_id: Option<Uuid>,
    trigger_message_id: Option<i64>,
    history_tip_message_id: Option<i64>,
    kind: String,
    status: String,
    provider: Option<String>,
    model: Option<String>,
    summary: Value,
    started_at: Timestamp,
    updated_at: Timestamp,
    finished_at: Option<Timestamp>,
}

impl TryFrom<RunRow> for DebugRun {
    type Error = StoreError;

    fn try_from(row: RunRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            chat_id: row.chat_id.into(),
            root_chat_id: row.root_chat_id.into(),
            parent_chat_id: row.parent_chat_id.map(Into::into),
            model_config_id: row.model_config_id.map(Into::into),
            trigger_message_id: row.trigger_message_id.map(MessageId),
            history_tip_message_id: row.history_tip_message_id.map(MessageId),
            kind: row.kind,
            status: DebugStatus::read(&row.status, row.id)?,
            provider: row.provider,
            model: row.model,
            summary: row.summary,
            started_at: row.started_at,
            updated_at: row.updated_at,
            finished_at: row.finished_at,
        })
    }
}

impl Store {
    /// The newest runs of a chat, newest first.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chat_debug.list", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn debug_runs(&self, chat_id: ChatId) -> Result<Vec<DebugRun>, StoreError> {
        let rows = run_query!(
            "where chat_id = $1 order by started_at desc, id desc limit $2",
            chat_id.uuid(),
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("read the debug runs of a chat")?;
        rows.into_iter().map(DebugRun::try_from).collect()
    }

    /// A run of a chat and its steps, in their order; `None` when the chat has no such run.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chat_debug.run", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn debug_run(
        &self,
        chat_id: ChatId,
        id: DebugRunId,
    ) -> Result<Option<(DebugRun, Vec<DebugStep>)>, StoreError> {
        let row = run_query!("where chat_id = $1 and id = $2", chat_id.uuid(), id.uuid())
            .fetch_optional(self.pool())
            .await
            .step("read a debug run")?;
        let Some(run) = row.map(DebugRun::try_from).transpose()? else { return Ok(None) };
        let rows = sqlx::query!(
            "select id, step_number, operation, status, history_tip_message_id, assistant_message_id, normalized_request,
                    normalized_response, usage, attempts, error, metadata, started_at, updated_at, finished_at
               from chat_debug_steps where run_id = $1 order by step_number limit $2",
            id.uuid(),
            STEP_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("read the steps of a debug run")?;
        let json = |what, key: Uuid, value: Value| from_jsonb::<Value>(what, &key, value);
        let steps = rows.into_iter().map(|row| {
            Ok(DebugStep {
                id: row.id.into(),
                run_id: id,
                chat_id,
                step_number: row.step_number,
                operation: row.operation,
                status: DebugStatus::read(&row.status, row.id)?,
                history_tip_message_id: row.history_tip_message_id.map(MessageId),
                assistant_message_id: row.assistant_message_id.map(MessageId),
                normalized_request: json("request of the step", row.id, row.normalized_request)?,
                normalized_response: row
                    .normalized_response
                    .map(|it| json("response of the step", row.id, it))
                    .transpose()?,
                usage: row.usage,
                attempts: json("tries of the step", row.id, row.attempts)?,
                error: row.error.map(|it| json("error of the step", row.id, it)).transpose()?,
                metadata: row.metadata,
                started_at: row.started_at,
                updated_at: row.updated_at,
                finished_at: row.finished_at,
            })
        });
        Ok(Some((run, steps.collect::<Result<_, StoreError>>()?)))
    }
}
