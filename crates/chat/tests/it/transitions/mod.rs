//! Random sequences of transitions, on the pure model and on PostgreSQL: they agree on every state, every refusal, every message
//! and every version (chat-state-machine.md 8).

mod model;
mod postgres;
mod walk;

use std::collections::BTreeMap;

use model::{Changes, Hold, Model, Op, Said, op};
use postgres::{make_live_replica, said, seen, snapshot, step};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use ropewalk_model::chat::{ClientType, NewMessage, Part, Role, Visibility};
use ropewalk_model::{Clock, Entropy, SystemClock, SystemEntropy};
use ropewalk_store::chats::{ChatSnapshot, NewChat};

use crate::harness::World;

pub(crate) fn new_chat(world: &World, text: &str) -> NewChat {
    NewChat {
        id: SystemEntropy.uuid().into(),
        organization_id: world.organization,
        owner_id: world.owner.user_id,
        title: text.to_owned(),
        workspace_id: None,
        model_config_id: world.model,
        reasoning_effort: None,
        plan_mode: false,
        client_type: ClientType::Api,
        labels: BTreeMap::new(),
        dynamic_tools: vec![],
        system_messages: vec![NewMessage::new(Role::System, Visibility::Model, vec![Part::text("system")])],
        parts: vec![Part::text(text)],
    }
}

/// Puts every chat where no acquisition finds it.
async fn park_all(world: &World) {
    let park = "delete from chat_queued_messages;
                update chats set status = 'waiting', worker_id = null, runner_id = null";
    world.database.execute(park).await;
}

/// Versions and revisions follow from what changed, and nothing else changes them.
fn check_versions(before: &ChatSnapshot, after: &ChatSnapshot, op: Op, said: &Said, changes: Changes) {
    let (old, new) = (before.chat.versions, after.chat.versions);
    let happened = i64::from(*said == Said::Done);
    assert_eq!(new.snapshot, old.snapshot + happened, "every transaction raises the snapshot by one: {op:?}");
    let changed = |is_changed: bool, old: i64| if is_changed { new.snapshot } else { old };
    assert_eq!(new.history, changed(changes.history, old.history), "the history's version after {op:?}");
    assert_eq!(new.queue, changed(changes.queue, old.queue), "the queue's version after {op:?}");
    assert_eq!(new.retry_state, changed(changes.retry_state, old.retry_state), "the retry's after {op:?}");
    let tries = match op {
        _ if changes.history => 0,
        Op::RecordAttempt => old.generation_attempt + happened,
        _ => old.generation_attempt,
    };
    assert_eq!(new.generation_attempt, tries, "the tries after {op:?}");
    for (place, message) in after.messages.iter().enumerate() {
        let is_changed = before.messages.get(place) != Some(message);
        assert_eq!(
            message.revision == new.snapshot && happened == 1,
            is_changed,
            "the revision of {message:?} after {op:?}"
        );
    }
}

async fn run(world: &World, ops: Vec<(Op, Hold)>) {
    park_all(world).await;
    let created =
        world.store.create_chat(new_chat(world, "go"), None, SystemClock.now()).await.expect("a chat").chat;
    let mut model = Model::created();
    let mut before = snapshot(world, created.id).await;
    assert_eq!(seen(&before), model);
    for (op, hold) in ops {
        let result = step(world, &before, op, hold).await;
        let after = snapshot(world, created.id).await;
        let (expected, changes) = model.step(op, hold);
        assert_eq!(said(result), expected, "{op:?} with {hold:?} on {before:#?}");
        assert_eq!(seen(&after), model, "after {op:?}");
        check_versions(&before, &after, op, &expected, changes);
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
    runtime.block_on(make_live_replica(&world));
    let config = Config { cases: 64, failure_persistence: None, max_shrink_iters: 200, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let sequences = prop::collection::vec(op(), 1..50);
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
