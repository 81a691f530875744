//! Tools that the client runs itself (chats-api.md 2.13, chat-engine.md 1.1).

use ropewalk_chat::stream::ChatEvent;
use ropewalk_chat::use_cases::{ClientResult, CreateChat};
use ropewalk_model::chat::{Chat, ClientType, DynamicTool, Part, Status};
use ropewalk_model::{Clock, SystemClock};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::SnapshotMessages;
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn};
use ropewalk_testkit::wait_until;
use serde_json::json;

use crate::harness::{Crashable, PATIENCE, RunLog, Server, TestTool, World, outline, runs};
use crate::viewer::Viewer;

/// A tool of the client.
pub(crate) fn tool(name: &str) -> DynamicTool {
    DynamicTool {
        name: name.to_owned(),
        description: Some(format!("The client's {name}.")),
        input_schema: json!({ "type": "object", "properties": { "n": { "type": "integer" } } }),
    }
}

/// The body of a chat with these tools of its client.
pub(crate) fn new_with(world: &World, dynamic_tools: Vec<DynamicTool>) -> CreateChat {
    CreateChat {
        organization_id: world.organization,
        parts: vec![Part::text("go")],
        system_prompt: None,
        workspace_id: None,
        model_config_id: None,
        reasoning_effort: None,
        plan_mode: false,
        client_type: ClientType::Api,
        labels: std::collections::BTreeMap::new(),
        dynamic_tools,
    }
}

/// Makes a chat with these tools of its client.
pub(crate) async fn create_with(server: &Server, world: &World, tools: Vec<DynamicTool>) -> Chat {
    server.engine.create_chat(&world.owner, new_with(world, tools)).await.expect("a chat").value
}

fn result(id: &str, output: serde_json::Value) -> ClientResult {
    ClientResult { tool_call_id: id.to_owned(), output, is_error: false }
}

#[tokio::test]
async fn mixed_calls_run_the_local_one_first_and_then_wait_for_the_client() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().calls([
        ScriptedCall::new("ask", json!({ "n": 1 })).with_id("ask-1"),
        ScriptedCall::new("look", json!({})).with_id("look-1"),
        ScriptedCall::new("tell", json!({})).with_id("tell-1"),
    ]));
    world.llm.push(Turn::text("done"));
    let server = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    let chat = create_with(&server, &world, vec![tool("tell"), tool("ask")]).await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    let waiting = world.wait_for(chat.id, Status::RequiresAction).await;
    assert!(waiting.requires_action_deadline_at.is_some());
    assert_eq!(runs(&log).len(), 1);
    assert_eq!(
        world.llm.requests()[0].tool_names(),
        ["look", "tell", "ask"],
        "ours first, then the client's"
    );
    viewer.wait("the status", |screen| screen.status == Some(Status::RequiresAction)).await;
    let required = viewer.events().into_iter().find_map(|event| match event {
        ChatEvent::ActionRequired(calls) => Some(calls),
        _ => None,
    });
    let required = required.expect("the client is told");
    assert_eq!(
        required.iter().map(|call| call.tool_call_id.as_str()).collect::<Vec<_>>(),
        ["ask-1", "tell-1"]
    );
    assert_eq!(required[0].args, json!({ "n": 1 }));

    let engine = &server.engine;
    let before = world.chat(chat.id).await;
    for (results, what) in [
        (vec![], "none"),
        (vec![result("ask-1", json!(1))], "one is missing"),
        (vec![result("ask-1", json!(1)), result("ask-1", json!(2))], "twice"),
        (
            vec![result("ask-1", json!(1)), result("tell-1", json!(1)), result("look-1", json!(1))],
            "one too many",
        ),
        (vec![result("ask-1", json!(1)), result("", json!(1))], "without an id"),
    ] {
        let refused = engine.submit_tool_results(&world.owner, chat.id, results).await;
        assert!(matches!(refused, Err(UseCaseError::Invalid { .. })), "{what}: {refused:?}");
    }
    assert_eq!(world.chat(chat.id).await, before, "nothing was written");

    // In any order, any JSON, and bounded by the model's window of 200,000 tokens.
    let failed = ClientResult { is_error: true, ..result("tell-1", json!({ "error": "no line" })) };
    let results = vec![failed, result("ask-1", json!("x".repeat(300_000)))];
    engine.submit_tool_results(&world.owner, chat.id, results.clone()).await.expect("taken");
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat.id).await),
        [
            "user: go",
            "assistant: call ask + call look + call tell",
            "tool: result of look",
            "tool: result of ask",
            "tool: error of tell",
            "assistant: done"
        ]
    );
    let Part::ToolResult { result: kept, .. } = &world.messages(chat.id).await[3].body.parts[0] else {
        panic!("a result")
    };
    assert!((100_000..=200_000).contains(&kept.as_str().expect("a text").len()));
    let late = engine.submit_tool_results(&world.owner, chat.id, results).await;
    let Err(UseCaseError::Conflict { message, .. }) = &late else { panic!("{late:?}") };
    assert!(message.contains("CompleteRequiresAction") && message.contains(" W"), "{message}");
    world.llm.finish();
    server.stop().await;
}

/// A tool that must be called alone, beside one of ours and one of the client (chat-engine.md 1.6, rule 1a).
#[tokio::test]
async fn beside_an_exclusive_call_nothing_runs_and_nothing_goes_to_the_client() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().calls([
        ScriptedCall::new("tell", json!({})).with_id("tell-1"),
        ScriptedCall::new("advise", json!({})).with_id("advise-1"),
        ScriptedCall::new("look", json!({})).with_id("look-1"),
    ]));
    world.llm.push(Turn::new().calls([ScriptedCall::new("advise", json!({})).with_id("advise-2")]));
    world.llm.push(Turn::text("done"));
    let advise = TestTool { exclusive: true, ..TestTool::free("advise", &log) }.boxed();
    let server = world.serve(vec![TestTool::free("look", &log).boxed(), advise]).await;
    let chat = create_with(&server, &world, vec![tool("tell")]).await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(runs(&log).iter().map(|(name, ..)| *name).collect::<Vec<_>>(), ["advise"], "alone it runs");
    let asked = world.llm.requests()[1].body.to_string();
    for told in [
        "tell was skipped, because advise",
        "advise must be the only call",
        "look was skipped, because advise",
    ] {
        assert!(asked.contains(told), "{told}: {asked}");
    }
    server.stop().await;
}

#[tokio::test]
async fn bad_tools_are_refused_when_the_chat_is_made() {
    let world = World::create().await;
    let log = RunLog::default();
    let server = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    for (tools, field) in [
        (vec![tool("")], "unsafe_dynamic_tools[0].name"),
        (vec![tool("a"), tool("b"), tool("a")], "unsafe_dynamic_tools[2].name"),
        (vec![tool("look")], "unsafe_dynamic_tools[0].name"),
        ((0..251).map(|n| tool(&format!("t{n}"))).collect(), "unsafe_dynamic_tools"),
    ] {
        let refused = server.engine.create_chat(&world.owner, new_with(&world, tools)).await;
        let Err(UseCaseError::Invalid { validations, .. }) = &refused else { panic!("{refused:?}") };
        assert_eq!(validations.iter().map(|it| it.field.as_str()).collect::<Vec<_>>(), [field]);
    }
    server.stop().await;
}

/// The name of a tool of the client that a later version of the server took for one of its own.
#[tokio::test]
async fn a_built_in_tool_wins_over_one_of_the_client() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().calls([ScriptedCall::new("look", json!({}))]));
    world.llm.push(Turn::text("done"));
    let older = Crashable::start(&world, vec![]).await;
    older.server.engine.stop().await;
    let chat = create_with(&older.server, &world, vec![tool("look"), tool("ask")]).await;
    older.stop().await;
    let newer = world.serve(vec![TestTool::free("look", &log).boxed()]).await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(runs(&log).len(), 1, "it ran here");
    assert_eq!(world.llm.requests()[0].tool_names(), ["look", "ask"]);
    newer.stop().await;
}

#[tokio::test]
async fn the_deadline_outlives_the_server_that_set_it() {
    let world = World::create().await;
    world.llm.push(Turn::new().calls([ScriptedCall::new("ask", json!({}))]));
    world.llm.push(Turn::text("without you, then"));
    let first = Crashable::start(&world, vec![]).await;
    let chat = create_with(&first.server, &world, vec![tool("ask")]).await;
    let waiting = world.wait_for(chat.id, Status::RequiresAction).await;
    let wait = waiting.requires_action_deadline_at.expect("a deadline") - SystemClock.now();
    assert!((290..=300).contains(&wait.num_seconds()), "five minutes: {wait}");
    first.crash();
    world
        .database
        .execute("update chats set requires_action_deadline_at = now() where status = 'requires_action'")
        .await;
    let second = world.serve(vec![]).await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&world.messages(chat.id).await),
        ["user: go", "assistant: call ask", "tool: error of ask", "assistant: without you, then"]
    );
    world.llm.finish();
    second.stop().await;
}

#[tokio::test]
async fn interrupting_the_wait_answers_the_calls() {
    let world = World::create().await;
    world.llm.push(Turn::new().calls([ScriptedCall::new("ask", json!({}))]));
    world.llm.push(Turn::text("I stop asking"));
    let server = world.serve(vec![]).await;
    let chat = create_with(&server, &world, vec![tool("ask")]).await;
    world.wait_for(chat.id, Status::RequiresAction).await;
    server.engine.interrupt_chat(&world.owner, chat.id).await.expect("it waits for its client");
    wait_until("the model goes on", PATIENCE, || async { world.llm.requests().len() == 2 }).await;
    world.wait_for(chat.id, Status::Waiting).await;
    let none = SnapshotMessages::ChangedSince(i64::MAX);
    let snapshot = world.store.chat_snapshot(chat.id, none).await.expect("the database").expect("the chat");
    assert_eq!(snapshot.required_calls, []);
    assert_eq!(
        outline(&world.messages(chat.id).await),
        ["user: go", "assistant: call ask", "tool: error of ask", "assistant: I stop asking"]
    );
    server.stop().await;
}
