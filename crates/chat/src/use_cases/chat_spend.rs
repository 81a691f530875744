//! What a chat and the chats that it made have spent, and the cap on it (architecture.md 3.10, chat-engine.md 6.8).
//!
//! The cap keeps an unattended chat from running away. It is no budget: whoever owns the chat may raise it, and is bound by their
//! usage limit all the same.

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_model::chat::Chat;
use ropewalk_platform::UseCaseError;
use ropewalk_store::spend::TreeSpend;

use super::authorize::Right;
use crate::engine::Engine;

impl Engine {
    /// What the chat's family has spent and may spend. `chat` is the row that the caller was authorised for.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn chat_spend(&self, chat: &Chat) -> Result<TreeSpend, UseCaseError> {
        Ok(self.context.store.chat_tree_spend(chat.root_chat_id).await?)
    }

    /// Gives the chat's family a cap of its own.
    ///
    /// # Errors
    /// Not found; forbidden for anybody but the owner; invalid for an amount that is not above 0.
    pub async fn set_chat_spend_cap(
        &self,
        subject: &Subject,
        id: ChatId,
        cap_micros: i64,
    ) -> Result<(), UseCaseError> {
        let chat = self.authorized(subject, id, Right::Speak).await?;
        if cap_micros <= 0 {
            return Err(UseCaseError::invalid_field("spend_cap_micros", "must be larger than 0"));
        }
        Ok(self.context.store.put_chat_tree_cap(chat.root_chat_id, cap_micros).await?)
    }
}
