//! Promotion of queued messages: every status, and its races (chat-state-machine.md 3 rule 3, and 8).

use ropewalk_model::chat::{Chat, Part, Status};
use ropewalk_model::{ChatId, QueuedMessageId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::{MessageRange, Sent, WatchKind};
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn};
use ropewalk_testkit::wait_until;
use serde_json::json;

use crate::dynamic_tools::{create_with, tool};
use crate::harness::{Crashable, PATIENCE, RunLog, Server, TestTool, World, outline};
use crate::viewer::Viewer;

async fn queue(server: &Server, world: &World, chat: ChatId, text: &str) -> QueuedMessageId {
    match server.send(world, chat, text).await.value {
        Sent::Queued(message) => message.id,
        Sent::Inserted { message, .. } => panic!("{message:?} did not wait"),
    }
}

async fn queued_texts(server: &Server, world: &World, chat: ChatId) -> Vec<String> {
    let range = MessageRange { before_id: None, after_id: None, limit: 50 };
    let page = server.engine.list_messages(&world.owner, chat, range).await.expect("a page");
    let text = |part: &Part| if let Part::Text { text, .. } = part { text.clone() } else { String::new() };
    page.queue.iter().map(|message| message.parts.iter().map(text).collect()).collect()
}

#[tokio::test]
async fn a_run_that_goes_on_is_stopped_with_its_partial_output_and_the_message_goes_next() {
    let world = World::create().await;
    world.llm.push(Turn::new().chunks(["half an ", "answer"]).gate("never"));
    world.llm.push(Turn::text("to b"));
    world.llm.push(Turn::text("to a"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    world.llm.wait_at_gate("never").await;
    viewer.wait("the half", |screen| screen.preview_text() == "half an answer").await;
    queue(&server, &world, chat.id, "a").await;
    let b = queue(&server, &world, chat.id, "b").await;
    server.engine.promote_queued_message(&world.owner, chat.id, b).await.expect("accepted");
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat.id).await),
        ["user: go", "assistant: half an answer", "user: b", "assistant: to b", "user: a", "assistant: to a"]
    );
    let gone = server.engine.promote_queued_message(&world.owner, chat.id, b).await;
    assert!(matches!(gone, Err(UseCaseError::Conflict { .. })), "nothing waits any more: {gone:?}");
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_failed_chat_takes_the_message_at_once() {
    let world = World::create().await;
    world.llm.push(Turn::new().gate("fail"));
    world.llm.push(Turn::text("to b"));
    world.llm.push(Turn::text("to a"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    world.llm.wait_for_requests(1).await;
    queue(&server, &world, chat.id, "a").await;
    let b = queue(&server, &world, chat.id, "b").await;
    fail(&world, &world.chat(chat.id).await).await;
    assert_eq!(queued_texts(&server, &world, chat.id).await, ["a", "b"]);
    let unknown = QueuedMessageId(b.0 + 1);
    let unknown = server.engine.promote_queued_message(&world.owner, chat.id, unknown).await;
    assert!(matches!(unknown, Err(UseCaseError::NotFound { what: "queued message" })), "{unknown:?}");
    server.engine.promote_queued_message(&world.owner, chat.id, b).await.expect("accepted");
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat.id).await),
        ["user: go", "user: b", "assistant: to b", "user: a", "assistant: to a"]
    );
    server.stop().await;
}

/// Ends the turn with an error, in the name of the chat's runner.
async fn fail(world: &World, chat: &Chat) {
    let fence = chat.fence(chat.runner_id.expect("it is held"));
    let step =
        ropewalk_model::chat::StepFence { fence, generation_attempt: chat.versions.generation_attempt };
    let error = ropewalk_model::chat::ChatError {
        message: "e".into(),
        detail: None,
        kind: ropewalk_model::chat::ErrorKind::Generic,
        provider: None,
        retryable: false,
        status_code: None,
    };
    let now = ropewalk_model::Clock::now(&ropewalk_model::SystemClock);
    world.store.finish_chat_error(&step, error, now).await.expect("it fails");
}

/// The order that the reference system once got wrong: results first, then the message, and one run that follows.
#[tokio::test]
async fn while_the_client_must_act_on_mixed_tools() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().calls([
        ScriptedCall::new("ask", json!({ "n": 1 })),
        ScriptedCall::new("look", json!({})),
        ScriptedCall::new("ask", json!({ "n": 2 })),
    ]));
    world.llm.push(Turn::text("to b"));
    world.llm.push(Turn::text("to a"));
    let server = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    let chat = create_with(&server, &world, vec![tool("ask")]).await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    world.wait_for(chat.id, Status::RequiresAction).await;
    queue(&server, &world, chat.id, "a").await;
    let b = queue(&server, &world, chat.id, "b").await;
    server.engine.promote_queued_message(&world.owner, chat.id, b).await.expect("accepted");
    world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    assert_eq!(
        outline(&messages),
        [
            "user: go",
            "assistant: call ask + call look + call ask",
            "tool: result of look",
            "tool: error of ask",
            "tool: error of ask",
            "user: b",
            "assistant: to b",
            "user: a",
            "assistant: to a"
        ]
    );
    let screen = viewer.wait("the end", |screen| screen.status == Some(Status::Waiting)).await;
    assert_eq!(screen.messages.into_values().collect::<Vec<_>>(), messages);
    assert_eq!(screen.queue, []);
    // The fake checks each request: every call has its result, and no result stands alone.
    world.llm.finish();
    server.stop().await;
}

/// The local tool still runs: the chat is running, so its worker stores what there is; the calls are answered all the same.
#[tokio::test]
async fn while_the_local_one_of_mixed_tools_runs() {
    let world = World::create().await;
    let log = RunLog::default();
    world
        .llm
        .push(Turn::new().calls([ScriptedCall::new("ask", json!({})), ScriptedCall::new("slow", json!({}))]));
    world.llm.push(Turn::text("to b"));
    let server = world.serve(vec![TestTool::held("slow", &log).boxed()]).await;
    let chat = create_with(&server, &world, vec![tool("ask")]).await;
    wait_until("the local tool runs", PATIENCE, || async { !log.lock().expect("no panic").is_empty() }).await;
    let b = queue(&server, &world, chat.id, "b").await;
    server.engine.promote_queued_message(&world.owner, chat.id, b).await.expect("accepted");
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat.id).await),
        [
            "user: go",
            "assistant: call ask + call slow",
            "tool: error of ask",
            "tool: error of slow",
            "user: b",
            "assistant: to b"
        ]
    );
    world.llm.finish();
    server.stop().await;
}

/// A server that died in the middle of an answer, with two messages waiting.
async fn dead_in_an_answer(world: &World) -> (ChatId, QueuedMessageId) {
    world.llm.push(Turn::new().chunks(["lost"]).gate("never"));
    let first = Crashable::start(world, vec![]).await;
    let chat = first.server.create_chat(world, "go").await.id;
    world.llm.wait_at_gate("never").await;
    queue(&first.server, world, chat, "a").await;
    let b = queue(&first.server, world, chat, "b").await;
    first.crash();
    (chat, b)
}

async fn wait_for_free_lock(world: &World) {
    let held = format!(
        "select count(*) from pg_locks l join replicas r
                on ((l.classid::bigint << 32) | l.objid::bigint) = r.lock_key
          where l.locktype = 'advisory' and l.objsubid = 1
            and l.database = (select oid from pg_database where datname = '{}')",
        world.database.name()
    );
    wait_until("the dead server's lock is free", PATIENCE, || async {
        world.database.scalar::<i64>(&held).await == 0
    })
    .await;
}

#[tokio::test]
async fn a_dead_owner_is_not_waited_for() {
    let world = World::create().await;
    let (chat, b) = dead_in_an_answer(&world).await;
    wait_for_free_lock(&world).await;
    world.database.execute("update replicas set heartbeat_at = now() - interval '1 minute'").await;
    let mut watch = world
        .store
        .pubsub()
        .subscribe(&ropewalk_store::chats::watch_channel(world.owner.user_id))
        .await
        .expect("listening");
    let now = ropewalk_model::Clock::now(&ropewalk_model::SystemClock);
    let promoted = world.store.promote_queued_chat_message(chat, b, now).await.expect("promoted").chat;
    assert_eq!((promoted.status, promoted.worker_id), (Status::Running, None), "anybody may take it at once");
    assert_eq!(outline(&world.messages(chat).await), ["user: go", "user: b"]);

    world.llm.push(Turn::text("to b"));
    world.llm.push(Turn::text("to a"));
    let second = world.serve(vec![]).await;
    world.wait_for(chat, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat).await),
        ["user: go", "user: b", "assistant: to b", "user: a", "assistant: to a"]
    );
    // The list is told of what a person sees: it runs, and then it waits; not of an interruption that never was.
    let mut told = Vec::new();
    while let Some(ropewalk_store::Event::Message(hint)) = futures::FutureExt::now_or_never(watch.recv()) {
        told.push(serde_json::from_str::<ropewalk_store::chats::WatchHint>(&hint).expect("a hint").kind);
    }
    assert!(told.iter().all(|kind| *kind == WatchKind::StatusChange) && told.len() <= 1, "{told:?}");
    second.stop().await;
}

#[tokio::test]
async fn an_owner_that_dies_after_the_promotion_is_taken_over() {
    let world = World::create().await;
    let (chat, b) = dead_in_an_answer(&world).await;
    // Its heartbeat is fresh: nobody knows yet that it is dead.
    world.database.execute("update replicas set heartbeat_at = now() + interval '1 minute'").await;
    let now = ropewalk_model::Clock::now(&ropewalk_model::SystemClock);
    let promoted = world.store.promote_queued_chat_message(chat, b, now).await.expect("promoted").chat;
    assert_eq!(promoted.status, Status::Interrupting, "the owner is to store what it has");
    assert!(promoted.worker_id.is_some());

    world.llm.push(Turn::text("to b"));
    world.llm.push(Turn::text("to a"));
    let second = world.serve(vec![]).await;
    world.wait_for(chat, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat).await),
        ["user: go", "user: b", "assistant: to b", "user: a", "assistant: to a"]
    );
    second.stop().await;
}
