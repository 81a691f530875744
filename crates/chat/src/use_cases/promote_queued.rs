//! Making a message that waits the next to run (chats-api.md 1.8).

use ropewalk_authz::Subject;
use ropewalk_model::{ChatId, QueuedMessageId};
use ropewalk_platform::UseCaseError;

use super::authorize::Right;
use super::{not_found_as, transition_error};
use crate::engine::Engine;

impl Engine {
    /// Makes a queued message the next to run. What runs is stopped, and what it has said so far is kept.
    ///
    /// # Errors
    /// Not found, the chat or the message; forbidden for anybody but the owner; conflict when nothing waits; invalid for an
    /// archived chat; [`UseCaseError::UsageLimit`].
    pub async fn promote_queued_message(
        &self,
        subject: &Subject,
        id: ChatId,
        message: QueuedMessageId,
    ) -> Result<(), UseCaseError> {
        let chat = self.authorized(subject, id, Right::Speak).await?;
        self.context.tool_deps.platform.admit_message(chat.owner_id).await?;
        let context = &self.context;
        let promoted = context.store.promote_queued_chat_message(id, message, context.now()).await;
        promoted.map(drop).map_err(|error| not_found_as("queued message", error, transition_error))
    }
}
