//! EditMessage: a user message is replaced, and the chat goes on from there (chats-api.md 1.7).
//!
//! The message and everything after it are soft-deleted, the queue is emptied, and what is being said right now can no
//! longer be stored: the history that its task was started for is another one (chat-state-machine.md 4).

use ropewalk_model::chat::{EffortChoice, Message, Part, Role, Transition};
use ropewalk_model::{ChatId, MessageId, ModelConfigId, Timestamp, UserId};
use sqlx::PgConnection;

use crate::chats::history::{CancelReason, delete_from, user_message};
use crate::chats::locked::{Committed, Locked};
use crate::chats::{TransitionError, queue};
use crate::{Step, Store};

/// What a user message is to be replaced by.
#[derive(Clone, Debug, PartialEq)]
pub struct EditMessage {
    /// The chat.
    pub chat_id: ChatId,
    /// The message that is replaced.
    pub message_id: MessageId,
    /// Who edits.
    pub author: UserId,
    /// What it says from now on.
    pub parts: Vec<Part>,
    /// The model that answers it and what follows; none keeps the message's own.
    pub model_config_id: Option<ModelConfigId>,
    /// How hard that model shall think; none keeps the chat's.
    pub reasoning_effort: Option<EffortChoice>,
}

impl Store {
    /// Replaces a user message by a new one, with an id of its own.
    ///
    /// # Errors
    /// [`TransitionError::Refused`] for an archived chat; [`TransitionError::NotFound`] when there is no such chat, or no such
    /// message in it; [`TransitionError::NotEditable`] for a message that no person wrote.
    #[tracing::instrument(name = "db.chats.edit_message", skip_all, fields(chat.id = %edit.chat_id), err(level = "debug"))]
    pub async fn edit_chat_message(
        &self,
        edit: EditMessage,
        now: Timestamp,
    ) -> Result<Committed<Message>, TransitionError> {
        let mut locked = Locked::open(self, edit.chat_id, now).await?;
        let done = async {
            let effects = locked.begin(Transition::EditMessage)?;
            let own_model = editable(&mut locked.tx, edit.chat_id, edit.message_id).await?;
            // Before the suffix goes, so that the ledger's open rows are closed with the calls.
            if effects.cancel_pending_calls {
                locked.answer_open_calls(CancelReason::MovedOn).await?;
            }
            delete_from(&mut locked.tx, edit.chat_id, edit.message_id).await?;
            if effects.clear_queue {
                queue::clear(&mut locked.tx, edit.chat_id).await?;
                locked.queue_length = 0;
            }
            let model = locked.take_choice(edit.model_config_id.or(own_model), edit.reasoning_effort);
            let message = locked.insert(user_message(edit.parts, edit.author, Some(model))).await?;
            locked.chat.compaction_requested_at = None;
            locked.chat.updated_at = now;
            Ok::<_, TransitionError>(message)
        }
        .await;
        locked.end(self, Transition::EditMessage, done).await
    }
}

/// Checks that a person wrote the message; gives the model that it was written for.
async fn editable(
    connection: &mut PgConnection,
    chat_id: ChatId,
    id: MessageId,
) -> Result<Option<ModelConfigId>, TransitionError> {
    let row = sqlx::query!(
        "select role, created_by, model_config_id from chat_messages
          where chat_id = $1 and id = $2 and not deleted and visibility in ('user', 'both')",
        chat_id.uuid(),
        id.0,
    )
    .fetch_optional(connection)
    .await
    .step("read the message that is to be edited")?
    .ok_or(TransitionError::NotFound)?;
    // What the workspace told is a user message that nobody wrote.
    if row.role == Role::User.as_str() && row.created_by.is_some() {
        Ok(row.model_config_id.map(Into::into))
    } else {
        Err(TransitionError::NotEditable)
    }
}
