//! SendMessage: a user message that starts a turn, or waits its turn when the chat is busy, or stops what runs.
//!
//! A person waits for the answer to a message, and most chats that get one are at rest: then it is one statement, of the kind
//! that the writes of a running step are (ADR 0015). It may take the chat for a worker that has a free slot, and then gives it the
//! history. When it finds no row, the frame of every other transition decides.

use ropewalk_model::chat::{
    Chat, Effects, EffortChoice, Message, Part, QUEUE_LIMIT, QueueAfter, QueuedMessage, Refused, State,
};
use ropewalk_model::chat::{Status, Transition, effects, target};
use ropewalk_model::{ChatId, MessageId, ModelConfigId, Timestamp, UserId};
use serde::Deserialize;
use serde_json::Value;
use uuid::Uuid;

use crate::chats::history::{CONTENT_VERSION, CancelReason, MessageRow, user_message};
use crate::chats::json::{from_jsonb, to_jsonb};
use crate::chats::locked::{Committed, Locked};
use crate::chats::notify::{Outbox, WatchKind};
use crate::chats::row::{ReadChat, chat_query};
use crate::chats::transitions::acquire::{Taker, check_acquisition};
use crate::chats::{TransitionError, queue};
use crate::{Step, Store, StoreError};

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
    /// How hard that model shall think; none keeps the chat's.
    pub reasoning_effort: Option<EffortChoice>,
    /// Whether the chat plans from the next turn on; none leaves it as it is.
    pub plan_mode: Option<bool>,
    /// What it does to a busy chat.
    pub behavior: SendBehavior,
}

/// How many messages, and how many bytes of them as they are stored, the statement that sends a message gives back at most.
const MOST_EARLIER_MESSAGES: i32 = 100;
const MOST_EARLIER_BYTES: i64 = 256 * 1024;

/// Where the message went.
#[derive(Clone, Debug, PartialEq)]
pub enum Sent {
    /// Into the history: the chat works on it.
    Inserted {
        /// As it is stored.
        message: Box<Message>,
        /// The messages before it that are not deleted, ascending; only when the chat was taken, and they are neither many nor large.
        earlier: Option<Vec<Message>>,
    },
    /// Into the queue.
    Queued(QueuedMessage),
}

impl Store {
    /// Sends a user message. The chat is taken for `taker` if it was at rest and nobody's: then it has that runner afterwards.
    ///
    /// # Errors
    /// [`TransitionError::QueueFull`] at [`QUEUE_LIMIT`] waiting messages; [`TransitionError::Refused`] for an
    /// archived chat; [`TransitionError::NotFound`].
    #[tracing::instrument(name = "db.chats.send_message", skip_all, fields(chat.id = %send.chat_id), err(level = "debug"))]
    pub async fn send_chat_message(
        &self,
        send: SendMessage,
        taker: Option<Taker>,
        now: Timestamp,
    ) -> Result<Committed<Sent>, TransitionError> {
        let transition = match send.behavior {
            SendBehavior::Queue => Transition::SendMessageQueue,
            SendBehavior::Interrupt => Transition::SendMessageInterrupt,
        };
        if let Some(committed) = self.send_to_chat_at_rest(&send, transition, taker, now).await? {
            return Ok(committed);
        }
        let mut locked = Locked::open(self, send.chat_id, now).await?;
        let done = async {
            let effects = locked.begin(transition)?;
            if effects.enqueue && locked.queue_length + 1 - usize::from(effects.promote_head) > QUEUE_LIMIT {
                return Err(TransitionError::QueueFull { limit: QUEUE_LIMIT });
            }
            if effects.cancel_pending_calls {
                locked.answer_open_calls(CancelReason::MovedOn).await?;
            }
            if let Some(plan_mode) = send.plan_mode {
                locked.set_plan_mode(plan_mode).await?;
            }
            let sent = if effects.enqueue {
                let queued = queue::push(&mut locked.tx, &send, now).await?;
                locked.queue_length += 1;
                Sent::Queued(queued)
            } else {
                let model = locked.take_choice(send.model_config_id, send.reasoning_effort);
                let message = locked.insert(user_message(send.parts, send.author, Some(model))).await?;
                Sent::Inserted { message: Box::new(message), earlier: None }
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

    /// The message of a waiting chat that has no queue and no open call, in one statement; `None`: the chat is another one.
    async fn send_to_chat_at_rest(
        &self,
        send: &SendMessage,
        transition: Transition,
        taker: Option<Taker>,
        now: Timestamp,
    ) -> Result<Option<Committed<Sent>>, TransitionError> {
        let to = from_rest(transition)?;
        let row = chat_query!(
            ["with done as (
                 update chats
                    set snapshot_version = snapshot_version + 1, history_version = snapshot_version + 1,
                        generation_attempt = 0, status = $3, retry_state = null,
                        last_model_config_id = coalesce($4, last_model_config_id), updated_at = $5,
                        last_reasoning_effort = nullif(coalesce($14, last_reasoning_effort), ''),
                        plan_mode = coalesce($15, plan_mode), turn_plan_mode = coalesce($15, plan_mode),
                        worker_id = coalesce(worker_id, $9), runner_id = coalesce(runner_id, $10)
                  where id = $2 and status = 'waiting' and not archived and chat_is_at_rest(id)
                 returning *, chat_tell(id, snapshot_version, history_version, queue_version, retry_state_version,
                                        generation_attempt, status, worker_id, runner_id, archived) as is_told,
                              chat_tell_owner(owner_id, id, $11) as is_owner_told),
             stored as (
                 insert into chat_messages (chat_id, role, visibility, content_version, content, created_by,
                        model_config_id, created_at)
                 select done.id, 'user', 'both', $6, $7, $8, done.last_model_config_id, $5 from done
                 returning id, chat_id, content, created_at)"],
            "select jsonb_build_object('id', s.id, 'content', s.content, 'created_at', s.created_at, 'earlier',
                        case when c.runner_id = $10 then chat_earlier_messages(s.chat_id, s.id, $12, $13) end)
               from stored s",
            "done c",
            send.chat_id.uuid(),
            to.as_str(),
            send.model_config_id.map(Uuid::from),
            now,
            CONTENT_VERSION,
            to_jsonb("content of the message", &send.parts)?,
            send.author.uuid(),
            taker.map(|it| it.worker.uuid()),
            taker.map(|it| it.runner.uuid()),
            WatchKind::StatusChange.as_str(),
            MOST_EARLIER_MESSAGES,
            MOST_EARLIER_BYTES,
            send.reasoning_effort.map(EffortChoice::as_str),
            send.plan_mode,
        )
        .fetch_optional(self.pool())
        .await
        .step("send a message to a chat at rest")?;
        let Some(mut row) = row else { return Ok(None) };
        let beside = row.beside.take().unwrap_or(Value::Null);
        let read = ReadChat::try_from(row)?;
        if taker.is_some_and(|taker| read.chat.runner_id == Some(taker.runner)) {
            check_acquisition(&read)?;
        }
        let mut outbox = Outbox::default();
        outbox.wake(&read);
        outbox.send(self).await;
        let value = stored_message(&read.chat, send.author, beside)?;
        Ok(Some(Committed { chat: read.chat, value }))
    }
}

/// The status that `transition` gives a chat at rest.
///
/// # Errors
/// The table has it otherwise than the statement does.
fn from_rest(transition: Transition) -> Result<Status, TransitionError> {
    let expected =
        Effects { insert: true, cancel_pending_calls: true, clear_retry_state: true, ..Effects::default() };
    match target(transition, State::W, QueueAfter::Empty)?.status() {
        Some(status) if effects(transition, State::W)? == expected => Ok(status),
        Some(_) | None => Err(Refused { transition, from: State::W }.into()),
    }
}

/// What the statement gives beside the row.
#[derive(Deserialize)]
struct StoredMessage {
    id: i64,
    content: Value,
    created_at: Timestamp,
    earlier: Option<Vec<MessageRow>>,
}

fn stored_message(chat: &Chat, author: UserId, beside: Value) -> Result<Sent, StoreError> {
    let stored: StoredMessage = serde_json::from_value(beside)
        .map_err(|source| StoreError::corrupt("message that was sent", chat.id, source))?;
    let id = MessageId(stored.id);
    let parts = from_jsonb("content of the message", &id, stored.content)?;
    let message = Message {
        id,
        chat_id: chat.id,
        revision: chat.versions.history,
        deleted: false,
        compressed: false,
        created_at: stored.created_at,
        body: user_message(parts, author, Some(chat.last_model_config_id)),
    };
    // Messages that cannot be read are the runner's to report: it reads them again.
    let earlier = stored
        .earlier
        .and_then(|rows| rows.into_iter().map(Message::try_from).collect::<Result<_, _>>().ok());
    Ok(Sent::Inserted { message: Box::new(message), earlier })
}

#[cfg(test)]
mod tests {
    use ropewalk_model::chat::{Status, Transition};

    use super::from_rest;

    #[test]
    fn the_table_lets_a_message_start_a_chat_at_rest() {
        for transition in [Transition::SendMessageQueue, Transition::SendMessageInterrupt] {
            assert_eq!(from_rest(transition).expect("a row of the table"), Status::Running);
        }
        assert!(from_rest(Transition::ClearContext).is_err());
        assert!(from_rest(Transition::Interrupt).is_err());
    }
}
