//! CommitStep: the messages of a step become history, and the ledger's calls finished, in one transaction.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{Message, NewMessage, StepFence, Transition};

use crate::Store;
use crate::chats::ledger::finish_call;
use crate::chats::locked::{Committed, Locked};
use crate::chats::{ToolCallKey, ToolCallResult, TransitionError};

impl Store {
    /// Stores the messages of a step, in the given order, and the results of its tool calls in the ledger.
    ///
    /// # Errors
    /// [`TransitionError::Stale`]; [`TransitionError::Refused`] when the chat does not run.
    #[tracing::instrument(name = "db.chats.commit_step", skip_all, fields(chat.id = %fence.fence.chat_id), err(level = "debug"))]
    pub async fn commit_chat_step(
        &self,
        fence: &StepFence,
        messages: Vec<NewMessage>,
        finished: &[(ToolCallKey, ToolCallResult)],
        now: Timestamp,
    ) -> Result<Committed<Vec<Message>>, TransitionError> {
        let mut locked = Locked::open_step(self, fence, now).await?;
        let done = async {
            locked.begin(Transition::CommitStep)?;
            for (key, result) in finished {
                finish_call(&mut locked.tx, fence.fence.chat_id, key, result).await?;
            }
            let mut stored = Vec::with_capacity(messages.len());
            for message in messages {
                stored.push(locked.insert(message).await?);
            }
            Ok::<_, TransitionError>(stored)
        }
        .await;
        locked.end(self, Transition::CommitStep, done).await
    }
}
