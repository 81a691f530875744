//! SendMessage: a user message that starts a turn, or waits its turn when the chat is busy, or stops what runs.

use ropewalk_model::chat::{Message, Part, QUEUE_LIMIT, QueuedMessage, Transition};
use ropewalk_model::{ChatId, ModelConfigId, Timestamp, UserId};

use crate::Store;
use crate::chats::history::{CancelReason, user_message};
use crate::chats::locked::{Committed, Locked};
use crate::chats::{TransitionError, queue};

/// What a message does to a chat that is busy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SendBehavior {
    /// It waits.
    #[default]
    Queue,
    /// It stops what runs, whose partial output is kept, and goes next.
    Interrupt,
}

/// A user message for a chat.
#[derive(Clone, Debug, PartialEq)]
pub struct SendMessage {
    /// The chat.
    pub chat_id: ChatId,
    /// Who wrote it.
    pub author: UserId,
    /// What it says.
    pub parts: Vec<Part>,
    /// The model that answers it and what follows, from its turn on; none keeps the chat's.
    pub model_config_id: Option<ModelConfigId>,
    /// What it does to a busy chat.
    pub behavior: SendBehavior,
}

/// Where the message went.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent {
    /// Into the history: the chat works on it.
    Inserted(Box<Message>),
    /// Into the queue.
    Queued(QueuedMessage),
}

impl Store {
    /// Sends a user message.
    ///
    /// # Errors
    /// [`TransitionError::QueueFull`] at [`QUEUE_LIMIT`] waiting messages; [`TransitionError::Refused`] for an
    /// archived chat; [`TransitionError::NotFound`].
    #[tracing::instrument(name = "db.chats.send_message", skip_all, fields(chat.id = %send.chat_id), err(level = "debug"))]
    pub async fn send_chat_message(
        &self,
        send: SendMessage,
        now: Timestamp,
    ) -> Result<Committed<Sent>, TransitionError> {
        let transition = match send.behavior {
            SendBehavior::Queue => Transition::SendMessageQueue,
            SendBehavior::Interrupt => Transition::SendMessageInterrupt,
        };
        let mut locked = Locked::open(self, send.chat_id, now).await?;
        let done = async {
            let effects = locked.begin(transition)?;
            if effects.enqueue && locked.queue_length + 1 - usize::from(effects.promote_head) > QUEUE_LIMIT {
                return Err(TransitionError::QueueFull { limit: QUEUE_LIMIT });
            }
            if effects.cancel_pending_calls {
                locked.answer_open_calls(CancelReason::MovedOn).await?;
            }
            let sent = if effects.enqueue {
                let (chat_id, model) = (send.chat_id, send.model_config_id);
                let queued =
                    queue::push(&mut locked.tx, chat_id, &send.parts, model, send.author, now).await?;
                locked.queue_length += 1;
                Sent::Queued(queued)
            } else {
                if let Some(model) = send.model_config_id {
                    locked.chat.last_model_config_id = model;
                }
                let model = locked.chat.last_model_config_id;
                let message = locked.insert(user_message(send.parts, send.author, Some(model))).await?;
                Sent::Inserted(Box::new(message))
            };
            if effects.promote_head {
                locked.promote_head().await?;
            }
            locked.chat.updated_at = now;
            Ok::<_, TransitionError>(sent)
        }
        .await;
        locked.end(self, transition, done).await
    }
}
