//! FinishTurn: the turn ended well. With a queue, its head becomes the next user turn at once.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{StepFence, Transition};

use crate::Store;
use crate::chats::TransitionError;
use crate::chats::history::CancelReason;
use crate::chats::locked::{Committed, Locked};

impl Store {
    /// Ends the turn.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not run.
    #[tracing::instrument(name = "db.chats.finish_turn", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn finish_chat_turn(
        &self,
        fence: &StepFence,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open_step(self, fence, now).await?;
        let done = async {
            let effects = locked.begin(Transition::FinishTurn)?;
            if effects.cancel_pending_calls {
                locked.answer_open_calls(CancelReason::MovedOn).await?;
            }
            if effects.promote_head {
                locked.promote_head().await?;
            }
            // A compaction that was asked for belonged to the turn that ends here (chat-engine.md 1.1, rule 3).
            locked.chat.compaction_requested_at = None;
            locked.chat.updated_at = now;
            Ok::<_, TransitionError>(())
        }
        .await;
        locked.end(self, Transition::FinishTurn, done).await
    }
}
