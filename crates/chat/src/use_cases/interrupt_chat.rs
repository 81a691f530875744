//! Stopping what a chat does (chats-api.md 1.9).

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_platform::UseCaseError;

use super::authorize::Right;
use super::transition_error;
use crate::engine::Engine;

impl Engine {
    /// Asks the chat to stop. What it has said so far is kept; a message that waits goes next.
    ///
    /// # Errors
    /// Not found; conflict when nothing runs; invalid for an archived chat.
    pub async fn interrupt_chat(&self, subject: &Subject, id: ChatId) -> Result<Chat, UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        let context = &self.context;
        let committed = context.store.interrupt_chat(id, context.now()).await.map_err(transition_error)?;
        Ok(committed.chat)
    }
}
