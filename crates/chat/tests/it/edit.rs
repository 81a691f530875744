//! Editing messages, and clearing what the model sees.

use ropewalk_chat::use_cases::EditChatMessage;
use ropewalk_model::MessageId;
use ropewalk_model::chat::{Part, Status};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::SnapshotMessages;
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn};
use ropewalk_testkit::wait_until;
use serde_json::json;

use crate::harness::{PATIENCE, RunLog, TestTool, World, outline, runs};
use crate::viewer::Viewer;

fn edit(text: &str) -> EditChatMessage {
    EditChatMessage { parts: vec![Part::text(text)], model_config_id: None, reasoning_effort: None }
}

#[tokio::test]
async fn an_edit_drops_what_is_being_said_and_what_waits() {
    let world = World::create().await;
    world.llm.push(Turn::text("one done"));
    world.llm.push(Turn::new().chunks(["stale"]).gate("never"));
    world.llm.push(Turn::text("better done"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    server.send(&world, chat.id, "two").await;
    world.llm.wait_at_gate("never").await;
    viewer.wait("the stale words", |screen| screen.preview_text() == "stale").await;
    server.send(&world, chat.id, "waits").await;
    let messages = world.messages(chat.id).await;
    let two = messages.last().expect("the message that is answered").id;

    let edited =
        server.engine.edit_message(&world.owner, chat.id, two, edit("better")).await.expect("edited");
    assert!(edited.value.value.id > two, "a new message with an id of its own");
    assert_eq!(edited.value.value.body.model_config_id, Some(world.model));
    world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    assert_eq!(
        outline(&messages),
        ["user: one", "assistant: one done", "user: better", "assistant: better done"]
    );
    let screen = viewer
        .wait("the end", |screen| screen.status == Some(Status::Waiting) && screen.queue.is_empty())
        .await;
    assert_eq!(screen.messages.into_values().collect::<Vec<_>>(), messages, "what was taken away is gone");
    assert_eq!(screen.preview, []);

    let prompts = server.engine.list_prompts(&world.owner, chat.id, 0).await.expect("prompts");
    assert_eq!(prompts.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["better", "one"]);
    let answer = messages[1].id;
    for (id, is_missing) in [(two, true), (MessageId(i64::MAX), true), (answer, false)] {
        let refused = server.engine.edit_message(&world.owner, chat.id, id, edit("x")).await;
        match &refused {
            Err(UseCaseError::NotFound { what: "message" }) => assert!(is_missing, "{id}"),
            Err(UseCaseError::Invalid { validations, .. }) => {
                assert!(!is_missing && validations[0].field == "message", "{refused:?}");
            }
            other => panic!("{other:?}"),
        }
    }
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn an_edit_leaves_no_call_open_whatever_ran() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().calls([ScriptedCall::new("slow", json!({}))]));
    world.llm.push(Turn::text("better done"));
    let server = world.serve(vec![TestTool::held("slow", &log).boxed()]).await;
    let chat = server.create_chat(&world, "go").await;
    wait_until("the tool runs", PATIENCE, || async { runs(&log).len() == 1 }).await;
    let first = world.messages(chat.id).await[0].id;
    server.engine.edit_message(&world.owner, chat.id, first, edit("better")).await.expect("edited");
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(outline(&world.messages(chat.id).await), ["user: better", "assistant: better done"]);
    let open = "select count(*) from chat_tool_calls where state = 'started'";
    assert_eq!(world.database.scalar::<i64>(open).await, 0, "the ledger waits for nothing");
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_cleared_context_is_hidden_from_the_model_and_kept_for_people() {
    let world = World::create().await;
    world.llm.respond_with(|_| Turn::text("answer"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "the secret is 42").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let first = world.messages(chat.id).await[0].id;
    server.engine.mark_read(&world.owner, &chat).await.expect("read");
    server.engine.clear_context(&world.owner, chat.id).await.expect("cleared");
    let listed = server.engine.get_chat(&world.owner, chat.id).await.expect("the chat");
    assert!(!listed.has_unread, "a boundary is nothing to read");
    server.send(&world, chat.id, "what is the secret?").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let asked = world.llm.requests().last().expect("a request").clone();
    assert!(!asked.body.to_string().contains("42"), "{}", asked.body);
    assert!(!asked.body.to_string().contains("chat_cleared"), "{}", asked.body);
    assert!(!asked.system_text().is_empty(), "the instructions stay");
    assert_eq!(
        outline(&world.messages(chat.id).await),
        [
            "user: the secret is 42",
            "assistant: answer",
            "assistant: call chat_cleared",
            "tool: result of chat_cleared",
            "user: what is the secret?",
            "assistant: answer"
        ]
    );

    // An edit of an earlier message goes back to before the boundary.
    server.engine.edit_message(&world.owner, chat.id, first, edit("the secret is 43")).await.expect("edited");
    world.wait_for(chat.id, Status::Waiting).await;
    assert!(world.llm.requests().last().expect("a request").body.to_string().contains("43"));

    // A compaction that nothing can be made of ends its turn at once, without asking the model.
    server.engine.clear_context(&world.owner, chat.id).await.expect("cleared");
    let asked = world.llm.requests().len();
    let now = ropewalk_model::Clock::now(&ropewalk_model::SystemClock);
    let requested = world.store.request_chat_compaction(chat.id, now).await.expect("requested").chat;
    assert_eq!((requested.status, requested.compaction_requested_at.is_some()), (Status::Running, true));
    let done = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!((done.compaction_requested_at, done.last_error), (None, None));
    assert_eq!(world.llm.requests().len(), asked);
    let all = SnapshotMessages::After(MessageId(0));
    assert!(world.store.chat_snapshot(chat.id, all).await.expect("the database").is_some());
    server.stop().await;
}
