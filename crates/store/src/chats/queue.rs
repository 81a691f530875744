//! The queue of messages that wait their turn, inside a transaction.

use ropewalk_model::chat::{EffortChoice, Part, QueuedMessage};
use ropewalk_model::{ChatId, QueuedMessageId, Timestamp};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::SendMessage;
use super::json::{from_jsonb, to_jsonb};
use crate::{Step, StoreError};

struct QueueRow {
    id: i64,
    chat_id: Uuid,
    content: Value,
    model_config_id: Option<Uuid>,
    reasoning_effort: Option<String>,
    created_by: Uuid,
    created_at: Timestamp,
}

impl TryFrom<QueueRow> for QueuedMessage {
    type Error = StoreError;

    fn try_from(row: QueueRow) -> Result<Self, StoreError> {
        let id = QueuedMessageId(row.id);
        Ok(Self {
            id,
            chat_id: row.chat_id.into(),
            parts: from_jsonb("content of the queued message", &id, row.content)?,
            model_config_id: row.model_config_id.map(Into::into),
            reasoning_effort: row.reasoning_effort.as_deref().and_then(EffortChoice::parse),
            created_by: row.created_by.into(),
            created_at: row.created_at,
        })
    }
}

/// The queue in its order.
pub(super) async fn read_queue(
    connection: &mut PgConnection,
    chat_id: ChatId,
) -> Result<Vec<QueuedMessage>, StoreError> {
    let rows = sqlx::query_as!(
        QueueRow,
        "select id, chat_id, content, model_config_id, reasoning_effort, created_by, created_at from chat_queued_messages
          where chat_id = $1
          order by position
          limit 100",
        chat_id.uuid(),
    )
    .fetch_all(connection)
    .await
    .step("read the chat's queue")?;
    rows.into_iter().map(QueuedMessage::try_from).collect()
}

/// Puts a message at the end of the queue.
pub(super) async fn push(
    connection: &mut PgConnection,
    send: &SendMessage,
    now: Timestamp,
) -> Result<QueuedMessage, StoreError> {
    let row = sqlx::query_as!(
        QueueRow,
        "insert into chat_queued_messages (chat_id, position, content, model_config_id, created_by, created_at,
                reasoning_effort)
         values ($1, (select coalesce(max(position), 0) + 1 from chat_queued_messages where chat_id = $1),
                 $2, $3, $4, $5, $6)
         returning id, chat_id, content, model_config_id, reasoning_effort, created_by, created_at",
        send.chat_id.uuid(),
        to_jsonb("content of the queued message", &send.parts)?,
        send.model_config_id.map(Uuid::from),
        send.author.uuid(),
        now,
        send.reasoning_effort.map(EffortChoice::as_str),
    )
    .fetch_one(connection)
    .await
    .step("queue a chat message")?;
    row.try_into()
}

/// Takes the head of the queue.
pub(super) async fn pop(
    connection: &mut PgConnection,
    chat_id: ChatId,
) -> Result<Option<QueuedMessage>, StoreError> {
    let row = sqlx::query_as!(
        QueueRow,
        "delete from chat_queued_messages
          where id = (select id from chat_queued_messages where chat_id = $1 order by position limit 1)
         returning id, chat_id, content, model_config_id, reasoning_effort, created_by, created_at",
        chat_id.uuid(),
    )
    .fetch_optional(connection)
    .await
    .step("take the head of the chat's queue")?;
    row.map(QueuedMessage::try_from).transpose()
}

/// Moves one message to the head of the queue; `false` when it is not there. Moving the head changes nothing.
pub(super) async fn move_to_head(
    connection: &mut PgConnection,
    chat_id: ChatId,
    id: QueuedMessageId,
) -> Result<bool, StoreError> {
    let done = sqlx::query!(
        "update chat_queued_messages q
            set position = case when q.position = head.position then head.position else head.position - 1 end
           from (select min(position) as position from chat_queued_messages where chat_id = $1) head
          where q.chat_id = $1 and q.id = $2",
        chat_id.uuid(),
        id.0,
    )
    .execute(connection)
    .await
    .step("move a queued chat message to the head")?;
    Ok(done.rows_affected() == 1)
}

/// Gives a message of the queue another text; nothing happens when it is not there.
pub(super) async fn rewrite(
    connection: &mut PgConnection,
    chat_id: ChatId,
    id: QueuedMessageId,
    parts: &[Part],
) -> Result<(), StoreError> {
    sqlx::query!(
        "update chat_queued_messages set content = $3 where chat_id = $1 and id = $2",
        chat_id.uuid(),
        id.0,
        to_jsonb("content of the queued message", parts)?,
    )
    .execute(connection)
    .await
    .map(drop)
    .step("change the text of a queued chat message")
}

/// Moves one message of the queue to `place`, the end at most; nothing happens when it is not there, or stands there already.
pub(super) async fn move_to(
    connection: &mut PgConnection,
    chat_id: ChatId,
    id: QueuedMessageId,
    place: usize,
) -> Result<(), StoreError> {
    let step = "move a queued chat message";
    let before = sqlx::query_scalar!(
        "select id from chat_queued_messages where chat_id = $1 order by position limit 100",
        chat_id.uuid(),
    )
    .fetch_all(&mut *connection)
    .await
    .step(step)?;
    let mut after: Vec<i64> = before.iter().copied().filter(|it| *it != id.0).collect();
    if after.len() == before.len() {
        return Ok(());
    }
    after.insert(place.min(after.len()), id.0);
    if after == before {
        return Ok(());
    }
    // Behind all old places, so that no new one is taken while the rows are written.
    sqlx::query!(
        "update chat_queued_messages q set position = last.position + o.place
           from (select max(position) as position from chat_queued_messages where chat_id = $1) last,
                unnest($2::bigint[]) with ordinality as o (id, place)
          where q.chat_id = $1 and q.id = o.id",
        chat_id.uuid(),
        &after,
    )
    .execute(&mut *connection)
    .await
    .map(drop)
    .step(step)
}

/// Empties the queue.
pub(super) async fn clear(connection: &mut PgConnection, chat_id: ChatId) -> Result<(), StoreError> {
    sqlx::query!("delete from chat_queued_messages where chat_id = $1", chat_id.uuid())
        .execute(connection)
        .await
        .step("empty the chat's queue")
        .map(drop)
}

/// Removes one message from the queue; `false` when it is not there.
pub(super) async fn remove(
    connection: &mut PgConnection,
    chat_id: ChatId,
    id: QueuedMessageId,
) -> Result<bool, StoreError> {
    let done =
        sqlx::query!("delete from chat_queued_messages where chat_id = $1 and id = $2", chat_id.uuid(), id.0)
            .execute(connection)
            .await
            .step("remove a queued chat message")?;
    Ok(done.rows_affected() == 1)
}
