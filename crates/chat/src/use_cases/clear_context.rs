//! Making the model forget (chat-state-machine.md 3, ClearContext).

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_platform::UseCaseError;

use super::authorize::Right;
use super::transition_error;
use crate::engine::Engine;

impl Engine {
    /// Hides everything said so far from the model; people still see it.
    ///
    /// # Errors
    /// Not found; forbidden for anybody but the owner; conflict for a chat that is busy or has messages waiting; invalid for an
    /// archived chat.
    pub async fn clear_context(&self, subject: &Subject, id: ChatId) -> Result<Chat, UseCaseError> {
        self.authorized(subject, id, Right::Speak).await?;
        let context = &self.context;
        let call_id = context.tool_deps.entropy.uuid();
        let cleared = context.store.clear_chat_context(id, call_id, context.now()).await;
        Ok(cleared.map_err(transition_error)?.chat)
    }
}
