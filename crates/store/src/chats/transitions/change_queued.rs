//! ChangeQueuedMessage: a message that waits gets another text, or another place in the queue.

use ropewalk_model::chat::{Part, QueuedMessage, Transition};
use ropewalk_model::{ChatId, QueuedMessageId, Timestamp};

use crate::Store;
use crate::chats::locked::{Committed, Locked};
use crate::chats::{TransitionError, queue};

/// What is to be changed of a queued message.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueuedChange {
    /// What it says instead.
    pub parts: Option<Vec<Part>>,
    /// Where it is to stand: 0 = the next to run; past the end = the last.
    pub place: Option<usize>,
}

impl Store {
    /// Changes a queued message; gives it as it is then.
    ///
    /// # Errors
    /// [`TransitionError::Refused`] when nothing waits; [`TransitionError::NotFound`] when there is no such chat, or no such
    /// message in its queue.
    #[tracing::instrument(name = "db.chats.change_queued", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn change_queued_chat_message(
        &self,
        chat_id: ChatId,
        id: QueuedMessageId,
        change: QueuedChange,
        now: Timestamp,
    ) -> Result<Committed<QueuedMessage>, TransitionError> {
        let mut locked = Locked::open(self, chat_id, now).await?;
        let done = async {
            locked.begin(Transition::ChangeQueuedMessage)?;
            if let Some(parts) = &change.parts {
                queue::rewrite(&mut locked.tx, chat_id, id, parts).await?;
            }
            if let Some(place) = change.place {
                queue::move_to(&mut locked.tx, chat_id, id, place).await?;
            }
            let queue = queue::read_queue(&mut locked.tx, chat_id).await?;
            queue.into_iter().find(|it| it.id == id).ok_or(TransitionError::NotFound)
        }
        .await;
        locked.end(self, Transition::ChangeQueuedMessage, done).await
    }
}
