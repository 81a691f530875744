//! RecordGenerationAttempt: a try at a step begins; its number is the fence of everything that the try commits.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{StepFence, Transition};

use crate::chats::TransitionError;
use crate::chats::locked::Committed;
use crate::chats::row::chat_query;
use crate::chats::running::{running_query, settle, stays};
use crate::{Step, Store};

impl Store {
    /// Begins the next try; returns its fence. `fence` names the try before it (0 = none yet). One statement.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not run.
    #[tracing::instrument(name = "db.chats.record_attempt", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn record_generation_attempt(
        &self,
        fence: &StepFence,
        now: Timestamp,
    ) -> Result<Committed<StepFence>, TransitionError> {
        let transition = Transition::RecordGenerationAttempt;
        let effects = stays(transition)?;
        let row =
            running_query!(fence, effects, "generation_attempt = generation_attempt + 1", "", "null::jsonb",)
                .fetch_optional(self.pool())
                .await
                .step("count a try at a step")?;
        let (read, _) = settle(self, row, fence, transition, now).await?;
        let value =
            StepFence { fence: fence.fence, generation_attempt: read.chat.versions.generation_attempt };
        Ok(Committed { chat: read.chat, value })
    }
}
