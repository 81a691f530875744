//! Streams: early, late and reconnecting clients see the same; nothing is lost between authorisation and subscription.

use futures::StreamExt;
use ropewalk_chat::EngineSettings;
use ropewalk_chat::stream::{ChatEvent, StreamPart};
use ropewalk_model::chat::{Part, Status};
use ropewalk_model::{ChatId, MessageId};
use ropewalk_store::chats::WatchKind;
use ropewalk_testkit::fake_llm::{Cut, ScriptedCall, Turn};
use serde_json::json;
use std::time::Duration;

use crate::harness::{RunLog, Server, TestTool, World, settings, text_of};
use crate::viewer::{Screen, Viewer};

#[tokio::test]
async fn early_late_and_reconnecting_clients_see_the_same() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(
        Turn::new()
            .reasoning("thinking", "signature")
            .chunks(["I will", " look"])
            .gate("one")
            .calls([ScriptedCall::new("look", json!({ "at": "it" }))]),
    );
    world.llm.push(Turn::new().chunks(["a", "b", "c"]).gate("two").chunks(["d"]));
    let server = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    let chat = server.create_chat(&world, "go").await;
    let early = Viewer::follow(&server, &world, chat.id).await;
    let at_one = early.wait("the first words", |screen| screen.preview_text() == "I will look").await;
    let late = Viewer::follow(&server, &world, chat.id).await;
    let late_screen = late.wait("the same words", |screen| screen.preview_text() == "I will look").await;
    assert_eq!(late_screen, at_one);
    assert!(matches!(at_one.preview[0].1, StreamPart::Reasoning { .. }));
    let left = late.screen();
    drop(late);

    world.llm.open_gate("one");
    let at_two = early.wait("the second step", |screen| screen.preview_text() == "abc").await;
    let back = Viewer::resume(&server, &world, chat.id, left).await;
    let back_screen = back.wait("the second step", |screen| screen.preview_text() == "abc").await;
    assert_eq!(back_screen, at_two);
    let fresh = Viewer::follow(&server, &world, chat.id).await;
    assert_eq!(fresh.wait("the second step", |screen| screen.preview_text() == "abc").await, at_two);

    world.llm.open_gate("two");
    world.wait_for(chat.id, Status::Waiting).await;
    let mut ends = Vec::new();
    for viewer in [&early, &back, &fresh] {
        ends.push(viewer.wait("the end", |screen| screen.status == Some(Status::Waiting)).await);
    }
    assert_eq!(ends[0], ends[1]);
    assert_eq!(ends[0], ends[2]);
    assert_eq!(ends[0].messages.values().map(text_of).collect::<Vec<_>>(), ["go", "I will look", "", "abcd"]);

    let order: Vec<&str> = early
        .events()
        .iter()
        .filter_map(|event| match event {
            ChatEvent::MessagePart { part: StreamPart::Whole(Part::ToolCall { .. }), .. } => Some("call"),
            ChatEvent::MessagePart { part: StreamPart::Whole(Part::ToolResult { .. }), .. } => Some("result"),
            ChatEvent::Message(message) => Some(message.body.role.as_str()),
            _ => None,
        })
        .collect();
    assert_eq!(order.first(), Some(&"user"));
    assert_eq!(order.iter().filter(|it| **it == "assistant").count(), 2, "each message once: {order:?}");
    world.llm.finish();
    server.stop().await;
}

/// Clients that were cut off after each event that `early` has seen come back with what they have: all of them must
/// show what it shows.
pub(crate) async fn everybody_comes_back(
    server: &Server,
    world: &World,
    chat: ChatId,
    early: &Viewer,
    what: &str,
) {
    let (now, events) = (early.screen(), early.events());
    for cut in 0..=events.len() {
        let back = Viewer::resume(server, world, chat, Screen::of(&events[..cut])).await;
        let what = format!("{what}, for the client that was cut off after {cut} of {} events", events.len());
        back.wait(&what, |screen| *screen == now).await;
    }
    assert_eq!(early.screen(), now, "nothing happened meanwhile: {what}");
}

#[tokio::test]
async fn a_client_that_comes_back_at_any_instant_sees_the_same() {
    let world = World::create().await;
    let log = RunLog::default();
    // The first try is cut off after it has shown something; then a step with a call, its results, and a queued message.
    world.llm.push(Turn::new().chunks(["half", " of"]).cut(Cut::AfterFrames(4)));
    world.llm.push(
        Turn::new()
            .reasoning("thinking", "signature")
            .chunks(["I will", " look"])
            .gate("one")
            .calls([ScriptedCall::new("look", json!({ "at": "it" }))]),
    );
    world.llm.push(Turn::new().chunks(["a", "b"]).gate("two").chunks(["c"]));
    world.llm.push(Turn::new().chunks(["d"]).gate("three"));
    let patient = EngineSettings { retry_unit: Duration::from_secs(5), ..settings() };
    let server = world.serve_with(vec![TestTool::free("look", &log).boxed()], patient).await;
    let chat = server.create_chat(&world, "go").await.id;
    let early = Viewer::follow(&server, &world, chat).await;

    early.wait("the back-off", |screen| screen.retry.is_some()).await;
    everybody_comes_back(&server, &world, chat, &early, "during the back-off").await;

    early.wait("the first words", |screen| screen.preview_text() == "I will look").await;
    everybody_comes_back(&server, &world, chat, &early, "in the first step").await;

    world.llm.open_gate("one");
    early.wait("the second step", |screen| screen.preview_text() == "ab").await;
    server.send(&world, chat, "more").await;
    early.wait("the queue", |screen| screen.queue.len() == 1).await;
    everybody_comes_back(&server, &world, chat, &early, "with a queue").await;

    world.llm.open_gate("two");
    early.wait("the next turn", |screen| screen.preview_text() == "d").await;
    everybody_comes_back(&server, &world, chat, &early, "after the queue was taken").await;

    world.llm.open_gate("three");
    world.wait_for(chat, Status::Waiting).await;
    let end = early.wait("the end", |screen| screen.status == Some(Status::Waiting)).await;
    assert_eq!(
        end.messages.values().map(text_of).collect::<Vec<_>>(),
        ["go", "I will look", "", "abc", "more", "d"]
    );
    everybody_comes_back(&server, &world, chat, &early, "at the end").await;
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_status_that_changes_between_authorisation_and_subscription_is_not_lost() {
    let world = World::create().await;
    world.llm.push(Turn::new().chunks(["x"]).gate("hold"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("hold").await;
    let authorised = server.engine.authorize_stream(&world.owner, chat.id).await.expect("authorised");
    assert_eq!(authorised.status, Status::Running);
    server.engine.interrupt_chat(&world.owner, chat.id).await.expect("it runs");
    world.wait_for(chat.id, Status::Waiting).await;
    // The row in hand says "running"; the stream must say what is so.
    let mut stream = server.engine.stream(authorised, MessageId(0)).await.expect("a stream");
    let first = stream.next().await.expect("a snapshot");
    let statuses: Vec<_> = first.iter().filter(|event| matches!(event, ChatEvent::Status(_))).collect();
    assert_eq!(statuses, [&ChatEvent::Status(Status::Waiting)]);
    server.stop().await;
}

#[tokio::test]
async fn a_cursor_leaves_out_what_the_client_has() {
    let world = World::create().await;
    world.llm.push(Turn::text("one"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    let row = world.chat(chat.id).await;
    let mut stream = server.engine.stream(row, messages[0].id).await.expect("a stream");
    let first = stream.next().await.expect("a snapshot");
    let ids: Vec<MessageId> = first
        .iter()
        .filter_map(|event| if let ChatEvent::Message(message) = event { Some(message.id) } else { None })
        .collect();
    assert_eq!(ids, [messages[1].id]);
    server.stop().await;
}

#[tokio::test]
async fn a_subscriber_that_takes_nothing_is_dropped_and_disturbs_nobody() {
    let world = World::create().await;
    let hasty = EngineSettings { subscriber_patience: Duration::from_millis(100), ..settings() };
    let server = world.serve_with(vec![], hasty).await;
    world.llm.push(Turn::text("hello"));
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let lazy = server.engine.stream(world.chat(chat.id).await, MessageId(0)).await.expect("a stream");
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    for round in 0..8 {
        world.llm.push(Turn::text(format!("answer {round}")));
        server.send(&world, chat.id, "more").await;
        world.wait_for(chat.id, Status::Waiting).await;
    }
    viewer.wait("all answers", |screen| screen.messages.len() == 18).await;
    // What was waiting for it is still there, then its stream is over.
    let batches: Vec<_> =
        tokio::time::timeout(Duration::from_secs(10), lazy.collect()).await.expect("it ended");
    assert!(!batches.is_empty());
    server.stop().await;
}

#[tokio::test]
async fn lost_notifications_are_made_good_by_the_poller() {
    let world = World::create().await;
    let polling = EngineSettings { poll_interval: Duration::from_millis(100), ..settings() };
    let server = world.serve_with(vec![], polling).await;
    world.llm.push(Turn::text("hello"));
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    viewer.wait("the chat", |screen| screen.status == Some(Status::Waiting)).await;
    // A change that nobody tells of.
    let silent = format!(
        "update chats set snapshot_version = snapshot_version + 1, status = 'error', \
         last_error = '{{\"message\": \"m\", \"kind\": \"generic\", \"retryable\": false}}' where id = '{}'",
        chat.id
    );
    assert_eq!(world.database.execute(&silent).await, 1);
    viewer
        .wait("the silent change", |screen| screen.status == Some(Status::Error) && screen.error.is_some())
        .await;
    server.stop().await;
}

#[tokio::test]
async fn the_watch_tells_the_owner_and_nobody_else() {
    let world = World::create().await;
    let other = world.member("other").await;
    let server = world.serve(vec![]).await;
    let mut own = server.engine.watch(world.owner.user_id).await.expect("a watch");
    let mut foreign = server.engine.watch(other.user_id).await.expect("a watch");
    world.llm.push(Turn::text("hi"));
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let created = own.next().await.expect("an event");
    assert_eq!((created.kind, created.chat.chat.id), (WatchKind::Created, chat.id));
    let changed = own.next().await.expect("an event");
    assert_eq!(changed.kind, WatchKind::StatusChange);
    assert!(changed.chat.has_unread);
    world.store.set_chat_title(chat.id, "better").await.expect("the database answers");
    let titled = own.next().await.expect("an event");
    assert_eq!((titled.kind, titled.chat.chat.title.as_str()), (WatchKind::TitleChange, "better"));
    assert!(futures::FutureExt::now_or_never(foreign.next()).is_none());
    server.stop().await;
    assert_eq!(own.next().await, None, "a stopping server ends the watch");
}
