//! ReconcileInvalidState: a row whose columns are a combination that no transition makes becomes a chat again that a person
//! can use (chat-state-machine.md 2). The messages and the queue stay; an error says what happened.

use ropewalk_model::chat::{ChatError, ErrorKind, InvalidState, State};
use ropewalk_model::{ChatId, Timestamp};

use crate::Store;
use crate::chats::TransitionError;
use crate::chats::history::CancelReason;
use crate::chats::locked::{Committed, Locked};
use crate::chats::notify::WatchKind;

impl Store {
    /// Brings a broken chat to `error`, unarchived, with every open call answered.
    ///
    /// # Errors
    /// [`TransitionError::NotBroken`] when the chat is in a state of the table; [`TransitionError::NotFound`].
    #[tracing::instrument(name = "db.chats.reconcile_invalid", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn reconcile_invalid_chat(
        &self,
        chat_id: ChatId,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let (mut locked, state) = Locked::open_any(self, chat_id, now).await?;
        let invalid = match state {
            Ok(from) => return Err(locked.give_up(self, TransitionError::NotBroken { from }).await),
            Err(invalid) => invalid,
        };
        let done = locked.answer_open_calls(CancelReason::Repaired).await.map(drop).map_err(Into::into);
        locked.chat.last_error = Some(explanation(invalid));
        locked.chat.retry_state = None;
        locked.chat.updated_at = now;
        let to = if locked.queue_length > 0 { State::E1 } else { State::E0 };
        let kinds: &[WatchKind] = if invalid.archived {
            &[WatchKind::Created, WatchKind::StatusChange]
        } else {
            &[WatchKind::StatusChange]
        };
        locked.end_in(self, to, kinds, done).await
    }
}

fn explanation(invalid: InvalidState) -> ChatError {
    ChatError {
        message: "The chat was in a state that cannot be, and was repaired. Nothing of its history is lost; send a \
                  message to go on."
            .to_owned(),
        detail: Some(invalid.to_string()),
        kind: ErrorKind::Generic,
        provider: None,
        retryable: true,
        status_code: None,
    }
}
