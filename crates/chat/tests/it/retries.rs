//! Failing model calls: what is tried again, what is shown, what is never taken for an answer.

use std::time::Duration;

use ropewalk_chat::{EngineSettings, WaitReason};
use ropewalk_model::chat::{ErrorKind, GENERATION_ATTEMPT_LIMIT, Status};
use ropewalk_testkit::fake_llm::{Cut, Turn};

use crate::harness::{World, outline, settings};
use crate::viewer::Viewer;

fn slow_retries() -> EngineSettings {
    EngineSettings { retry_unit: Duration::from_secs(2), ..settings() }
}

#[tokio::test]
async fn an_overloaded_provider_is_tried_again_and_a_late_joiner_sees_the_wait() {
    let world = World::create().await;
    world.llm.push(Turn::error(529, "overloaded"));
    world.llm.push(Turn::text("now"));
    let server = world.serve_with(vec![], slow_retries()).await;
    let chat = server.create_chat(&world, "go").await;
    let early = Viewer::follow(&server, &world, chat.id).await;
    let screen = early.wait("the retry", |screen| screen.retry.is_some()).await;
    let late = Viewer::follow(&server, &world, chat.id).await;
    let late_screen = late.wait("the retry", |screen| screen.retry.is_some()).await;
    assert_eq!(late_screen.retry, screen.retry, "a state, not an event that passed");
    let retry = screen.retry.expect("waited for");
    assert_eq!((retry.attempt, retry.kind, retry.status_code), (1, ErrorKind::Overloaded, Some(529)));
    assert_eq!(retry.provider.as_deref(), Some("anthropic"));
    assert_eq!(retry.delay_ms, 2000);
    let wait = server.engine.wait_reason(&world.chat(chat.id).await).expect("it waits");
    assert!(matches!(wait.reason, WaitReason::BackOff { .. }), "{wait:?}");
    assert!(wait.until.is_some());

    let done = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(done.retry_state, None);
    assert_eq!(outline(&world.messages(chat.id).await), ["user: go", "assistant: now"]);
    for viewer in [early, late] {
        viewer
            .wait("the end", |screen| screen.status == Some(Status::Waiting) && screen.retry.is_none())
            .await;
    }
    server.stop().await;
}

#[tokio::test]
async fn a_cut_stream_is_never_an_answer() {
    let world = World::create().await;
    let whole = Turn::new().chunks(["Do not ", "trust ", "this."]);
    let frames = whole.frame_count(ropewalk_testkit::fake_llm::Protocol::Anthropic);
    for after in 0..frames {
        world.llm.push(whole.clone().cut(Cut::AfterFrames(after)));
    }
    world.llm.push(Turn::text("Trust this."));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(outline(&world.messages(chat.id).await), ["user: go", "assistant: Trust this."]);
    assert_eq!(world.llm.requests().len(), frames + 1);
    let screen = viewer.wait("the end", |screen| screen.status == Some(Status::Waiting)).await;
    assert_eq!(screen.messages.len(), 2);
    assert_eq!(screen.preview, [], "nothing of a failed try stays on the screen");
    server.stop().await;
}

#[tokio::test]
async fn a_provider_that_stays_away_ends_the_turn_at_the_limit() {
    let world = World::create().await;
    world.llm.respond_with(|_| Turn::error(503, "away"));
    let fast = EngineSettings { retry_unit: Duration::from_millis(1), ..settings() };
    let server = world.serve_with(vec![], fast).await;
    let chat = server.create_chat(&world, "go").await;
    let failed = world.wait_for(chat.id, Status::Error).await;
    let error = failed.last_error.expect("an error");
    assert_eq!((error.kind, error.status_code), (ErrorKind::Timeout, Some(503)));
    assert_eq!(failed.versions.generation_attempt, GENERATION_ATTEMPT_LIMIT);
    assert_eq!(i64::try_from(world.llm.requests().len()), Ok(GENERATION_ATTEMPT_LIMIT));
    assert_eq!(outline(&world.messages(chat.id).await), ["user: go"]);
    server.stop().await;
}

#[tokio::test]
async fn a_wait_can_be_interrupted() {
    let world = World::create().await;
    world.llm.push(Turn::new().chunks(["half of it"]).cut(Cut::AfterFrames(3)));
    let patient = EngineSettings { retry_unit: Duration::from_secs(600), ..settings() };
    let server = world.serve_with(vec![], patient).await;
    let chat = server.create_chat(&world, "go").await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    viewer.wait("the retry", |screen| screen.retry.is_some()).await;
    server.engine.interrupt_chat(&world.owner, chat.id).await.expect("it runs");
    let idle = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(idle.retry_state, None);
    assert_eq!(outline(&world.messages(chat.id).await), ["user: go"], "a failed try leaves nothing");
    server.stop().await;
}

/// What an earlier or a later server stored in another form hides no chat (chat-engine.md 3.4).
#[tokio::test]
async fn a_stored_error_in_another_form_is_generic_and_the_chat_goes_on() {
    let world = World::create().await;
    world.llm.push(Turn::text("one"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let stored = r#"status = 'error', last_error = '"boom"', retry_state = '{"kind": "of_later"}'"#;
    world.database.execute(&format!("update chats set {stored} where id = '{}'", chat.id)).await;
    let read = world.chat(chat.id).await;
    let error = read.last_error.expect("an error");
    assert_eq!((error.message.as_str(), error.kind, read.retry_state), ("boom", ErrorKind::Generic, None));
    world.llm.push(Turn::text("two"));
    server.send(&world, chat.id, "again").await;
    let after = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(after.last_error, None);
    server.stop().await;
}
