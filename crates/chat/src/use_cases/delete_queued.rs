//! Dropping a message that waits (chats-api.md 1.8).

use ropewalk_authz::Subject;
use ropewalk_model::{ChatId, QueuedMessageId};
use ropewalk_platform::UseCaseError;

use super::authorize::Right;
use super::{not_found_as, transition_error};
use crate::engine::Engine;

impl Engine {
    /// Drops a queued message.
    ///
    /// # Errors
    /// Not found, the chat or the message; conflict when nothing waits; invalid for an archived chat.
    pub async fn delete_queued_message(
        &self,
        subject: &Subject,
        id: ChatId,
        message: QueuedMessageId,
    ) -> Result<(), UseCaseError> {
        self.authorized(subject, id, Right::Change).await?;
        let context = &self.context;
        let deleted = context.store.delete_queued_chat_message(id, message, context.now()).await;
        deleted.map(drop).map_err(|error| not_found_as("queued message", error, transition_error))
    }
}
