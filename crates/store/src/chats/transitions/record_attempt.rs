//! RecordGenerationAttempt: a try at a step begins; its number is the fence of everything that the try commits.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{StepFence, Transition};

use crate::chats::TransitionError;
use crate::chats::locked::{Committed, Locked};
use crate::{Step, Store, expect_rows};

impl Store {
    /// Begins the next try; returns its fence. `fence` names the try before it (0 = none yet).
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not run.
    #[tracing::instrument(name = "db.chats.record_attempt", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn record_generation_attempt(
        &self,
        fence: &StepFence,
        now: Timestamp,
    ) -> Result<Committed<StepFence>, TransitionError> {
        let mut locked = Locked::open_step(self, fence, now).await?;
        let done = async {
            locked.begin(Transition::RecordGenerationAttempt)?;
            let generation_attempt = fence.generation_attempt + 1;
            let done = sqlx::query!(
                "update chats set generation_attempt = $2 where id = $1",
                fence.fence.chat_id.uuid(),
                generation_attempt,
            )
            .execute(&mut *locked.tx)
            .await
            .step("count a try at a step")?;
            expect_rows("count a try at a step", done.rows_affected(), 1)?;
            let next = StepFence { fence: fence.fence, generation_attempt };
            Ok::<_, TransitionError>(next)
        }
        .await;
        locked.end(self, Transition::RecordGenerationAttempt, done).await
    }
}
