//! RecordRetryState: a try failed and the next one is scheduled. A state, so that a late subscriber and a new owner see it.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{RetryState, StepFence, Transition};

use crate::Store;
use crate::chats::TransitionError;
use crate::chats::locked::{Committed, Locked};

impl Store {
    /// Stores the back-off that the chat is in.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not run.
    #[tracing::instrument(name = "db.chats.record_retry", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn record_retry_state(
        &self,
        fence: &StepFence,
        retry_state: RetryState,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open_step(self, fence, now).await?;
        let done = locked.begin(Transition::RecordRetryState).map(drop);
        locked.chat.retry_state = Some(retry_state);
        locked.end(self, Transition::RecordRetryState, done).await
    }
}
