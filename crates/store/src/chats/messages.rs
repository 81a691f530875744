//! Pages of a chat's messages, as people see them (chats-api.md 1.7).

use ropewalk_model::chat::{Message, QueuedMessage};
use ropewalk_model::{ChatId, MessageId};

use sqlx::PgConnection;

use super::history::{MessageRow, message_query};
use super::queue::read_queue;
use crate::{Step, Store, StoreError};

/// Which page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct MessageRange {
    /// Only smaller ids.
    pub before_id: Option<MessageId>,
    /// Only larger ids.
    pub after_id: Option<MessageId>,
    /// At most so many; the caller keeps it within 1 to 200.
    pub limit: u16,
}

/// A page: descending ids, or ascending when only `after_id` was given.
#[derive(Clone, Debug, PartialEq)]
pub struct MessagePage {
    /// The messages: not deleted, visible to people.
    pub messages: Vec<Message>,
    /// The queue; only filled when no cursor was given.
    pub queue: Vec<QueuedMessage>,
    /// Whether one more message exists in that direction.
    pub has_more: bool,
}

impl Store {
    /// Reads a page of a chat's messages.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.chats.messages", skip_all, fields(chat.id = %id), err(level = "debug"))]
    pub async fn chat_messages(&self, id: ChatId, range: MessageRange) -> Result<MessagePage, StoreError> {
        let mut tx = self.begin_snapshot().await?;
        let rows = match (range.before_id, range.after_id) {
            (None, Some(after)) => ascending(&mut tx, id, after, range.limit).await?,
            (before, after) => descending(&mut tx, id, before, after, range.limit).await?,
        };
        let mut messages: Vec<Message> = rows.into_iter().map(Message::try_from).collect::<Result<_, _>>()?;
        let has_more = messages.len() > usize::from(range.limit);
        messages.truncate(usize::from(range.limit));
        let has_cursor = range.after_id.is_some() || range.before_id.is_some();
        let queue = if has_cursor { Vec::new() } else { read_queue(&mut tx, id).await? };
        tx.commit().await.step("end the reading of a chat")?;
        Ok(MessagePage { messages, queue, has_more })
    }
}

/// One row more than the page holds, to see whether there is more.
fn row_limit(limit: u16) -> i64 {
    i64::from(limit) + 1
}

async fn ascending(
    connection: &mut PgConnection,
    id: ChatId,
    after: MessageId,
    limit: u16,
) -> Result<Vec<MessageRow>, StoreError> {
    message_query!(
        "where chat_id = $1 and not deleted and visibility in ('user', 'both') and id > $2
          order by id
          limit $3",
        id.uuid(),
        after.0,
        row_limit(limit),
    )
    .fetch_all(connection)
    .await
    .step("read a page of the chat's messages")
}

async fn descending(
    connection: &mut PgConnection,
    id: ChatId,
    before: Option<MessageId>,
    after: Option<MessageId>,
    limit: u16,
) -> Result<Vec<MessageRow>, StoreError> {
    message_query!(
        "where chat_id = $1 and not deleted and visibility in ('user', 'both') and id < $2 and id > $3
          order by id desc
          limit $4",
        id.uuid(),
        before.map_or(i64::MAX, |it| it.0),
        after.map_or(0, |it| it.0),
        row_limit(limit),
    )
    .fetch_all(connection)
    .await
    .step("read a page of the chat's messages")
}
