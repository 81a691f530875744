//! RequestCompaction: somebody asks for a compaction; the turn that begins is to make it (chat-engine.md 1.1, rule 3).
//!
//! The request belongs to that turn: each end of it takes the request back, also when nothing could be compacted.

use ropewalk_model::chat::Transition;
use ropewalk_model::{ChatId, Timestamp};

use crate::Store;
use crate::chats::TransitionError;
use crate::chats::locked::{Committed, Locked};

impl Store {
    /// Asks for a compaction.
    ///
    /// # Errors
    /// [`TransitionError::Refused`] for a chat that is busy or archived; [`TransitionError::NotFound`].
    #[tracing::instrument(name = "db.chats.request_compaction", skip_all, fields(chat.id = %chat_id), err(level = "debug"))]
    pub async fn request_chat_compaction(
        &self,
        chat_id: ChatId,
        now: Timestamp,
    ) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open(self, chat_id, now).await?;
        let done = locked.begin(Transition::RequestCompaction).map(drop);
        locked.chat.compaction_requested_at = Some(now);
        locked.chat.updated_at = now;
        locked.end(self, Transition::RequestCompaction, done).await
    }
}
