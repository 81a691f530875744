//! DeleteQueuedMessage: a message that waits is dropped.

use ropewalk_model::chat::Transition;
use ropewalk_model::{ChatId, QueuedMessageId, Timestamp};

use crate::Store;
use crate::chats::locked::{Committed, Locked};
use crate::chats::{TransitionError, queue};

impl Store {
    /// Drops a queued message.
    ///
    /// # Errors
    /// [`TransitionError::Refused`] when nothing waits; [`TransitionError::NotFound`] when there is no such chat, or no such
    /// message in its queue.
    #[tracing::instrument(name = "db.chats.delete_queued", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn delete_queued_chat_message(
        &self,
        chat_id: ChatId,
        id: QueuedMessageId,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open(self, chat_id, now).await?;
        let done = async {
            locked.begin(Transition::DeleteQueuedMessage)?;
            if !queue::remove(&mut locked.tx, chat_id, id).await? {
                return Err(TransitionError::NotFound);
            }
            locked.queue_length -= 1;
            Ok(())
        }
        .await;
        locked.end(self, Transition::DeleteQueuedMessage, done).await
    }
}
