//! RecordGenerationAttempt: a try at a step begins; its number is the fence of everything that the try commits.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{StepFence, Transition};

use crate::chats::TransitionError;
use crate::chats::locked::Committed;
use crate::chats::row::chat_query;
use crate::chats::running::{settled, stays, why_not};
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
        let row = chat_query!(
            "with done as (
                 update chats
                    set snapshot_version = snapshot_version + 1, generation_attempt = generation_attempt + 1,
                        retry_state = case when $7 then null else retry_state end
                  where id = $2 and runner_id = $3 and status = $4 and history_version = $5
                    and generation_attempt = $6 and status = 'running' and not archived
                 returning *, chat_tell(id, snapshot_version, history_version, queue_version, retry_state_version,
                                        generation_attempt, status, worker_id, runner_id, archived) as is_told)",
            "null::jsonb",
            "done c",
            fence.fence.chat_id.uuid(),
            fence.fence.runner_id.uuid(),
            fence.fence.status.as_str(),
            fence.fence.history_version,
            fence.generation_attempt,
            effects.clear_retry_state,
        )
        .fetch_optional(self.pool())
        .await
        .step("count a try at a step")?;
        let Some(row) = row else {
            return Err(why_not(self, fence, transition, now).await);
        };
        let (read, _) = settled(self, row).await?;
        let value =
            StepFence { fence: fence.fence, generation_attempt: read.chat.versions.generation_attempt };
        Ok(Committed { chat: read.chat, value })
    }
}
