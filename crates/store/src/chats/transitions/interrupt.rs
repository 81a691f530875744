//! Interrupt: a person stops what runs. A worker then stores the partial output (FinishInterruption).

use ropewalk_model::chat::Transition;
use ropewalk_model::{ChatId, Timestamp};

use crate::Store;
use crate::chats::TransitionError;
use crate::chats::history::CancelReason;
use crate::chats::locked::{Committed, Locked};

impl Store {
    /// Asks the chat to stop.
    ///
    /// # Errors
    /// [`TransitionError::Refused`] when nothing runs; [`TransitionError::NotFound`].
    #[tracing::instrument(name = "db.chats.interrupt", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn interrupt_chat(
        &self,
        chat_id: ChatId,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open(self, chat_id, now).await?;
        let done = async {
            let effects = locked.begin(Transition::Interrupt)?;
            if effects.cancel_pending_calls {
                locked.answer_open_calls(CancelReason::Interrupted).await?;
            }
            locked.chat.updated_at = now;
            Ok::<_, TransitionError>(())
        }
        .await;
        locked.end(self, Transition::Interrupt, done).await
    }
}
