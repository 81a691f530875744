//! Pages of a chat's messages (chats-api.md 1.7).

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::{MessagePage, MessageRange};

use super::authorize::Right;
use crate::engine::Engine;

/// The most messages of one page.
const PAGE_LIMIT: u16 = 200;

impl Engine {
    /// A page of the messages that people see.
    ///
    /// # Errors
    /// Not found; invalid for a limit outside 1 to 200, or cursors that leave nothing between them.
    pub async fn list_messages(
        &self,
        subject: &Subject,
        id: ChatId,
        range: MessageRange,
    ) -> Result<MessagePage, UseCaseError> {
        if !(1..=PAGE_LIMIT).contains(&range.limit) {
            return Err(UseCaseError::invalid_field("limit", format!("must be between 1 and {PAGE_LIMIT}")));
        }
        if let (Some(after), Some(before)) = (range.after_id, range.before_id)
            && after >= before
        {
            return Err(UseCaseError::invalid_field("after_id", "must be smaller than before_id"));
        }
        self.authorized(subject, id, Right::Read).await?;
        Ok(self.context.store.chat_messages(id, range).await?)
    }
}
