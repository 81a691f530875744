//! Stopping what a chat does (chats-api.md 1.9).

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::TransitionError;
use ropewalk_telemetry::ErrorChain;

use super::authorize::Right;
use super::transition_error;
use crate::engine::Engine;

impl Engine {
    /// Asks the chat to stop, and all chats that it made. What they have said so far is kept; a message that waits goes next.
    ///
    /// The chat is first, so that it makes no more; a child that was not reached works on and can be stopped by itself. A chat that rests while
    /// its children work is no conflict: they are stopped.
    ///
    /// # Errors
    /// Not found; conflict when nothing runs; invalid for an archived chat.
    pub async fn interrupt_chat(&self, subject: &Subject, id: ChatId) -> Result<Chat, UseCaseError> {
        let chat = self.authorized(subject, id, Right::Change).await?;
        let context = &self.context;
        let stopped = match context.store.interrupt_chat(id, context.now()).await {
            Ok(committed) => Ok(committed.chat),
            Err(refused @ TransitionError::Refused(_)) => Err(refused),
            Err(error) => return Err(transition_error(error)),
        };
        let is_any_child_stopped = self.interrupt_children(id).await?;
        match stopped {
            Ok(chat) => Ok(chat),
            Err(_) if is_any_child_stopped => Ok(chat),
            Err(refused) => Err(transition_error(refused)),
        }
    }

    /// Stops the children that work; whether there were any.
    async fn interrupt_children(&self, id: ChatId) -> Result<bool, UseCaseError> {
        let (store, mut is_any_stopped) = (&self.context.store, false);
        for child in store.working_children(id).await? {
            match store.interrupt_chat(child, self.context.now()).await {
                Ok(_) => is_any_stopped = true,
                // It ended by itself meanwhile.
                Err(TransitionError::Refused(_)) => {}
                Err(error) => {
                    tracing::warn!(chat.id = %child, "An agent of a stopped chat was not stopped: {}", ErrorChain(&error));
                }
            }
        }
        Ok(is_any_stopped)
    }
}
