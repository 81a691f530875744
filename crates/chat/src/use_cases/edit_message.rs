//! Editing a message (chats-api.md 1.7).

use ropewalk_authz::Subject;
use ropewalk_model::chat::{EffortChoice, Message, Part};
use ropewalk_model::{ChatId, MessageId, ModelConfigId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::{Committed, EditMessage};

use super::authorize::Right;
use super::link_files::{Done, file_ids};
use super::{not_found_as, transition_error};
use crate::engine::Engine;

/// What a user message is to be replaced by. The caller has checked the shape of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct EditChatMessage {
    /// The new message; at least one part.
    pub parts: Vec<Part>,
    /// The model that answers it and what follows; none keeps the message's own.
    pub model_config_id: Option<ModelConfigId>,
    /// How hard that model shall think, as far as its config allows it; none keeps the chat's.
    pub reasoning_effort: Option<EffortChoice>,
}

impl Engine {
    /// Replaces a user message by a new one. The message and everything after it go, and everything that waits.
    ///
    /// # Errors
    /// Not found, the chat or the message; forbidden for anybody but the owner; invalid for a message that no person wrote, an
    /// archived chat, an empty message or an unusable model; conflict when the chat cannot take it;
    /// [`UseCaseError::UsageLimit`].
    pub async fn edit_message(
        &self,
        subject: &Subject,
        id: ChatId,
        message_id: MessageId,
        edit: EditChatMessage,
    ) -> Result<Done<Committed<Message>>, UseCaseError> {
        let chat = self.authorized(subject, id, Right::Speak).await?;
        self.context.tool_deps.platform.admit_message(chat.owner_id).await?;
        if edit.parts.is_empty() {
            return Err(UseCaseError::invalid_field("content", "must have at least one part"));
        }
        if let Some(model) = edit.model_config_id {
            self.usable_model(model).await?;
        }
        let files = file_ids(&edit.parts);
        let edit = EditMessage {
            chat_id: id,
            message_id,
            author: subject.user_id,
            parts: edit.parts,
            model_config_id: edit.model_config_id,
            reasoning_effort: edit.reasoning_effort,
        };
        let context = &self.context;
        let edited = context.store.edit_chat_message(edit, context.now()).await;
        let value = edited.map_err(|error| not_found_as("message", error, transition_error))?;
        self.cut_debug_records(id, message_id).await;
        let warnings = self.link_files(id, &files, true).await;
        Ok(Done { value, warnings })
    }
}
