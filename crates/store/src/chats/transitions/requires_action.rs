//! EnterRequiresAction and CancelRequiresAction: the wait for the client's results of dynamic tools, and its end when none
//! came in time; the model is then told and goes on.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{Fence, REQUIRES_ACTION_DEADLINE, StepFence, Transition};

use crate::Store;
use crate::chats::TransitionError;
use crate::chats::history::CancelReason;
use crate::chats::locked::{Committed, Locked};

impl Store {
    /// Waits for the client's results from now on, at most [`REQUIRES_ACTION_DEADLINE`].
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not run.
    #[tracing::instrument(name = "db.chats.enter_requires_action", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn enter_requires_action(
        &self,
        fence: &StepFence,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open_step(self, fence, now).await?;
        let done = locked.begin(Transition::EnterRequiresAction).map(drop);
        locked.chat.requires_action_deadline_at = Some(now + REQUIRES_ACTION_DEADLINE);
        locked.end(self, Transition::EnterRequiresAction, done).await
    }

    /// Ends the wait: each pending call gets a result that says that the client did not answer.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not wait for the client.
    #[tracing::instrument(name = "db.chats.cancel_requires_action", skip_all, fields(chat.id = %fence.chat_id), err(level = "debug"))]
    pub async fn cancel_requires_action(
        &self,
        fence: &Fence,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open_fenced(self, fence, now).await?;
        let done = async {
            let effects = locked.begin(Transition::CancelRequiresAction)?;
            if effects.cancel_pending_calls {
                locked.answer_open_calls(CancelReason::TimedOut).await?;
            }
            Ok::<_, TransitionError>(())
        }
        .await;
        locked.end(self, Transition::CancelRequiresAction, done).await
    }
}
