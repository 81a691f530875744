//! Random sequences of transitions, on the pure model and on PostgreSQL: they agree on every state, every refusal and every
//! version (chat-state-machine.md 8).

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use ropewalk_model::chat::{
    Chat, ChatError, ClientType, ErrorKind, Fence, NewMessage, Part, QUEUE_LIMIT, QueueAfter, Refused,
    RetryState, Role, State, StepFence, Transition, Visibility, effects, target,
};
use ropewalk_model::{ChatId, Clock, Entropy, MessageId, RunnerId, SystemClock, SystemEntropy, WorkerId};
use ropewalk_store::chats::{
    AcquireRequest, ChatSnapshot, NewChat, SendBehavior, SendMessage, SnapshotMessages, TransitionError,
};
use serde_json::json;

use crate::harness::World;

pub(crate) fn new_chat(world: &World, text: &str) -> NewChat {
    NewChat {
        id: SystemEntropy.uuid().into(),
        organization_id: world.organization,
        owner_id: world.owner.user_id,
        title: text.to_owned(),
        workspace_id: None,
        model_config_id: world.model,
        plan_mode: false,
        client_type: ClientType::Api,
        labels: BTreeMap::new(),
        dynamic_tools: vec![],
        system_messages: vec![NewMessage::new(Role::System, Visibility::Model, vec![Part::text("system")])],
        parts: vec![Part::text(text)],
    }
}

/// What a random step does.
#[derive(Clone, Copy, Debug)]
enum Op {
    Send(SendBehavior),
    DeleteQueued,
    Interrupt,
    RecordAttempt,
    RecordRetry,
    CommitCalls(u8),
    CommitText,
    EnterRequiresAction,
    FinishTurn,
    FinishError,
    FinishInterruption,
    CancelRequiresAction,
    Acquire,
    Abandon,
}

/// How good the fence is that a step carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hold {
    Good,
    OtherRunner,
    OldHistory,
}

fn op() -> impl Strategy<Value = (Op, Hold)> {
    let op = prop_oneof![
        4 => Just(Op::Send(SendBehavior::Queue)),
        2 => Just(Op::Send(SendBehavior::Interrupt)),
        1 => Just(Op::DeleteQueued),
        2 => Just(Op::Interrupt),
        2 => Just(Op::RecordAttempt),
        1 => Just(Op::RecordRetry),
        2 => (1_u8..4).prop_map(Op::CommitCalls),
        1 => Just(Op::CommitText),
        2 => Just(Op::EnterRequiresAction),
        2 => Just(Op::FinishTurn),
        2 => Just(Op::FinishError),
        3 => Just(Op::FinishInterruption),
        1 => Just(Op::CancelRequiresAction),
        5 => Just(Op::Acquire),
        1 => Just(Op::Abandon),
    ];
    let hold = prop_oneof![8 => Just(Hold::Good), 1 => Just(Hold::OtherRunner), 1 => Just(Hold::OldHistory)];
    (op, hold)
}

/// The pure model: the state, the queue's length, the number of calls that have no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Model {
    state: State,
    queue: usize,
    open_calls: usize,
    has_error: bool,
    has_retry: bool,
    is_owned: bool,
}

/// What the model says to a step.
#[derive(Debug, PartialEq, Eq)]
enum Said {
    /// It happens, and so many messages come into the history.
    Done(usize),
    Refused(Refused),
    QueueFull,
    Stale,
    /// An acquisition that finds nothing.
    Nothing,
}

impl Model {
    fn transition(op: Op) -> Transition {
        match op {
            Op::Send(SendBehavior::Queue) => Transition::SendMessageQueue,
            Op::Send(SendBehavior::Interrupt) => Transition::SendMessageInterrupt,
            Op::DeleteQueued => Transition::DeleteQueuedMessage,
            Op::Interrupt => Transition::Interrupt,
            Op::RecordAttempt => Transition::RecordGenerationAttempt,
            Op::RecordRetry => Transition::RecordRetryState,
            Op::CommitCalls(_) | Op::CommitText => Transition::CommitStep,
            Op::EnterRequiresAction => Transition::EnterRequiresAction,
            Op::FinishTurn => Transition::FinishTurn,
            Op::FinishError => Transition::FinishError,
            Op::FinishInterruption => Transition::FinishInterruption,
            Op::CancelRequiresAction => Transition::CancelRequiresAction,
            Op::Acquire => Transition::Acquire,
            Op::Abandon => Transition::Abandon,
        }
    }

    /// Makes the step.
    fn step(&mut self, op: Op, hold: Hold) -> Said {
        let transition = Self::transition(op);
        let is_users = matches!(op, Op::Send(_) | Op::DeleteQueued | Op::Interrupt);
        if let Op::Acquire = op {
            if self.is_owned || !self.state.needs_worker() {
                return Said::Nothing;
            }
            self.is_owned = true;
            return Said::Done(0);
        }
        if !is_users && (!self.is_owned || hold != Hold::Good) {
            return Said::Stale;
        }
        let effects = match effects(transition, self.state) {
            Ok(effects) => effects,
            Err(refused) => return Said::Refused(refused),
        };
        let mut queue = self.queue + usize::from(effects.enqueue) - usize::from(effects.promote_head);
        if effects.enqueue && queue > QUEUE_LIMIT {
            return Said::QueueFull;
        }
        if let Op::DeleteQueued = op {
            queue -= 1;
        }
        let after = if queue > 0 { QueueAfter::NonEmpty } else { QueueAfter::Empty };
        let to = match target(transition, self.state, after) {
            Ok(to) => to,
            Err(refused) => return Said::Refused(refused),
        };
        let answered = match op {
            Op::FinishInterruption => self.open_calls,
            _ if effects.cancel_pending_calls => self.open_calls,
            _ => 0,
        };
        let mut inserted = answered + usize::from(effects.insert) + usize::from(effects.promote_head);
        self.open_calls -= answered;
        match op {
            // A new assistant message: the calls of the one before it can no longer be open.
            Op::CommitCalls(calls) => (inserted, self.open_calls) = (1, usize::from(calls)),
            Op::CommitText => (inserted, self.open_calls) = (1, 0),
            _ => {}
        }
        self.has_error = (self.has_error && !effects.clear_error) || transition == Transition::FinishError;
        self.has_retry =
            (self.has_retry && !effects.clear_retry_state) || transition == Transition::RecordRetryState;
        if transition == Transition::Abandon {
            self.is_owned = false;
        }
        (self.queue, self.state) = (queue, to);
        Said::Done(inserted)
    }
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

fn fence_of(chat: &Chat, hold: Hold) -> Fence {
    let mut fence = chat.fence(chat.runner_id.unwrap_or_else(|| SystemEntropy.uuid().into()));
    match hold {
        Hold::Good => {}
        Hold::OtherRunner => fence.runner_id = SystemEntropy.uuid().into(),
        Hold::OldHistory => fence.history_version -= 1,
    }
    fence
}

/// Makes the step on PostgreSQL.
async fn step(world: &World, chat: &Chat, op: Op, hold: Hold) -> Result<bool, TransitionError> {
    let (store, now) = (&world.store, SystemClock.now());
    let fence = fence_of(chat, hold);
    let step = StepFence { fence, generation_attempt: chat.versions.generation_attempt };
    let assistant = |parts| vec![NewMessage::new(Role::Assistant, Visibility::Both, parts)];
    match op {
        Op::Send(behavior) => {
            let author = world.owner.user_id;
            let parts = vec![Part::text("more")];
            let send = SendMessage { chat_id: chat.id, author, parts, model_config_id: None, behavior };
            store.send_chat_message(send, now).await.map(drop)?;
        }
        Op::DeleteQueued => {
            let queue = snapshot(world, chat.id).await.queue;
            let id = queue.first().map_or(ropewalk_model::QueuedMessageId(0), |message| message.id);
            store.delete_queued_chat_message(chat.id, id, now).await.map(drop)?;
        }
        Op::Interrupt => drop(store.interrupt_chat(chat.id, now).await?),
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
            store.record_retry_state(&step, retry, now).await.map(drop)?;
        }
        Op::CommitCalls(calls) => {
            store
                .commit_chat_step(&step, assistant((0..calls).map(call).collect()), &[], now)
                .await
                .map(drop)?;
        }
        Op::CommitText => {
            store.commit_chat_step(&step, assistant(vec![Part::text("said")]), &[], now).await.map(drop)?;
        }
        Op::EnterRequiresAction => drop(store.enter_requires_action(&step, now).await?),
        Op::FinishTurn => drop(store.finish_chat_turn(&step, now).await?),
        Op::FinishError => {
            let error = ChatError {
                message: "e".into(),
                detail: None,
                kind: ErrorKind::Generic,
                provider: None,
                retryable: false,
                status_code: None,
            };
            store.finish_chat_error(&step, error, now).await.map(drop)?;
        }
        Op::FinishInterruption => drop(store.finish_chat_interruption(&fence, vec![], now).await?),
        Op::CancelRequiresAction => drop(store.cancel_requires_action(&fence, now).await?),
        Op::Acquire => {
            let runners: [RunnerId; 1] = [SystemEntropy.uuid().into()];
            let worker: WorkerId = SystemEntropy.uuid().into();
            let request = AcquireRequest { worker, dead: &[], live: &[], runners: &runners };
            return Ok(!store.acquire_chats(&request).await?.is_empty());
        }
        Op::Abandon => drop(store.abandon_chat(&fence, now).await?),
    }
    Ok(true)
}

async fn snapshot(world: &World, id: ChatId) -> ChatSnapshot {
    let all = SnapshotMessages::After(MessageId(0));
    world.store.chat_snapshot(id, all).await.expect("the database answers").expect("the chat")
}

/// What PostgreSQL said, in the model's words.
fn said(result: Result<bool, TransitionError>, inserted: usize) -> Said {
    match result {
        Ok(true) => Said::Done(inserted),
        Ok(false) => Said::Nothing,
        Err(TransitionError::Refused(refused)) => Said::Refused(refused),
        Err(TransitionError::Stale) => Said::Stale,
        Err(TransitionError::QueueFull { .. }) => Said::QueueFull,
        Err(other) => panic!("{other:?}"),
    }
}

/// Versions follow from what changed, and nothing else changes them.
fn check_versions(before: &ChatSnapshot, after: &ChatSnapshot, said: &Said) {
    let (old, new) = (before.chat.versions, after.chat.versions);
    let happened = matches!(said, Said::Done(_));
    assert_eq!(
        new.snapshot,
        old.snapshot + i64::from(happened),
        "every transaction raises the snapshot by one"
    );
    let changed = |is_changed: bool, old: i64| if is_changed { new.snapshot } else { old };
    let inserted = after.messages.len() - before.messages.len();
    assert_eq!(new.history, changed(inserted > 0, old.history));
    assert_eq!(new.queue, changed(before.queue != after.queue, old.queue));
    assert_eq!(new.retry_state, changed(before.chat.retry_state != after.chat.retry_state, old.retry_state));
    if inserted > 0 {
        assert_eq!(new.generation_attempt, 0, "a new history starts counting tries anew");
    }
    assert_eq!(after.messages[..before.messages.len()], before.messages[..], "history only grows");
    for message in &after.messages[before.messages.len()..] {
        assert_eq!(message.revision, new.snapshot);
    }
}

async fn run(world: &World, ops: Vec<(Op, Hold)>) {
    // What earlier sequences left is out of the way of this one's acquisitions.
    let park = "delete from chat_queued_messages;
                update chats set status = 'waiting', worker_id = null, runner_id = null";
    world.database.execute(park).await;
    let created =
        world.store.create_chat(new_chat(world, "go"), SystemClock.now()).await.expect("a chat").chat;
    let mut model = Model {
        state: State::R0,
        queue: 0,
        open_calls: 0,
        has_error: false,
        has_retry: false,
        is_owned: false,
    };
    let mut before = snapshot(world, created.id).await;
    for (op, hold) in ops {
        let result = step(world, &before.chat, op, hold).await;
        let after = snapshot(world, created.id).await;
        let inserted = after.messages.len() - before.messages.len();
        let expected = model.step(op, hold);
        assert_eq!(said(result, inserted), expected, "{op:?} with {hold:?} on {before:#?}");
        let seen = Model {
            state: State::of(after.chat.status, !after.queue.is_empty(), after.chat.archived)
                .expect("a valid state"),
            queue: after.queue.len(),
            open_calls: ropewalk_model::chat::open_calls(&after.messages).len(),
            has_error: after.chat.last_error.is_some(),
            has_retry: after.chat.retry_state.is_some(),
            is_owned: after.chat.runner_id.is_some(),
        };
        assert_eq!(seen, model, "after {op:?}");
        check_versions(&before, &after, &expected);
        before = after;
    }
}

#[test]
fn the_model_and_postgresql_agree_on_random_sequences() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    let world = runtime.block_on(World::create());
    let config = Config { cases: 48, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let sequences = prop::collection::vec(op(), 1..40);
    runner
        .run(&sequences, |ops| {
            let result =
                std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime.block_on(run(&world, ops))));
            result.map_err(|panic| {
                let said = panic.downcast_ref::<String>().cloned().unwrap_or_else(|| "panicked".to_owned());
                TestCaseError::fail(said)
            })
        })
        .unwrap_or_else(|error| panic!("{error}"));
    runtime.block_on(async { drop(world) });
}
