//! DeleteQueuedMessage: a message that waits is dropped.

use ropewalk_model::chat::Transition;
use ropewalk_model::{ChatId, QueuedMessageId, Timestamp};

use crate::Store;
use crate::chats::locked::{Committed, Locked};
use crate::chats::{TransitionError, queue};

impl Store {
    /// Drops a queued message. The value tells whether it was there; when it was not, nothing changed.
    ///
    /// # Errors
    /// [`TransitionError::Refused`] when nothing waits; [`TransitionError::NotFound`].
    #[tracing::instrument(name = "db.chats.delete_queued", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn delete_queued_chat_message(
        &self,
        chat_id: ChatId,
        id: QueuedMessageId,
        now: Timestamp,
    ) -> Result<Option<Committed>, TransitionError> {
        let mut locked = Locked::open(self, chat_id, now).await?;
        locked.begin(Transition::DeleteQueuedMessage)?;
        if !queue::remove(&mut locked.tx, chat_id, id).await? {
            return Ok(None);
        }
        locked.queue_length -= 1;
        locked.close(self, Transition::DeleteQueuedMessage, ()).await.map(Some)
    }
}
