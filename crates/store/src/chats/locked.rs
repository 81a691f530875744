//! The frame of every transition of one chat: lock, decide, write, commit, tell.
//!
//! Invariant: `open` takes the row lock and raises `snapshot_version` before anything is read, so that the state that is
//! decided on is the one that is changed; `end` is the only way to commit, and asks the table where to go.
//!
//! A transition that does not happen has held the lock all the same, and an acquirer may have passed by meanwhile. So it
//! gives the lock back before it answers (dropping a transaction would do so a little later) and wakes the acquirers when
//! the chat waits for one (chat-state-machine.md 6.3).

use ropewalk_model::chat::{
    Chat, Effects, EffortChoice, Fence, InvalidState, Message, NewMessage, QueueAfter, ReasoningEffort,
    State, Status, StepFence, Transition,
};
use ropewalk_model::chat::{effects, target};
use ropewalk_model::{ChatId, ModelConfigId, Timestamp};
use sqlx::{Postgres, Transaction};
use uuid::Uuid;

use super::error::TransitionError;
use super::history::{CancelReason, answer_open_calls, insert_message, user_message};
use super::json::{encode_text, to_jsonb};
use super::notify::{Outbox, WatchKind};
use super::queue;
use super::row::{ReadChat, chat_query};
use crate::replicas::is_dead;
use crate::{Step, Store, StoreError};

/// A transition that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct Committed<T = ()> {
    /// The chat as it was committed.
    pub chat: Chat,
    /// What else the transition gave.
    pub value: T,
}

/// A chat whose row is locked by this transaction.
pub(super) struct Locked {
    pub(super) tx: Transaction<'static, Postgres>,
    /// The row; its execution state is written back by `close`, all but status, archived and versions, which follow
    /// from the table and the triggers.
    pub(super) chat: Chat,
    pub(super) state: State,
    /// The state that the transaction began in; `state` goes on from it with each transition of the transaction.
    opened_in: State,
    pub(super) queue_length: usize,
    pub(super) now: Timestamp,
    /// Whether a replica with a fresh heartbeat held the chat when it was locked.
    has_live_owner: bool,
}

impl Locked {
    /// Locks the chat and raises its snapshot version.
    pub(super) async fn open(store: &Store, id: ChatId, now: Timestamp) -> Result<Self, TransitionError> {
        match Self::open_any(store, id, now).await? {
            (locked, Ok(_)) => Ok(locked),
            (locked, Err(invalid)) => Err(locked.give_up(store, invalid.into()).await),
        }
    }

    /// As [`Self::open`], for a row in any combination of columns.
    pub(super) async fn open_any(
        store: &Store,
        id: ChatId,
        now: Timestamp,
    ) -> Result<(Self, Result<State, InvalidState>), TransitionError> {
        let mut tx = store.begin("begin a transition of a chat").await?;
        let locked = chat_query!(
            ["with done as (update chats set snapshot_version = snapshot_version + 1 where id = $2 returning *)"],
            "null::jsonb",
            "done c",
            id.uuid(),
        )
        .fetch_optional(&mut *tx)
        .await
        .step("lock the chat")?;
        // The row is the newest, whatever the statement waited for; so is the length of the queue (`chat_queue_length`).
        let read = ReadChat::try_from(locked.ok_or(TransitionError::NotFound)?)?;
        let ReadChat { chat, queue_length, has_live_owner } = read;
        // N stands in for a combination that is none of the table's until the next line says so.
        let state = State::of(chat.status, queue_length > 0, chat.archived);
        let shown = state.unwrap_or(State::N);
        let locked = Self { tx, chat, state: shown, opened_in: shown, queue_length, now, has_live_owner };
        Ok((locked, state))
    }

    /// As [`Self::open`], for a runner's task: refuses when the task is stale.
    pub(super) async fn open_fenced(
        store: &Store,
        fence: &Fence,
        now: Timestamp,
    ) -> Result<Self, TransitionError> {
        let locked = Self::open(store, fence.chat_id, now).await?;
        if locked.chat.satisfies(fence) {
            Ok(locked)
        } else {
            Err(locked.give_up(store, TransitionError::Stale).await)
        }
    }

    /// As [`Self::open_fenced`], for a task that holds one try at a step.
    pub(super) async fn open_step(
        store: &Store,
        fence: &StepFence,
        now: Timestamp,
    ) -> Result<Self, TransitionError> {
        let locked = Self::open(store, fence.fence.chat_id, now).await?;
        if locked.chat.satisfies_step(fence) {
            Ok(locked)
        } else {
            Err(locked.give_up(store, TransitionError::Stale).await)
        }
    }

    /// Asks the table whether `transition` exists here, and does what is the same for all: clears the error and the
    /// retry state where the rules say so. Returns what is left to do.
    pub(super) fn begin(&mut self, transition: Transition) -> Result<Effects, TransitionError> {
        let effects = effects(transition, self.state)?;
        if effects.clear_error {
            self.chat.last_error = None;
        }
        if effects.clear_retry_state {
            self.chat.retry_state = None;
        }
        Ok(effects)
    }

    pub(super) async fn insert(&mut self, message: NewMessage) -> Result<Message, StoreError> {
        insert_message(&mut self.tx, self.chat.id, message, self.now).await
    }

    pub(super) async fn answer_open_calls(
        &mut self,
        reason: CancelReason,
    ) -> Result<Vec<Message>, StoreError> {
        answer_open_calls(&mut self.tx, self.chat.id, reason, self.now).await
    }

    /// Makes the head of the queue the next user message; the model and the effort that it was meant for become the chat's.
    pub(super) async fn promote_head(&mut self) -> Result<Message, StoreError> {
        let Some(head) = queue::pop(&mut self.tx, self.chat.id).await? else {
            return Err(StoreError::RowCount {
                step: "take the head of the chat's queue",
                expected: 1,
                found: 0,
            });
        };
        self.queue_length = self.queue_length.saturating_sub(1);
        let model = self.take_choice(head.model_config_id, head.reasoning_effort);
        self.insert(user_message(head.parts, head.created_by, Some(model))).await
    }

    /// Takes over what a message says of the model that answers it and of that model's effort; gives the model.
    pub(super) const fn take_choice(
        &mut self,
        model: Option<ModelConfigId>,
        effort: Option<EffortChoice>,
    ) -> ModelConfigId {
        if let Some(model) = model {
            self.chat.last_model_config_id = model;
        }
        if let Some(effort) = effort {
            self.chat.last_reasoning_effort = effort.effort();
        }
        self.chat.last_model_config_id
    }

    /// Sets whether the chat plans from its next turn on. Written at once: the message that begins that turn may be the next thing that is.
    pub(super) async fn set_plan_mode(&mut self, plan_mode: bool) -> Result<(), StoreError> {
        self.chat.plan_mode = plan_mode;
        sqlx::query!("update chats set plan_mode = $2 where id = $1", self.chat.id.uuid(), plan_mode)
            .execute(&mut *self.tx)
            .await
            .step("set whether the chat plans")?;
        Ok(())
    }

    /// Goes on from where `transition` leads to another transition of the same transaction (rule 4 of the contract).
    pub(super) fn pass(&mut self, transition: Transition) -> Result<(), TransitionError> {
        self.state = target(transition, self.state, self.queue_after())?;
        Ok(())
    }

    /// Whether no worker lives that could do what the chat waits for: nobody holds it, or a dead replica does.
    pub(super) async fn is_without_worker(&mut self) -> Result<bool, StoreError> {
        match self.chat.worker_id {
            None => Ok(true),
            Some(_) if self.has_live_owner => Ok(false),
            Some(worker) => is_dead(&mut self.tx, worker.uuid().into()).await,
        }
    }

    const fn queue_after(&self) -> QueueAfter {
        if self.queue_length > 0 { QueueAfter::NonEmpty } else { QueueAfter::Empty }
    }

    /// Ends the transaction: when `done` is good, moves the chat to where the table says, commits and tells; else gives up.
    pub(super) async fn end<T>(
        mut self,
        store: &Store,
        transition: Transition,
        done: Result<T, TransitionError>,
    ) -> Result<Committed<T>, TransitionError> {
        let (from, queue_after) = (self.state, self.queue_after());
        let moved = match done {
            Ok(value) => match target(transition, from, queue_after) {
                Ok(to) => self.advance(to).await.map(|after| (value, to, after)),
                Err(refused) => Err(refused.into()),
            },
            Err(error) => Err(error),
        };
        match moved {
            Ok((value, to, after)) => {
                let kinds = watch_kinds(self.opened_in, to);
                self.commit(store, after, kinds, value).await
            }
            Err(error) => Err(self.give_up(store, error).await),
        }
    }

    /// Ends the transaction of a row that was in no state: the table has no row for it, so the caller says where to.
    pub(super) async fn end_in<T>(
        mut self,
        store: &Store,
        to: State,
        kinds: &[WatchKind],
        done: Result<T, TransitionError>,
    ) -> Result<Committed<T>, TransitionError> {
        let moved = match done {
            Ok(value) => self.advance(to).await.map(|after| (value, after)),
            Err(error) => Err(error),
        };
        match moved {
            Ok((value, after)) => self.commit(store, after, kinds, value).await,
            Err(error) => Err(self.give_up(store, error).await),
        }
    }

    async fn commit<T>(
        self,
        store: &Store,
        after: ReadChat,
        kinds: &[WatchKind],
        value: T,
    ) -> Result<Committed<T>, TransitionError> {
        self.tx.commit().await.step("commit a transition of a chat")?;
        let mut outbox = Outbox::default();
        outbox.transition(&after);
        for kind in kinds {
            outbox.watch(&after.chat, *kind);
        }
        outbox.send(store).await;
        Ok(Committed { chat: after.chat, value })
    }

    /// Gives the lock back without a change, and `error` as it was.
    pub(super) async fn give_up(self, store: &Store, error: TransitionError) -> TransitionError {
        if let Err(rollback) = self.tx.rollback().await {
            // The end of the connection gives the lock back as well.
            tracing::debug!(chat.id = %self.chat.id, "A transition was not rolled back: {rollback}");
        }
        let mut outbox = Outbox::default();
        let (chat, queue_length, has_live_owner) = (self.chat, self.queue_length, self.has_live_owner);
        outbox.wake(&ReadChat { chat, queue_length, has_live_owner });
        outbox.send(store).await;
        error
    }

    /// Writes the row and gives it as it will be committed.
    async fn advance(&mut self, to: State) -> Result<ReadChat, TransitionError> {
        let chat = &mut self.chat;
        let Some(status) = to.status() else {
            // No row of the table leads to N.
            return Err(TransitionError::NotFound);
        };
        chat.status = status;
        chat.archived = to.is_archived();
        if status != Status::RequiresAction {
            chat.requires_action_deadline_at = None;
        }
        match status {
            // It told of a turn that ended well, which is no longer the last word (chat-engine.md SV-31).
            Status::Error | Status::Interrupting | Status::RequiresAction => chat.last_turn_summary = None,
            Status::Waiting | Status::Running => {}
        }
        if !status.needs_worker() {
            chat.compaction_requested_at = None;
        }
        let last_error = chat.last_error.as_ref().map(|it| to_jsonb("error of the chat", it)).transpose()?;
        let retry_state =
            chat.retry_state.as_ref().map(|it| to_jsonb("retry state of the chat", it)).transpose()?;
        let written = chat_query!(
            ["with done as (
                 update chats
                    set status = $3, archived = $4, worker_id = $5, runner_id = $6, last_error = $7, retry_state = $8,
                        requires_action_deadline_at = $9, compaction_requested_at = $10, last_model_config_id = $11,
                        last_turn_summary = $12, pin_order = $13, updated_at = $14, last_reasoning_effort = $15
                  where id = $2
                 returning *)"],
            "null::jsonb",
            "done c",
            chat.id.uuid(),
            chat.status.as_str(),
            chat.archived,
            chat.worker_id.map(Uuid::from),
            chat.runner_id.map(Uuid::from),
            last_error,
            retry_state,
            chat.requires_action_deadline_at,
            chat.compaction_requested_at,
            chat.last_model_config_id.uuid(),
            chat.last_turn_summary.as_deref().map(encode_text),
            chat.pin_order,
            chat.updated_at,
            chat.last_reasoning_effort.map(ReasoningEffort::as_str),
        )
        .fetch_optional(&mut *self.tx)
        .await
        .step("write the chat's state")?;
        Ok(ReadChat::try_from(written.ok_or(TransitionError::NotFound)?)?)
    }
}

/// What the owner's list is told of a move from `before` to `after`.
fn watch_kinds(before: State, after: State) -> &'static [WatchKind] {
    if before.is_archived() != after.is_archived() {
        return if after.is_archived() { &[WatchKind::Deleted] } else { &[WatchKind::Created] };
    }
    if before.status() == after.status() {
        return &[];
    }
    match after.status() {
        Some(Status::RequiresAction) => &[WatchKind::StatusChange, WatchKind::ActionRequired],
        Some(Status::Waiting | Status::Running | Status::Interrupting | Status::Error) | None => {
            &[WatchKind::StatusChange]
        }
    }
}
