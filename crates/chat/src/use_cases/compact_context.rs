//! Asking for a compaction (chat-state-machine.md 3, RequestCompaction).

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_platform::UseCaseError;

use super::authorize::Right;
use super::transition_error;
use crate::engine::Engine;

impl Engine {
    /// Has everything said so far summarized for the model; people still see it. The chat works on it like on a message; where there is
    /// nothing to summarize, it is done at once.
    ///
    /// # Errors
    /// Not found; forbidden for anybody but the owner; conflict for a chat that is busy; invalid for an archived chat;
    /// [`UseCaseError::UsageLimit`].
    pub async fn compact_context(&self, subject: &Subject, id: ChatId) -> Result<Chat, UseCaseError> {
        let chat = self.authorized(subject, id, Right::Speak).await?;
        let context = &self.context;
        context.tool_deps.platform.admit_message(chat.owner_id).await?;
        let asked = context.store.request_chat_compaction(id, context.now()).await;
        Ok(asked.map_err(transition_error)?.chat)
    }
}
