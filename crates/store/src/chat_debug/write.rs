//! Recording a turn, step by step.

use ropewalk_model::{ChatId, DebugRunId, DebugStepId, MessageId, ModelConfigId, Timestamp};
use serde_json::Value;
use uuid::Uuid;

use super::DebugStatus;
use crate::chats::to_jsonb;
use crate::{Step, Store, StoreError};

/// A step that begins, and the turn that it is of.
#[derive(Clone, Debug, PartialEq)]
pub struct NewDebugStep {
    /// The step.
    pub id: DebugStepId,
    /// The id of the run, should this be its first step.
    pub new_run_id: DebugRunId,
    /// The chat.
    pub chat_id: ChatId,
    /// Its root.
    pub root_chat_id: ChatId,
    /// The chat that made it.
    pub parent_chat_id: Option<ChatId>,
    /// The user message that the turn answers.
    pub trigger_message_id: MessageId,
    /// The last message of the history that is sent.
    pub history_tip_message_id: Option<MessageId>,
    /// The model.
    pub model_config_id: ModelConfigId,
    /// Its provider.
    pub provider: String,
    /// The provider's name of it.
    pub model: String,
    /// What is asked, without secrets.
    pub request: Value,
    /// When.
    pub started_at: Timestamp,
}

/// How a step stands, or ended.
#[derive(Clone, Debug, PartialEq)]
pub struct StepOutcome {
    /// The step.
    pub id: DebugStepId,
    /// How far it is.
    pub status: DebugStatus,
    /// What was answered.
    pub response: Option<Value>,
    /// What it used.
    pub usage: Option<Value>,
    /// Each try.
    pub attempts: Value,
    /// What went wrong last; `None` after a good try.
    pub error: Option<Value>,
    /// The message that holds the answer.
    pub assistant_message_id: Option<MessageId>,
    /// When.
    pub at: Timestamp,
}

impl Store {
    /// Records that a step begins, in the run of its turn, which is made with its first step. A run that was taken for abandoned goes
    /// on; one that ended takes no step. Returns whether the step was recorded.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_debug.begin_step", skip_all, fields(chat.id = %new.chat_id), err(level = "debug"))]
    pub async fn begin_debug_step(&self, new: &NewDebugStep) -> Result<bool, StoreError> {
        let step = "record the begin of a step";
        let trigger = new.trigger_message_id.0;
        let tip = new.history_tip_message_id.map(|id| id.0);
        let mut tx = self.begin(step).await?;
        sqlx::query!(
            "insert into chat_debug_runs (id, chat_id, root_chat_id, parent_chat_id, model_config_id, trigger_message_id,
                    history_tip_message_id, kind, status, provider, model, started_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, 'chat_turn', 'in_progress', $8, $9, $10, $10)
                 on conflict (chat_id, trigger_message_id) where kind = 'chat_turn' do nothing",
            new.new_run_id.uuid(),
            new.chat_id.uuid(),
            new.root_chat_id.uuid(),
            new.parent_chat_id.map(Uuid::from),
            new.model_config_id.uuid(),
            trigger,
            tip,
            new.provider,
            new.model,
            new.started_at,
        )
        .execute(&mut *tx)
        .await
        .step(step)?;
        // The row lock makes the numbers of a run's steps follow one another.
        let run = sqlx::query_scalar!(
            "update chat_debug_runs
                set status = 'in_progress', finished_at = null, updated_at = $3, model_config_id = $4, provider = $5, model = $6
              where chat_id = $1 and trigger_message_id = $2 and kind = 'chat_turn'
                and status in ('in_progress', 'interrupted')
             returning id",
            new.chat_id.uuid(),
            trigger,
            new.started_at,
            new.model_config_id.uuid(),
            new.provider,
            new.model,
        )
        .fetch_optional(&mut *tx)
        .await
        .step(step)?;
        let Some(run) = run else { return Ok(false) };
        sqlx::query!(
            "insert into chat_debug_steps (id, run_id, chat_id, step_number, operation, status, history_tip_message_id,
                    normalized_request, started_at, updated_at)
             select $1, $2, $3, coalesce(max(s.step_number), 0) + 1, 'stream', 'in_progress', $4, $5, $6, $6
               from chat_debug_steps s where s.run_id = $2",
            new.id.uuid(),
            run,
            new.chat_id.uuid(),
            tip,
            to_jsonb("request of the step", &new.request)?,
            new.started_at,
        )
        .execute(&mut *tx)
        .await
        .step(step)?;
        tx.commit().await.step(step)?;
        Ok(true)
    }

    /// Records how a step stands or ended; a step that ended, or was cut, is left alone.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_debug.update_step", skip_all, err(level = "debug"))]
    pub async fn update_debug_step(&self, outcome: &StepOutcome) -> Result<(), StoreError> {
        let json = |what, value: &Option<Value>| value.as_ref().map(|it| to_jsonb(what, it)).transpose();
        sqlx::query!(
            "with s as (
                 update chat_debug_steps
                    set status = $2, normalized_response = coalesce($3, normalized_response),
                        usage = coalesce($4, usage), attempts = $5, error = $6::jsonb,
                        assistant_message_id = coalesce($7, assistant_message_id), updated_at = $8::timestamptz,
                        finished_at = case when $2 = 'in_progress' then null else $8::timestamptz end
                  where id = $1 and finished_at is null
                 returning run_id)
             update chat_debug_runs r set updated_at = $8::timestamptz from s where r.id = s.run_id",
            outcome.id.uuid(),
            outcome.status.as_str(),
            json("response of the step", &outcome.response)?,
            json("usage of the step", &outcome.usage)?,
            to_jsonb("tries of the step", &outcome.attempts)?,
            json("error of the step", &outcome.error)?,
            outcome.assistant_message_id.map(|id| id.0),
            outcome.at,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("record how a step stands")
    }

    /// Records the end of the chat's turns that go on. A step that still goes on has failed with its turn, or was interrupted.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_debug.end_turn", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn end_debug_turn(
        &self,
        chat_id: ChatId,
        status: DebugStatus,
        at: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "with r as (
                 update chat_debug_runs set status = $2, updated_at = $3, finished_at = $3
                  where chat_id = $1 and kind = 'chat_turn' and finished_at is null
                 returning id)
             update chat_debug_steps s
                set status = case when $2 = 'error' then 'error' else 'interrupted' end, updated_at = $3, finished_at = $3
               from r where s.run_id = r.id and s.finished_at is null",
            chat_id.uuid(),
            status.as_str(),
            at,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("record the end of a turn")
    }

    /// Notes that a step still goes on, and with it its run.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chat_debug.touch", skip_all, err(level = "debug"))]
    pub async fn touch_debug_step(&self, id: DebugStepId, at: Timestamp) -> Result<(), StoreError> {
        sqlx::query!(
            "with s as (
                 update chat_debug_steps set updated_at = $2 where id = $1 and finished_at is null returning run_id)
             update chat_debug_runs r set updated_at = $2 from s where r.id = s.run_id and r.finished_at is null",
            id.uuid(),
            at,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("note that a step goes on")
    }
}
