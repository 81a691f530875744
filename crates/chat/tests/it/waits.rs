//! Every chat that is not idle says what it waits for (architecture.md 3.9): in each state, on the replica that works on
//! it and on any other.

use std::sync::Arc;
use std::time::Duration;

use ropewalk_chat::{EngineSettings, Wait, WaitReason};
use ropewalk_model::ChatId;
use ropewalk_model::chat::{GENERATION_ATTEMPT_LIMIT, Status};
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn};
use ropewalk_testkit::wait_for;
use serde_json::json;

use crate::harness::{Crashable, PATIENCE, RunLog, Server, TestTool, World, settings};

/// A server that works on nothing: it only answers.
async fn bystander(world: &World) -> Server {
    world.serve_with(vec![], EngineSettings { slots: 0, ..settings() }).await
}

async fn explained(server: &Server, world: &World, id: ChatId) -> Option<Wait> {
    server.engine.explain_wait(&world.owner, id).await.expect("the owner may ask").wait
}

/// Waits until the chat's wait is one that `wanted` takes.
async fn wait_until_it_waits(
    server: &Server,
    world: &World,
    id: ChatId,
    wanted: impl Fn(&WaitReason) -> bool,
) -> Wait {
    wait_for("the wait", PATIENCE, || async {
        explained(server, world, id).await.filter(|wait| wanted(&wait.reason))
    })
    .await
}

#[tokio::test]
async fn without_a_free_worker_it_waits_for_one_and_idle_it_waits_for_nobody() {
    let world = World::create().await;
    let idle_server = bystander(&world).await;
    let chat = idle_server.create_chat(&world, "go").await;
    let wait = explained(&idle_server, &world, chat.id).await.expect("it is runnable");
    assert_eq!((wait.reason, wait.since, wait.until), (WaitReason::WorkerSlot, chat.updated_at, None));

    world.llm.push(Turn::text("done"));
    let server = world.serve(vec![]).await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(explained(&server, &world, chat.id).await, None);
    let stranger = world.member("stranger").await;
    assert!(server.engine.explain_wait(&stranger, chat.id).await.is_err(), "a wait tells of the chat");
    server.stop().await;
    idle_server.stop().await;
}

#[tokio::test]
async fn the_model_is_waited_for_with_a_deadline_that_each_word_renews() {
    let world = World::create().await;
    world.llm.push(Turn::new().gate("first").chunks(["one "]).gate("second").chunks(["two"]));
    let server = world.serve(vec![]).await;
    let other = bystander(&world).await;
    let chat = server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("first").await;
    let model = WaitReason::Model { model: "claude-test".to_owned() };
    let before = wait_until_it_waits(&server, &world, chat.id, |reason| *reason == model).await;
    let until = before.until.expect("silence has a limit");
    assert_eq!((until - before.since).to_std().expect("positive"), PATIENCE);

    let elsewhere = explained(&other, &world, chat.id).await.expect("it is at work");
    let WaitReason::OtherWorker { worker, hostname } = elsewhere.reason else { panic!("{elsewhere:?}") };
    assert_eq!(Some(worker), world.chat(chat.id).await.worker_id);
    assert_eq!(hostname.as_deref(), Some("test"), "and where that is");

    world.llm.open_gate("first");
    world.llm.wait_at_gate("second").await;
    let after = wait_for("the clock to begin anew", PATIENCE, || async {
        explained(&server, &world, chat.id).await.filter(|wait| wait.since > before.since)
    })
    .await;
    assert_eq!(after.reason, model);
    world.llm.open_gate("second");
    world.wait_for(chat.id, Status::Waiting).await;
    server.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn tools_are_named_as_long_as_they_run() {
    let world = World::create().await;
    let log = RunLog::default();
    let (build, test) = (TestTool::held("build", &log), TestTool::held("test", &log));
    let (build_gate, test_gate) = (Arc::clone(&build.gate), Arc::clone(&test.gate));
    world.llm.push(
        Turn::new().calls([ScriptedCall::new("build", json!({})), ScriptedCall::new("test", json!({}))]),
    );
    world.llm.push(Turn::text("done"));
    let server = world.serve(vec![build.boxed(), test.boxed()]).await;
    let chat = server.create_chat(&world, "go").await;
    let tools =
        |names: &[&str]| WaitReason::Tools { names: names.iter().map(|name| (*name).to_owned()).collect() };
    let both = tools(&["build", "test"]);
    wait_until_it_waits(&server, &world, chat.id, |reason| *reason == both).await;
    build_gate.add_permits(1);
    let one = tools(&["test"]);
    wait_until_it_waits(&server, &world, chat.id, |reason| *reason == one).await;
    test_gate.add_permits(1);
    world.wait_for(chat.id, Status::Waiting).await;
    server.stop().await;
}

#[tokio::test]
async fn a_back_off_tells_the_time_and_number_of_the_next_try_on_every_replica() {
    let world = World::create().await;
    world.llm.push(Turn::error(529, "overloaded"));
    world.llm.push(Turn::text("now"));
    let slow = EngineSettings { retry_unit: Duration::from_secs(3), ..settings() };
    let server = world.serve_with(vec![], slow).await;
    let other = bystander(&world).await;
    let chat = server.create_chat(&world, "go").await;
    let is_back_off = |reason: &WaitReason| matches!(reason, WaitReason::BackOff { .. });
    let here = wait_until_it_waits(&server, &world, chat.id, is_back_off).await;
    let there = wait_until_it_waits(&other, &world, chat.id, is_back_off).await;
    for wait in [&here, &there] {
        let WaitReason::BackOff { next_try, most_tries, error } = &wait.reason else { panic!("{wait:?}") };
        assert_eq!((*next_try, *most_tries), (2, GENERATION_ATTEMPT_LIMIT));
        assert!(!error.is_empty());
    }
    assert_eq!(here.until, there.until, "the row says it to all");
    assert_eq!(here.until.map(|until| until - here.since), Some(chrono::Duration::seconds(3)));
    world.wait_for(chat.id, Status::Waiting).await;
    server.stop().await;
    other.stop().await;
}

#[tokio::test]
async fn the_states_that_the_row_tells_are_told_whoever_holds_the_chat() {
    let world = World::create().await;
    let server = bystander(&world).await;
    let chat = server.create_chat(&world, "go").await;
    let set = |assignment: &'static str| {
        let sql = format!("update chats set {assignment} where id = '{}'", chat.id);
        let database = &world.database;
        async move { database.execute(&sql).await }
    };
    let alive = world.serve_with(vec![], EngineSettings { slots: 0, ..settings() }).await;
    let owner: uuid::Uuid =
        world.database.scalar("select id from replicas order by started_at desc limit 1").await;
    let hold = format!(
        "update chats set worker_id = '{owner}', runner_id = gen_random_uuid() where id = '{}'",
        chat.id
    );

    // Nobody holds it.
    set("status = 'interrupting'").await;
    let wait = explained(&server, &world, chat.id).await.expect("not idle");
    assert_eq!(wait.reason, WaitReason::WorkerSlot);
    set("status = 'requires_action', requires_action_deadline_at = now() + interval '4 minutes'").await;
    let wait = explained(&server, &world, chat.id).await.expect("not idle");
    assert_eq!(wait.reason, WaitReason::Client, "an answer is taken without an owner");
    let until = wait.until.expect("a deadline");
    assert_eq!(until - wait.since, chrono::Duration::minutes(5));

    // A replica that lives.
    world.database.execute(&hold).await;
    assert_eq!(explained(&server, &world, chat.id).await.map(|wait| wait.reason), Some(WaitReason::Client));
    set("status = 'interrupting', requires_action_deadline_at = null").await;
    assert_eq!(
        explained(&server, &world, chat.id).await.map(|wait| wait.reason),
        Some(WaitReason::Interruption)
    );
    set("status = 'running'").await;
    let wait = explained(&alive, &world, chat.id).await.expect("not idle");
    assert_eq!(wait.reason, WaitReason::Worker, "the one that has it has only begun");
    server.stop().await;
    alive.stop().await;
}

#[tokio::test]
async fn a_dead_owner_is_named_until_another_takes_over() {
    let world = World::create().await;
    world.llm.push(Turn::new().gate("never").chunks(["x"]));
    let first = Crashable::start(&world, vec![]).await;
    let chat = first.server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("never").await;
    let held = world.chat(chat.id).await;
    // Of the same data directory, so that the death is seen at once.
    let other = bystander(&world).await;
    first.crash();
    let wait =
        wait_until_it_waits(&other, &world, chat.id, |reason| matches!(reason, WaitReason::Takeover { .. }))
            .await;
    assert_eq!(Some(wait.reason), held.worker_id.map(|worker| WaitReason::Takeover { worker }));
    other.stop().await;
}
