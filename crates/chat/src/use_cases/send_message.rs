//! Sending a message to a chat (chats-api.md 1.7).

use ropewalk_authz::Subject;
use ropewalk_model::chat::{EffortChoice, Message, Part};
use ropewalk_model::{ChatId, ModelConfigId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::Store;
use ropewalk_store::chats::{Committed, SendBehavior, SendMessage, Sent};

use super::authorize::Right;
use super::link_files::{Done, file_ids};
use crate::engine::Engine;

/// A message to send. The caller has checked the shape of its parts.
#[derive(Clone, Debug, PartialEq)]
pub struct SendChatMessage {
    /// The message; at least one part.
    pub parts: Vec<Part>,
    /// The model that answers it and what follows; none keeps the chat's.
    pub model_config_id: Option<ModelConfigId>,
    /// How hard that model shall think, as far as its config allows it; none keeps the chat's.
    pub reasoning_effort: Option<EffortChoice>,
    /// Whether the chat plans from the turn of this message on; none leaves it as it is.
    pub plan_mode: Option<bool>,
    /// What it does to a busy chat.
    pub behavior: SendBehavior,
}

impl Engine {
    /// Sends a message: into the history when the chat is idle, else into its queue.
    ///
    /// # Errors
    /// Not found; forbidden for anybody but the owner; invalid for an archived chat, an empty message or an unusable model;
    /// too many when the queue is full; [`UseCaseError::UsageLimit`].
    pub async fn send_message(
        &self,
        subject: &Subject,
        id: ChatId,
        message: SendChatMessage,
    ) -> Result<Done<Committed<Sent>>, UseCaseError> {
        let chat = self.authorized(subject, id, Right::Speak).await?;
        self.context.tool_deps.platform.admit_message(chat.owner_id).await?;
        if message.parts.is_empty() {
            return Err(UseCaseError::invalid_field("content", "must have at least one part"));
        }
        if let Some(model) = message.model_config_id {
            self.usable_model(model).await?;
        }
        let files = file_ids(&message.parts);
        let send = SendMessage {
            chat_id: id,
            author: subject.user_id,
            parts: message.parts,
            model_config_id: message.model_config_id,
            reasoning_effort: message.reasoning_effort,
            plan_mode: message.plan_mode,
            behavior: message.behavior,
        };
        let now = self.context.now();
        let transition =
            move |store: Store, taker| async move { store.send_chat_message(send, taker, now).await };
        let sent = self.and_take(transition, history).await?;
        let warnings = self.link_files(id, &files, false).await;
        Ok(Done { value: sent, warnings })
    }
}

/// The whole history, of a message that took its chat.
fn history(sent: &mut Sent) -> Option<Vec<Message>> {
    match sent {
        Sent::Inserted { message, earlier } => {
            let mut messages = earlier.take()?;
            messages.push(Message::clone(message));
            Some(messages)
        }
        Sent::Queued(_) => None,
    }
}
