//! PromoteQueuedMessage: a message that waits is to run next (chats-api.md 1.8).
//!
//! An idle or waiting chat takes it into the history at once. A chat that runs is interrupted: its worker stores what was
//! said so far, then the message (FinishInterruption). When no worker lives that could do so, the same transaction does
//! (rules 3 and 4 of the contract): what a dead replica had shown is lost with it, and nobody waits for its lease to end.

use ropewalk_model::chat::Transition;
use ropewalk_model::{ChatId, QueuedMessageId, Timestamp};

use crate::Store;
use crate::chats::history::CancelReason;
use crate::chats::locked::{Committed, Locked};
use crate::chats::{TransitionError, queue};

impl Store {
    /// Makes a queued message the next to run.
    ///
    /// # Errors
    /// [`TransitionError::Refused`] when nothing waits; [`TransitionError::NotFound`] when there is no such chat, or no such
    /// message in its queue.
    #[tracing::instrument(name = "db.chats.promote_queued", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn promote_queued_chat_message(
        &self,
        chat_id: ChatId,
        id: QueuedMessageId,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open(self, chat_id, now).await?;
        let done = async {
            let effects = locked.begin(Transition::PromoteQueuedMessage)?;
            if !queue::move_to_head(&mut locked.tx, chat_id, id).await? {
                return Err(TransitionError::NotFound);
            }
            if effects.cancel_pending_calls {
                locked.answer_open_calls(CancelReason::MovedOn).await?;
            }
            locked.chat.updated_at = now;
            if effects.promote_head {
                locked.promote_head().await?;
            } else if locked.is_without_worker().await? {
                locked.pass(Transition::PromoteQueuedMessage)?;
                finish_for_the_dead(&mut locked).await?;
                return Ok(Transition::FinishInterruption);
            }
            Ok(Transition::PromoteQueuedMessage)
        }
        .await;
        match done {
            Ok(last) => locked.end(self, last, Ok(())).await,
            Err(error) => locked.end(self, Transition::PromoteQueuedMessage, Err(error)).await,
        }
    }
}

/// FinishInterruption in the name of a worker that is no more, and the end of its hold. There is no partial output.
async fn finish_for_the_dead(locked: &mut Locked) -> Result<(), TransitionError> {
    locked.begin(Transition::FinishInterruption)?;
    locked.answer_open_calls(CancelReason::Interrupted).await?;
    locked.promote_head().await?;
    locked.chat.compaction_requested_at = None;
    locked.chat.worker_id = None;
    locked.chat.runner_id = None;
    Ok(())
}
