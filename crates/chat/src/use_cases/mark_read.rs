//! The owner's read cursor (chats-api.md 3.3): moved when a stream of the owner begins and ends.

use ropewalk_authz::Subject;
use ropewalk_model::chat::Chat;
use ropewalk_platform::UseCaseError;

use super::authorize::{Right, check};
use crate::engine::Engine;

impl Engine {
    /// Marks everything in the chat as read, when `subject` owns it; readers who do not own it never move the cursor.
    ///
    /// # Errors
    /// Not found.
    pub async fn mark_read(&self, subject: &Subject, chat: &Chat) -> Result<(), UseCaseError> {
        check(subject, chat, Right::Read)?;
        if subject.user_id == chat.owner_id {
            self.context.store.mark_chat_read(chat.id).await?;
        }
        Ok(())
    }
}
