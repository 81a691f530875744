//! The same steps on PostgreSQL, and what they made there, in the words of the model.

use ropewalk_model::chat::{
    Chat, ChatError, ErrorKind, Fence, Message, NewMessage, Part, RetryState, Role, State, StepFence,
    Visibility, open_calls,
};
use ropewalk_model::{
    ChatId, Clock, Entropy, MessageId, QueuedMessageId, RunnerId, SystemClock, SystemEntropy, WorkerId,
};
use ropewalk_store::chats::{
    AcquireRequest, ArchiveChange, ChatSnapshot, ClientResult, EditMessage, QueuedChange, SendBehavior,
    SendMessage, Sent, SnapshotMessages, Taker, TransitionError,
};
use serde_json::json;
use uuid::Uuid;

use super::model::{Answers, Hold, Kind, Model, Op, Owner, Row, Said};
use crate::harness::World;

/// The replica that lives in these tests.
pub(super) const LIVE_REPLICA: Uuid = Uuid::from_u128(0x11fe);

/// Makes [`LIVE_REPLICA`] live for as long as any test runs.
pub(super) async fn make_live_replica(world: &World) {
    let row = format!(
        "insert into replicas (id, instance_id, hostname, version, lock_key, heartbeat_at)
         values ('{LIVE_REPLICA}', '{LIVE_REPLICA}', 'test', '0', 1, now() + interval '1 day')"
    );
    world.database.execute(&row).await;
}

/// A chat, all its messages (deleted ones too) and its queue, as of one moment.
pub(super) async fn snapshot(world: &World, id: ChatId) -> ChatSnapshot {
    let all = SnapshotMessages::ChangedSince(-1);
    world.store.chat_snapshot(id, all).await.expect("the database answers").expect("the chat")
}

/// What stands in the database, in the words of the model.
pub(super) fn seen(snapshot: &ChatSnapshot) -> Model {
    let ChatSnapshot { chat, messages, queue, .. } = snapshot;
    let owner = |worker: WorkerId| if worker.uuid() == LIVE_REPLICA { Owner::Live } else { Owner::Dead };
    Model {
        state: State::of(chat.status, !queue.is_empty(), chat.archived).expect("a valid state"),
        queue: queue.len(),
        open_calls: open_calls(messages).len(),
        has_error: chat.last_error.is_some(),
        has_retry: chat.retry_state.is_some(),
        wants_compaction: chat.compaction_requested_at.is_some(),
        owner: chat.worker_id.map(owner),
        rows: messages.iter().map(|it| Row { kind: kind(it), is_deleted: it.deleted }).collect(),
    }
}

fn kind(message: &Message) -> Kind {
    let has_calls = message.body.parts.iter().any(|it| matches!(it, Part::ToolCall { .. }));
    match message.body.role {
        Role::User => Kind::User,
        Role::Assistant if message.compressed => Kind::Other,
        Role::Assistant if has_calls => Kind::Calls,
        Role::Assistant => Kind::Text,
        Role::System | Role::Tool => Kind::Other,
    }
}

/// What PostgreSQL said, in the words of the model.
pub(super) fn said(result: Result<bool, TransitionError>) -> Said {
    match result {
        Ok(true) => Said::Done,
        Ok(false) => Said::Nothing,
        Err(TransitionError::Refused(refused)) => Said::Refused(refused),
        Err(TransitionError::Stale) => Said::Stale,
        Err(TransitionError::QueueFull { .. }) => Said::QueueFull,
        Err(TransitionError::ResultsMismatch { .. }) => Said::ResultsMismatch,
        Err(TransitionError::AlreadyThere) => Said::AlreadyThere,
        Err(TransitionError::NotBroken { from }) => Said::NotBroken(from),
        Err(other) => panic!("{other:?}"),
    }
}

/// Makes the step. `false`: an acquisition that found nothing.
pub(super) async fn step(
    world: &World,
    before: &ChatSnapshot,
    op: Op,
    hold: Hold,
) -> Result<bool, TransitionError> {
    let (store, now, chat) = (&world.store, SystemClock.now(), &before.chat);
    match op {
        Op::Send(behavior) => drop(store.send_chat_message(message(world, chat, behavior), None, now).await?),
        Op::SendAndTake => send_and_take(world, before).await?,
        Op::Edit(which) => {
            let edit = EditMessage {
                chat_id: chat.id,
                message_id: users_message(before, which),
                author: world.owner.user_id,
                parts: vec![Part::text("edited")],
                model_config_id: None,
                reasoning_effort: None,
            };
            drop(store.edit_chat_message(edit, now).await?);
        }
        Op::DeleteQueued => drop(store.delete_queued_chat_message(chat.id, queued(before, 0), now).await?),
        Op::ChangeQueued(which) => {
            // Another text each time: what stays as it was is no change.
            let parts = Some(vec![Part::text(SystemEntropy.uuid().to_string())]);
            let change = QueuedChange { parts, place: Some(0) };
            let id = queued(before, which);
            drop(store.change_queued_chat_message(chat.id, id, change, now).await?);
            let first = store.chat_snapshot(chat.id, SnapshotMessages::After(MessageId(0))).await?;
            assert_eq!(first.expect("the chat").queue[0].id, id, "it is at the head now");
        }
        Op::Promote(which) => {
            drop(store.promote_queued_chat_message(chat.id, queued(before, which), now).await?);
        }
        Op::Interrupt => drop(store.interrupt_chat(chat.id, now).await?),
        Op::Complete(answers) => {
            drop(store.complete_requires_action(chat.id, results(before, answers), now).await?);
        }
        Op::RequestCompaction => drop(store.request_chat_compaction(chat.id, now).await?),
        Op::ClearContext => drop(store.clear_chat_context(chat.id, SystemEntropy.uuid(), now).await?),
        Op::SetArchived(change) => drop(store.set_chat_archived(chat.id, change).await?),
        Op::Reconcile => drop(store.reconcile_invalid_chat(chat.id, now).await?),
        Op::Acquire(owner) => return acquire(world, chat, owner).await,
        Op::RecordAttempt
        | Op::RecordRetry
        | Op::CommitCalls(_)
        | Op::CommitText
        | Op::EnterRequiresAction
        | Op::FinishTurn
        | Op::FinishError
        | Op::FinishInterruption
        | Op::CancelRequiresAction
        | Op::Abandon => fenced_step(world, chat, op, hold).await?,
    }
    Ok(true)
}

fn message(world: &World, chat: &Chat, behavior: SendBehavior) -> SendMessage {
    let (author, parts) = (world.owner.user_id, vec![Part::text("more")]);
    SendMessage {
        chat_id: chat.id,
        author,
        parts,
        model_config_id: None,
        reasoning_effort: None,
        plan_mode: None,
        behavior,
    }
}

/// The messages that come with a chat that was taken are those of its history.
async fn send_and_take(world: &World, before: &ChatSnapshot) -> Result<(), TransitionError> {
    let send = message(world, &before.chat, SendBehavior::Queue);
    let taker = Taker { worker: LIVE_REPLICA.into(), runner: SystemEntropy.uuid().into() };
    let sent = world.store.send_chat_message(send, Some(taker), SystemClock.now()).await?;
    let is_taken = sent.chat.runner_id == Some(taker.runner);
    match sent.value {
        Sent::Inserted { earlier: Some(mut messages), message } if is_taken => {
            messages.push(*message);
            let read = world.store.chat_history(before.chat.id).await.expect("a history");
            assert_eq!(messages, read, "the history that came with the chat");
        }
        Sent::Inserted { earlier: None, .. } | Sent::Queued(_) if !is_taken => {}
        other => panic!("taken: {is_taken}, {other:?}"),
    }
    Ok(())
}

async fn fenced_step(world: &World, chat: &Chat, op: Op, hold: Hold) -> Result<(), TransitionError> {
    let (store, now, fence) = (&world.store, SystemClock.now(), fence_of(chat, hold));
    let step = StepFence { fence, generation_attempt: chat.versions.generation_attempt };
    let assistant = |parts| vec![NewMessage::new(Role::Assistant, Visibility::Both, parts)];
    match op {
        Op::RecordAttempt => drop(store.record_generation_attempt(&step, now).await?),
        Op::RecordRetry => {
            let retry = RetryState {
                attempt: 1,
                delay_ms: 1,
                error: "e".into(),
                kind: ErrorKind::Overloaded,
                provider: None,
                status_code: None,
                retrying_at: now,
            };
            drop(store.record_retry_state(&step, retry, now).await?);
        }
        Op::CommitCalls(calls) => {
            let calls = assistant((0..calls).map(call).collect());
            drop(store.commit_chat_step(&step, calls, &[], now).await?);
        }
        Op::CommitText => {
            drop(store.commit_chat_step(&step, assistant(vec![Part::text("said")]), &[], now).await?);
        }
        Op::EnterRequiresAction => drop(store.enter_requires_action(&step, now).await?),
        Op::FinishTurn => drop(store.finish_chat_turn(&step, now).await?),
        Op::FinishError => drop(store.finish_chat_error(&step, error(), now).await?),
        Op::FinishInterruption => drop(store.finish_chat_interruption(&fence, vec![], now).await?),
        Op::CancelRequiresAction => drop(store.cancel_requires_action(&fence, now).await?),
        Op::Abandon => drop(store.abandon_chat(&fence, now).await?),
        other => panic!("{other:?} has no fence"),
    }
    Ok(())
}

async fn acquire(world: &World, chat: &Chat, owner: Owner) -> Result<bool, TransitionError> {
    let runners: [RunnerId; 1] = [SystemEntropy.uuid().into()];
    let worker: WorkerId = match owner {
        Owner::Live => LIVE_REPLICA.into(),
        Owner::Dead => SystemEntropy.uuid().into(),
    };
    let live: Vec<RunnerId> = chat.runner_id.into_iter().collect();
    let request = AcquireRequest { worker, dead: &[], live: &live, runners: &runners };
    Ok(!world.store.acquire_chats(&request).await?.is_empty())
}

fn users_message(before: &ChatSnapshot, which: usize) -> MessageId {
    let users: Vec<MessageId> = before
        .messages
        .iter()
        .filter(|it| it.body.role == Role::User && !it.deleted)
        .map(|it| it.id)
        .collect();
    users[which % users.len()]
}

fn queued(before: &ChatSnapshot, which: usize) -> QueuedMessageId {
    let count = before.queue.len().max(1);
    before.queue.get(which % count).map_or(QueuedMessageId(0), |message| message.id)
}

fn results(before: &ChatSnapshot, answers: Answers) -> Vec<ClientResult> {
    let one = |tool_call_id| ClientResult { tool_call_id, output: json!("out"), is_error: false };
    let mut results: Vec<ClientResult> =
        open_calls(&before.messages).into_iter().map(|it| one(it.tool_call_id)).collect();
    if answers == Answers::WithAStranger {
        results.push(one("stranger".to_owned()));
    }
    results
}

fn call(n: u8) -> Part {
    Part::ToolCall {
        tool_call_id: format!("call-{n}"),
        tool_name: "t".into(),
        args: json!({}),
        provider_executed: false,
        provider_metadata: None,
        created_at: None,
    }
}

fn error() -> ChatError {
    ChatError {
        message: "e".into(),
        detail: None,
        kind: ErrorKind::Generic,
        provider: None,
        retryable: false,
        status_code: None,
    }
}

fn fence_of(chat: &Chat, hold: Hold) -> Fence {
    let mut fence = chat.fence(chat.runner_id.unwrap_or_else(|| SystemEntropy.uuid().into()));
    match hold {
        Hold::Good => {}
        Hold::OtherRunner => fence.runner_id = SystemEntropy.uuid().into(),
        Hold::OldHistory => fence.history_version -= 1,
    }
    fence
}

/// One step of each kind.
pub(super) const ALL_OPS: [Op; 25] = [
    Op::Send(SendBehavior::Queue),
    Op::SendAndTake,
    Op::Send(SendBehavior::Interrupt),
    Op::Edit(0),
    Op::DeleteQueued,
    Op::ChangeQueued(0),
    Op::Promote(0),
    Op::Interrupt,
    Op::Complete(Answers::Exact),
    Op::RequestCompaction,
    Op::ClearContext,
    Op::SetArchived(ArchiveChange::Archive),
    Op::SetArchived(ArchiveChange::Unarchive),
    Op::Reconcile,
    Op::RecordAttempt,
    Op::RecordRetry,
    Op::CommitCalls(1),
    Op::CommitText,
    Op::EnterRequiresAction,
    Op::FinishTurn,
    Op::FinishError,
    Op::FinishInterruption,
    Op::CancelRequiresAction,
    Op::Acquire(Owner::Live),
    Op::Abandon,
];
