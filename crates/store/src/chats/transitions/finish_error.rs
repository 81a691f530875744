//! FinishError: the turn failed. The user's message stays, the queue waits, the error says what to do.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{ChatError, StepFence, Transition};

use crate::Store;
use crate::chats::TransitionError;
use crate::chats::locked::{Committed, Locked};

impl Store {
    /// Ends the turn with an error.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat neither runs nor waits.
    #[tracing::instrument(name = "db.chats.finish_error", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn finish_chat_error(
        &self,
        fence: &StepFence,
        error: ChatError,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open_step(self, fence, now).await?;
        let done = locked.begin(Transition::FinishError).map(drop);
        locked.chat.last_error = Some(error);
        locked.chat.updated_at = now;
        locked.end(self, Transition::FinishError, done).await
    }
}
