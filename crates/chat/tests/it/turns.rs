//! Whole turns: what a person gets for a message.

use std::sync::Arc;

use ropewalk_chat::WaitReason;
use ropewalk_chat::tools::Scheduling;
use ropewalk_model::chat::{Part, Role, Status};
use ropewalk_store::chats::Sent;
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn, TurnUsage};
use ropewalk_testkit::{wait_for, wait_until};
use serde_json::json;

use crate::harness::{PATIENCE, RunLog, TestTool, World, outline, runs, text_of};
use crate::viewer::Viewer;

#[tokio::test]
async fn a_turn_with_a_tool_is_stored_step_by_step() {
    let world = World::create().await;
    world.llm.push(
        Turn::new()
            .chunks(["I ", "look."])
            .calls([ScriptedCall::new("look", json!({ "at": "it" }))])
            .usage(TurnUsage { input: 1000, output: 100, ..TurnUsage::default() }),
    );
    world.llm.push(Turn::text("It is blue."));
    let log = RunLog::default();
    let server = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    let chat = server.create_chat(&world, "Which colour?").await;
    assert_eq!(chat.status, Status::Running);
    let viewer = Viewer::follow(&server, &world, chat.id).await;

    let done = world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    assert_eq!(
        outline(&messages),
        [
            "user: Which colour?",
            "assistant: I look. + call look",
            "tool: result of look",
            "assistant: It is blue."
        ]
    );
    assert_eq!(runs(&log).len(), 1);
    assert_eq!(done.last_error, None);

    let step = &messages[1].body;
    assert_eq!(step.model_config_id, Some(world.model));
    assert_eq!(step.usage.map(|usage| (usage.input_tokens, usage.output_tokens)), Some((1000, 100)));
    // 1000 tokens at 3 and 100 at 15 dollars per million.
    assert_eq!(step.cost_micros, Some(4500));
    assert_eq!(step.context_limit, Some(200_000));
    assert!(step.runtime_ms.is_some());

    let screen = viewer.wait("the end", |screen| screen.status == Some(Status::Waiting)).await;
    assert_eq!(screen.messages.into_values().collect::<Vec<_>>(), messages);
    assert_eq!(screen.preview, []);

    let requests = world.llm.requests();
    assert_eq!(requests[0].header("x-coder-chat-id"), Some(chat.id.to_string().as_str()));
    assert_eq!(requests[0].header("x-coder-owner-id"), Some(chat.owner_id.to_string().as_str()));
    assert_eq!(requests[0].header("x-coder-subchat-id"), None);
    assert_eq!(requests[1].tool_results().len(), 1);
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_call_of_a_tool_that_is_not_there_or_with_no_arguments_is_told_to_the_model() {
    let world = World::create().await;
    let cut_off =
        ScriptedCall { raw_args: Some(r#"{"at": "#.into()), ..ScriptedCall::new("look", json!({})) };
    world.llm.push(Turn::new().calls([
        ScriptedCall::new("telepathy", json!({ "at": "it" })).with_id("call-1"),
        ScriptedCall::new("look", json!({ "at": "it" })).with_id("call-2"),
        cut_off.with_id("call-3"),
    ]));
    world.llm.push(Turn::text("I see."));
    let log = RunLog::default();
    let server = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    let chat = server.create_chat(&world, "Look.").await;
    let done = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(done.last_error, None);
    assert!(runs(&log).iter().all(|(name, ..)| *name == "look"), "{:?}", runs(&log));
    let results = world.llm.requests()[1].tool_results();
    let ids: Vec<&str> = results.iter().map(|result| result.call_id.as_str()).collect();
    assert_eq!(ids, ["call-1", "call-2", "call-3"], "each call has its one result, in their order");
    assert!(results[0].text.contains("There is no tool telepathy"), "{results:?}");
    let errors: Vec<bool> = world
        .messages(chat.id)
        .await
        .iter()
        .flat_map(|message| message.body.parts.clone())
        .filter_map(|part| match part {
            Part::ToolResult { is_error, .. } => Some(is_error),
            _ => None,
        })
        .collect();
    assert_eq!((errors.len(), errors[0], errors[1]), (3, true, false));
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_message_to_a_busy_chat_waits_and_goes_next() {
    let world = World::create().await;
    world.llm.push(Turn::new().chunks(["first"]).gate("hold").chunks([" done"]));
    world.llm.push(Turn::text("second done"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "one").await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    world.llm.wait_at_gate("hold").await;
    let sent = server.send(&world, chat.id, "two").await;
    assert!(matches!(sent.value, Sent::Queued(_)));
    viewer.wait("the queue", |screen| screen.queue.len() == 1).await;
    world.llm.open_gate("hold");
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat.id).await),
        ["user: one", "assistant: first done", "user: two", "assistant: second done"]
    );
    viewer.wait("an empty queue", |screen| screen.queue.is_empty() && screen.messages.len() == 4).await;
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn an_interruption_keeps_what_was_said() {
    let world = World::create().await;
    world.llm.push(Turn::new().chunks(["This was ", "said"]).gate("never").chunks([" and this was not"]));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    viewer.wait("the words", |screen| screen.preview_text() == "This was said").await;
    let stopping = server.engine.interrupt_chat(&world.owner, chat.id).await.expect("it runs");
    assert_eq!(stopping.status, Status::Interrupting);
    world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    assert_eq!(outline(&messages), ["user: go", "assistant: This was said"]);
    assert_eq!(messages[1].body.model_config_id, Some(world.model));
    assert!(messages[1].body.runtime_ms.is_some());
    let screen = viewer.wait("the stored words", |screen| screen.status == Some(Status::Waiting)).await;
    assert_eq!(screen.messages.values().map(text_of).collect::<Vec<_>>(), ["go", "This was said"]);
    assert_eq!(screen.preview, []);
    world.llm.wait_for_aborted(1).await;

    // The chat goes on from there.
    world.llm.push(Turn::text("again"));
    server.send(&world, chat.id, "more").await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(world.messages(chat.id).await.len(), 4);
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn an_interruption_with_a_queue_goes_on_with_its_head() {
    let world = World::create().await;
    world.llm.push(Turn::new().chunks(["half"]).gate("never"));
    world.llm.push(Turn::text("answer to two"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "one").await;
    world.llm.wait_at_gate("never").await;
    server.send(&world, chat.id, "two").await;
    server.engine.interrupt_chat(&world.owner, chat.id).await.expect("it runs");
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat.id).await),
        ["user: one", "assistant: half", "user: two", "assistant: answer to two"]
    );
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn an_interrupted_batch_keeps_the_results_that_are_known() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().calls([
        ScriptedCall::new("quick", json!({})).with_id("q"),
        ScriptedCall::new("slow", json!({})).with_id("s"),
    ]));
    let server =
        world.serve(vec![TestTool::free("quick", &log).boxed(), TestTool::held("slow", &log).boxed()]).await;
    let chat = server.create_chat(&world, "go").await;
    let recorded = "select count(*) from chat_tool_calls where state = 'finished'";
    wait_until("the quick result in the ledger", PATIENCE, || async {
        world.database.scalar::<i64>(recorded).await == 1
    })
    .await;
    let wait = server.engine.wait_reason(&world.chat(chat.id).await).expect("it waits");
    assert_eq!(wait.reason, WaitReason::Tools { names: vec!["slow".into()] }, "the other one has ended");
    server.engine.interrupt_chat(&world.owner, chat.id).await.expect("it runs");
    let idle = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat.id).await),
        ["user: go", "assistant: call quick + call slow", "tool: result of quick", "tool: error of slow"]
    );
    assert_eq!(server.engine.wait_reason(&idle), None);
    server.stop().await;
}

#[tokio::test]
async fn results_stand_in_the_order_of_the_calls_and_serial_tools_wait() {
    let world = World::create().await;
    let log = RunLog::default();
    let slow = TestTool::held("slow", &log);
    let gate = Arc::clone(&slow.gate);
    let serial = TestTool { scheduling: Scheduling::Serial, ..TestTool::free("serial", &log) };
    let broken = TestTool { panics: true, ..TestTool::free("broken", &log) };
    world.llm.push(Turn::new().calls([
        ScriptedCall::new("serial", json!({ "n": 1 })),
        ScriptedCall::new("slow", json!({})),
        ScriptedCall::new("broken", json!({})),
        ScriptedCall::new("unheard_of", json!({})),
        ScriptedCall::new("serial", json!({ "n": 2 })),
        ScriptedCall::new("quick", json!({})),
    ]));
    world.llm.push(Turn::text("done"));
    let server = world
        .serve(vec![slow.boxed(), serial.boxed(), broken.boxed(), TestTool::free("quick", &log).boxed()])
        .await;
    let chat = server.create_chat(&world, "go").await;
    wait_until("the concurrent tools", PATIENCE, || {
        let count = runs(&log).len();
        async move { count == 3 }
    })
    .await;
    assert!(
        runs(&log).iter().all(|(name, ..)| *name != "serial"),
        "serial tools wait for the concurrent ones"
    );
    gate.add_permits(1);
    world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    assert_eq!(
        outline(&messages)[2..],
        [
            "tool: result of serial",
            "tool: result of slow",
            "tool: error of broken",
            "tool: error of unheard_of",
            "tool: result of serial",
            "tool: result of quick",
            "assistant: done"
        ]
    );
    let order: Vec<_> = runs(&log)
        .iter()
        .filter(|(name, ..)| *name == "serial")
        .map(|(.., args)| args["n"].clone())
        .collect();
    assert_eq!(order, [json!(1), json!(2)]);
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_refused_key_ends_in_an_error_that_leaves_the_message() {
    let world = World::create().await;
    world.llm.accept_key("sk-another-key-0123456789");
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "hello").await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    let failed = world.wait_for(chat.id, Status::Error).await;
    let error = failed.last_error.expect("an error");
    assert_eq!((error.kind, error.retryable), (ropewalk_model::chat::ErrorKind::Auth, false));
    assert!(error.message.contains("Anthropic"), "{}", error.message);
    assert!(!error.message.contains("401"));
    assert_eq!(outline(&world.messages(chat.id).await), ["user: hello"]);
    viewer.wait("the error", |screen| screen.error.as_ref() == Some(&error)).await;
    let requests = world.llm.requests().len();
    assert_eq!(requests, 1, "a refused key is not tried again");

    // With the right key the next message goes on, and clears the error.
    world.llm.accept_key(crate::harness::API_KEY);
    world.llm.push(Turn::text("hi"));
    server.send(&world, chat.id, "again").await;
    let healed = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(healed.last_error, None);
    viewer.wait("no error", |screen| screen.error.is_none() && screen.status == Some(Status::Waiting)).await;
    server.stop().await;
}

#[tokio::test]
async fn an_empty_answer_ends_the_turn_without_a_row() {
    let world = World::create().await;
    world.llm.push(Turn::new());
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "say nothing").await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(outline(&world.messages(chat.id).await), ["user: say nothing"]);
    server.stop().await;
}

#[tokio::test]
async fn nul_characters_survive_in_messages_calls_and_results() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::tool_call("echo", json!({ "a\0b": "\0\u{E000}" })));
    world.llm.push(Turn::text("nul: \0."));
    let server = world.serve(vec![TestTool::free("echo", &log).boxed()]).await;
    let chat = server.create_chat(&world, "a\0b").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    assert_eq!(text_of(&messages[0]), "a\0b");
    let Part::ToolResult { result, .. } = &messages[2].body.parts[0] else { panic!("{messages:?}") };
    assert_eq!(result["echo"], json!({ "a\0b": "\0\u{E000}" }));
    assert_eq!(text_of(&messages[3]), "nul: \0.");
    assert_eq!(messages[3].body.role, Role::Assistant);
    server.stop().await;
}

#[tokio::test]
async fn a_stopping_engine_lets_go_and_another_goes_on_at_once() {
    let world = World::create().await;
    world.llm.push(Turn::new().chunks(["lost"]).gate("never"));
    world.llm.push(Turn::text("found"));
    let first = world.serve(vec![]).await;
    let chat = first.create_chat(&world, "go").await;
    world.llm.wait_at_gate("never").await;
    let second = world.serve(vec![]).await;
    let stopping = tokio::time::Instant::now();
    first.stop().await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert!(stopping.elapsed() < std::time::Duration::from_secs(5), "no waiting for a dead heartbeat");
    assert_eq!(outline(&world.messages(chat.id).await), ["user: go", "assistant: found"]);
    let abandoned = wait_for("an unowned chat", PATIENCE, || async {
        let chat = world.chat(chat.id).await;
        chat.worker_id.is_none().then_some(chat)
    })
    .await;
    assert_eq!(abandoned.status, Status::Waiting);
    second.stop().await;
}

#[tokio::test]
async fn a_history_that_cannot_be_read_is_an_error_and_not_an_endless_try() {
    let world = World::create().await;
    world.llm.push(Turn::text("hi"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let spoil = format!(
        "update chat_messages set content_version = 99 where chat_id = '{}' and role = 'user'",
        chat.id
    );
    assert!(world.database.execute(&spoil).await > 0);
    server.send(&world, chat.id, "more").await;
    let failed = world.wait_for(chat.id, Status::Error).await;
    let detail = failed.last_error.and_then(|error| error.detail).unwrap_or_default();
    assert!(detail.contains("content of the message"), "{detail}");
    server.stop().await;
}
