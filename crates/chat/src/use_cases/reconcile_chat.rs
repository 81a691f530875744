//! Repairing a chat whose columns contradict each other (chat-state-machine.md 2).

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_platform::UseCaseError;

use super::authorize::Right;
use super::transition_error;
use crate::engine::Engine;

impl Engine {
    /// Brings a broken chat to `error`, unarchived; its messages and its queue stay.
    ///
    /// # Errors
    /// Not found; conflict when the chat is not broken.
    pub async fn reconcile_chat(&self, subject: &Subject, id: ChatId) -> Result<Chat, UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        let context = &self.context;
        let repaired = context.store.reconcile_invalid_chat(id, context.now()).await;
        Ok(repaired.map_err(transition_error)?.chat)
    }
}
