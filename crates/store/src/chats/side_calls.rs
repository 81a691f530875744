//! Calls of models for a chat that are no message of it, and what they write: titles and the summaries of turns (chat-engine.md 6.4, 6.5).
//!
//! What they write is metadata. Each write is conditional on what the call began with, so that what a person or a later turn wrote meanwhile
//! stays; and each wakes the acquirers, because the chat may be pending again (SV-33).

use ropewalk_model::chat::Usage;
use ropewalk_model::{ChatId, ModelConfigId, Timestamp};

use super::json::encode_text;
use super::notify::WatchKind;
use crate::{Step, Store, StoreError};

/// What a call was for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SideCallKind {
    /// The title of the chat.
    Title,
    /// The summary of its last turn.
    TurnSummary,
    /// Advice for its model.
    Advice,
}

impl SideCallKind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::TurnSummary => "turn_summary",
            Self::Advice => "advice",
        }
    }
}

/// A call that was answered.
#[derive(Clone, Debug, PartialEq)]
pub struct SideCall {
    /// The chat that it was for.
    pub chat_id: ChatId,
    /// What for.
    pub kind: SideCallKind,
    /// The model.
    pub model_config_id: ModelConfigId,
    /// What it used.
    pub usage: Usage,
    /// What it cost, in micro-dollars; `None` = unknown price.
    pub cost_micros: Option<i64>,
    /// How long it took, in milliseconds.
    pub runtime_ms: i64,
}

impl Store {
    /// Notes what a call used and cost; it counts for limits and caps from now on.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.record_side_call", skip_all, fields(chat.id = %call.chat_id), err(level = "debug"))]
    pub async fn record_side_call(&self, call: &SideCall, now: Timestamp) -> Result<(), StoreError> {
        let used = Some(call.usage).filter(|usage| *usage != Usage::default());
        sqlx::query!(
            "insert into chat_side_calls (chat_id, kind, model_config_id, input_tokens, output_tokens, total_tokens,
                    reasoning_tokens, cache_creation_tokens, cache_read_tokens, cost_micros, runtime_ms, created_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            call.chat_id.uuid(),
            call.kind.as_str(),
            call.model_config_id.uuid(),
            used.map(|it| it.input_tokens),
            used.map(|it| it.output_tokens),
            used.map(|it| it.total_tokens),
            used.map(|it| it.reasoning_tokens),
            used.map(|it| it.cache_creation_tokens),
            used.map(|it| it.cache_read_tokens),
            call.cost_micros,
            call.runtime_ms,
            now,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("note what a call for a chat cost")
    }

    /// Gives the chat another title, if it still has the one that is `expected`. `false`: it has another one, or is gone.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.replace_title", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn replace_chat_title(
        &self,
        id: ChatId,
        expected: &str,
        title: &str,
    ) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update chats set title = $3 where id = $1 and title = $2",
            id.uuid(),
            encode_text(expected),
            encode_text(title),
        )
        .execute(self.pool())
        .await
        .step("replace the title of the chat")?;
        let is_replaced = done.rows_affected() > 0;
        let told = (is_replaced && expected != title).then_some(WatchKind::TitleChange);
        self.after_metadata_change(id, told).await?;
        Ok(is_replaced)
    }

    /// Sets or clears what is told of the last turn, if that turn is still the last word: the chat rests since `expected_updated_at`.
    /// Blank text clears (SV-30). `false`: it is not, or the chat is gone.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.set_turn_summary", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn set_turn_summary(
        &self,
        id: ChatId,
        summary: Option<&str>,
        expected_updated_at: Timestamp,
    ) -> Result<bool, StoreError> {
        let summary = summary.map(str::trim).filter(|it| !it.is_empty()).map(encode_text);
        let done = sqlx::query!(
            "update chats set last_turn_summary = $2
              where id = $1 and updated_at = $3 and status = 'waiting' and not archived",
            id.uuid(),
            summary.as_deref(),
            expected_updated_at,
        )
        .execute(self.pool())
        .await
        .step("tell of the last turn of the chat")?;
        let is_set = done.rows_affected() > 0;
        self.after_metadata_change(id, is_set.then_some(WatchKind::SummaryChange)).await?;
        Ok(is_set)
    }
}
