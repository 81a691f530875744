//! Changing a message that waits: its text, or its place in the queue (docs/adr/0028).

use ropewalk_authz::Subject;
use ropewalk_model::chat::QueuedMessage;
use ropewalk_model::{ChatId, QueuedMessageId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::QueuedChange;

use super::authorize::Right;
use super::link_files::{Done, file_ids};
use super::{not_found_as, transition_error};
use crate::engine::Engine;

impl Engine {
    /// Changes a queued message; gives it as it is then. The caller has checked the shape of its parts.
    ///
    /// # Errors
    /// Not found, the chat or the message, which may just have been sent; forbidden for anybody but the owner; invalid for an empty
    /// message and for an archived chat; conflict when nothing waits.
    pub async fn change_queued_message(
        &self,
        subject: &Subject,
        id: ChatId,
        message: QueuedMessageId,
        change: QueuedChange,
    ) -> Result<Done<QueuedMessage>, UseCaseError> {
        self.authorized(subject, id, Right::Speak).await?;
        if change.parts.as_ref().is_some_and(Vec::is_empty) {
            return Err(UseCaseError::invalid_field("content", "must have at least one part"));
        }
        let files = change.parts.as_deref().map(file_ids);
        let context = &self.context;
        let changed = context.store.change_queued_chat_message(id, message, change, context.now()).await;
        let value = changed.map_err(|error| not_found_as("queued message", error, transition_error))?.value;
        let warnings = match files {
            Some(files) => self.link_files(id, &files, true).await,
            None => Vec::new(),
        };
        Ok(Done { value, warnings })
    }
}
