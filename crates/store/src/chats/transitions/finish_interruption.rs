//! FinishInterruption: the partial output becomes durable, every open call gets a result, and the head of the queue,
//! if there is one, becomes the next user turn.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{Fence, Message, NewMessage, Transition};

use crate::Store;
use crate::chats::TransitionError;
use crate::chats::history::CancelReason;
use crate::chats::locked::{Committed, Locked};

impl Store {
    /// Ends the interruption with what the model had said so far; may be nothing.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat is not being interrupted.
    #[tracing::instrument(name = "db.chats.finish_interruption", skip_all, fields(chat.id = %fence.chat_id), err(level = "debug"))]
    pub async fn finish_chat_interruption(
        &self,
        fence: &Fence,
        partial: Vec<NewMessage>,
        now: Timestamp,
    ) -> Result<Committed<Vec<Message>>, TransitionError> {
        let mut locked = Locked::open_fenced(self, fence, now).await?;
        let done = async {
            let effects = locked.begin(Transition::FinishInterruption)?;
            let mut stored = Vec::with_capacity(partial.len());
            for message in partial {
                stored.push(locked.insert(message).await?);
            }
            // Also without a queue: the next reader of this history may be a model (chat-engine.md GL-53).
            stored.extend(locked.answer_open_calls(CancelReason::Interrupted).await?);
            if effects.promote_head {
                locked.promote_head().await?;
            }
            // A compaction that was asked for belonged to the turn that ends here (chat-engine.md 1.1, rule 3).
            locked.chat.compaction_requested_at = None;
            locked.chat.updated_at = now;
            Ok::<_, TransitionError>(stored)
        }
        .await;
        locked.end(self, Transition::FinishInterruption, done).await
    }
}
