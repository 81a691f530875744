//! Summaries of chats whose context is full, or whose person asks for one (chat-engine.md 5.7).

use async_trait::async_trait;
use ropewalk_chat::tools::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome};
use ropewalk_chat::use_cases::EditChatMessage;
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::{ErrorKind, FileMediaType, Message, Part, Role, Status, Visibility};
use ropewalk_model::{ChatId, Clock, Entropy, SystemClock, SystemEntropy};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chat_files::NewChatFile;
use ropewalk_store::chat_models::CompactionThreshold;
use ropewalk_store::settings::SettingKey;
use ropewalk_testkit::fake_llm::{RecordedRequest, ScriptedCall, Turn, TurnUsage};
use serde_json::{Value, json};

use crate::harness::{RunLog, TestTool, World, outline};
use crate::viewer::Viewer;

/// An answer whose model was shown so many tokens of the 200,000 that it can be.
fn shown(turn: Turn, tokens: i64) -> Turn {
    turn.usage(TurnUsage { input: tokens, output: 10, ..TurnUsage::default() })
}

/// The messages that people see.
async fn people(world: &World, chat: ChatId) -> Vec<Message> {
    let mut messages = world.messages(chat).await;
    messages.retain(|it| it.body.visibility.is_for_user());
    messages
}

/// All rows but the instructions, also those that people do not see.
async fn rows(world: &World, chat: ChatId) -> Vec<Message> {
    let mut rows = world.store.chat_history(chat).await.expect("the history");
    rows.retain(|it| it.body.role != Role::System);
    rows
}

fn asked(world: &World, place: usize) -> RecordedRequest {
    world.llm.requests()[place].clone()
}

/// The result of the latest summary's call.
fn told(rows: &[Message]) -> Value {
    let result = |part: &Part| match part {
        Part::ToolResult { tool_name, result, .. } if tool_name == "chat_summarized" => Some(result.clone()),
        _ => None,
    };
    rows.iter().rev().flat_map(|it| &it.body.parts).find_map(result).expect("a summary")
}

#[tokio::test]
async fn a_full_context_is_summarized_before_the_next_message_is_answered() {
    let world = World::create().await;
    world.llm.push(shown(Turn::text("one done"), 150_000));
    world.llm.push(shown(Turn::text("the hand-over"), 150_100));
    world.llm.push(shown(Turn::text("two done"), 900));
    let server = world.serve(vec![TestTool::free("look", &RunLog::default()).boxed()]).await;
    let chat = server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.send(&world, chat.id, "two").await;
    let done = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(done.last_error, None);

    let summary = asked(&world, 1);
    let body = summary.body.to_string();
    assert!(body.contains("one done") && body.contains("hand-over of this conversation"), "{body}");
    assert!(!body.contains("\"two\""), "what nobody has answered is not summarized: {body}");
    assert_eq!(summary.body["tool_choice"]["type"], "none");
    assert_eq!(summary.tool_names(), ["look"], "providers refuse calls in a history without their tools");
    let after = asked(&world, 2).body.to_string();
    assert!(after.contains("the hand-over") && after.contains("\"two\""), "{after}");
    assert!(!after.contains("one done") && !after.contains("chat_summarized"), "{after}");
    assert!(!asked(&world, 2).system_text().is_empty(), "the instructions stay");

    let people = people(&world, chat.id).await;
    assert_eq!(
        outline(&people),
        [
            "user: one",
            "assistant: one done",
            "user: two",
            "assistant: call chat_summarized",
            "tool: result of chat_summarized",
            "assistant: two done",
        ],
        "people see everything, and their message once"
    );
    let rows = rows(&world, chat.id).await;
    let shape: Vec<_> = rows.iter().map(|it| (it.body.role, it.body.visibility, it.compressed)).collect();
    assert_eq!(
        shape[3..7],
        [
            (Role::User, Visibility::Model, true),
            (Role::Assistant, Visibility::User, true),
            (Role::Tool, Visibility::Both, true),
            (Role::User, Visibility::Model, false),
        ]
    );
    assert_eq!(rows[6].body.parts, rows[2].body.parts, "word for word");
    assert_eq!(rows[4].body.usage.expect("what it used").input_tokens, 150_100);
    assert_eq!(
        told(&rows),
        json!({
            "summary": "the hand-over", "source": "automatic", "threshold_percent": 70, "usage_percent": 75.0,
            "context_tokens": 150_000, "context_limit_tokens": 200_000,
        })
    );
    let metrics = server.engine.metrics().text().expect("metrics");
    assert!(
        metrics.contains("coderd_chatd_compaction_total") && metrics.contains("result=\"success\"} 1"),
        "{metrics}"
    );

    // An edit of an earlier message goes back to before the summary: the context is full again.
    world.llm.push(Turn::text("another hand-over"));
    world.llm.push(Turn::text("better done"));
    let edit =
        EditChatMessage { parts: vec![Part::text("better")], model_config_id: None, reasoning_effort: None };
    server.engine.edit_message(&world.owner, chat.id, people[2].id, edit).await.expect("edited");
    world.wait_for(chat.id, Status::Waiting).await;
    let again = asked(&world, 3).body.to_string();
    assert!(again.contains("one done") && !again.contains("the hand-over\""), "{again}");
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn work_that_fills_the_context_goes_on_from_its_summary() {
    let world = World::create().await;
    world.llm.push(shown(Turn::new().calls([ScriptedCall::new("look", json!({"at": "it"}))]), 180_000));
    world.llm.push(Turn::text("so far: looked"));
    world.llm.push(shown(Turn::text("done"), 500));
    let server = world.serve(vec![TestTool::free("look", &RunLog::default()).boxed()]).await;
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(
        outline(&people(&world, chat.id).await),
        [
            "user: go",
            "assistant: call look",
            "tool: result of look",
            "assistant: call chat_summarized",
            "tool: result of chat_summarized",
            "assistant: done",
        ]
    );
    let last = asked(&world, 2);
    assert!(last.body.to_string().contains("so far: looked"), "{}", last.body);
    assert_eq!(last.tool_results().len(), 0, "the call is in the summary");
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn who_asks_for_a_summary_gets_one_and_nothing_else() {
    let world = World::create().await;
    world.llm.push(shown(Turn::text("one done"), 100));
    world.llm.push(Turn::text("the hand-over").gate("hold"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let viewer = Viewer::follow(&server, &world, chat.id).await;
    let asked_for = server.engine.compact_context(&world.owner, chat.id).await.expect("asked for");
    assert_eq!(asked_for.status, Status::Running);
    world.llm.wait_at_gate("hold").await;
    let live = viewer.wait("the call", |screen| !screen.preview.is_empty()).await;
    assert_eq!(live.preview_text(), "", "nothing of the summary before it is whole");
    let busy = server.engine.compact_context(&world.owner, chat.id).await;
    assert!(matches!(busy, Err(UseCaseError::Conflict { .. })), "{busy:?}");
    world.llm.open_gate("hold");
    let done = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!((done.compaction_requested_at, done.last_error), (None, None));
    assert_eq!(told(&rows(&world, chat.id).await)["source"], "manual");
    viewer
        .wait("the end", |screen| screen.status == Some(Status::Waiting) && screen.preview.is_empty())
        .await;

    // There is nothing new to summarize: it is done at once.
    server.engine.compact_context(&world.owner, chat.id).await.expect("asked for");
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(world.llm.requests().len(), 2);
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_failed_chat_is_summarized_and_answers_what_was_left() {
    let world = World::create().await;
    world.llm.push(shown(Turn::text("one done"), 100));
    world.llm.push(Turn::error(400, "prompt is too long"));
    world.llm.push(Turn::text("the hand-over"));
    world.llm.push(Turn::text("two done"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.send(&world, chat.id, "two").await;
    world.wait_for(chat.id, Status::Error).await;
    server.engine.compact_context(&world.owner, chat.id).await.expect("asked for");
    let done = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(done.last_error, None);
    let seen = outline(&people(&world, chat.id).await);
    assert_eq!(seen.last().map(String::as_str), Some("assistant: two done"), "{seen:?}");
    assert_eq!(seen.iter().filter(|it| it.contains("call chat_summarized")).count(), 1, "once");
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_first_step_that_fills_the_window_again_is_an_error_that_says_what_to_do() {
    let world = World::create().await;
    world.llm.push(shown(Turn::text("one done"), 150_000));
    world.llm.push(Turn::text("the hand-over"));
    world.llm.push(shown(Turn::text("two done"), 160_000));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.send(&world, chat.id, "two").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.send(&world, chat.id, "three").await;
    let error = world.wait_for(chat.id, Status::Error).await.last_error.expect("why");
    assert_eq!((error.kind, error.retryable), (ErrorKind::Config, false));
    assert!(error.message.contains("80%") && error.message.contains("start a new chat"), "{}", error.message);
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn a_summary_that_fails_is_tried_again_and_an_empty_one_ends_the_turn() {
    let world = World::create().await;
    world.llm.push(shown(Turn::text("one done"), 150_000));
    world.llm.push(Turn::error(529, "overloaded"));
    world.llm.push(Turn::text("the hand-over"));
    world.llm.push(shown(Turn::text("two done"), 150_000));
    world.llm.push(Turn::text(" \n "));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.send(&world, chat.id, "two").await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(told(&rows(&world, chat.id).await)["summary"], "the hand-over");
    // What was said since is asked for by hand: the automatic one would give up on this chat.
    server.engine.compact_context(&world.owner, chat.id).await.expect("asked for");
    let failed = world.wait_for(chat.id, Status::Error).await;
    let error = failed.last_error.expect("why");
    assert!(error.message.contains("gave no summary"), "{}", error.message);
    assert_eq!(failed.compaction_requested_at, None);
    let seen = outline(&people(&world, chat.id).await);
    assert_eq!(seen.iter().filter(|it| it.contains("chat_summarized")).count(), 2, "{seen:?}");
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn an_interrupted_summary_leaves_nothing_behind() {
    let world = World::create().await;
    world.llm.push(shown(Turn::text("one done"), 100));
    world.llm.push(Turn::new().chunks(["half a "]).gate("never"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.engine.compact_context(&world.owner, chat.id).await.expect("asked for");
    world.llm.wait_at_gate("never").await;
    server.engine.interrupt_chat(&world.owner, chat.id).await.expect("interrupted");
    let done = world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(done.compaction_requested_at, None);
    assert_eq!(outline(&rows(&world, chat.id).await), ["user: one", "assistant: one done"]);
    server.stop().await;
}

#[tokio::test]
async fn people_set_thresholds_of_their_own() {
    let world = World::create().await;
    world.llm.push(shown(Turn::text("one done"), 150_000));
    world.llm.push(shown(Turn::text("two done"), 30_000));
    world.llm.push(Turn::text("the hand-over"));
    world.llm.push(shown(Turn::text("three done"), 100));
    let server = world.serve(vec![]).await;
    let now = || ropewalk_model::Clock::now(&ropewalk_model::SystemClock);
    let set = |threshold_percent| CompactionThreshold { model_config_id: world.model, threshold_percent };
    let user = world.owner.user_id;
    world.store.put_compaction_threshold(user, set(100), now()).await.expect("set");
    let chat = server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.send(&world, chat.id, "two").await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(world.llm.requests().len(), 2, "100 is never");
    world.store.put_compaction_threshold(user, set(15), now()).await.expect("set");
    server.send(&world, chat.id, "three").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let rows = rows(&world, chat.id).await;
    assert_eq!(
        (&told(&rows)["threshold_percent"], &told(&rows)["usage_percent"]),
        (&json!(15), &json!(15.0))
    );
    world.llm.finish();
    server.stop().await;
}

#[tokio::test]
async fn another_model_writes_the_summaries_and_its_stricter_window_counts() {
    let world = World::create().await;
    let url = world.llm.openai_base_url();
    let small = world.add_model("openai-compat", url, "small", json!({})).await;
    let narrow = format!("update chat_model_configs set context_limit = 10000 where id = '{small}'");
    world.database.execute(&narrow).await;
    let now = ropewalk_model::Clock::now(&ropewalk_model::SystemClock);
    let key = SettingKey::ChatCompactionModelOverride;
    world.store.put_setting(key, &small.to_string(), now).await.expect("set");
    world.llm.push(shown(Turn::text("one done"), 8_000));
    world.llm.push(Turn::text("the hand-over"));
    world.llm.push(shown(Turn::text("two done"), 8_000));
    world.llm.push(shown(Turn::text("three done"), 100));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.send(&world, chat.id, "two").await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(asked(&world, 1).body["model"], "small");
    assert_ne!(asked(&world, 2).body["model"], "small");
    let stored = rows(&world, chat.id).await;
    assert_eq!(told(&stored)["context_limit_tokens"], 10_000);
    assert_eq!(stored[4].body.model_config_id, Some(small), "what it cost is the small model's");

    // One that is turned off is passed over, and its window with it.
    let off = format!("update chat_model_configs set enabled = false where id = '{small}'");
    world.database.execute(&off).await;
    server.send(&world, chat.id, "three").await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(world.llm.requests().len(), 4);
    world.llm.finish();
    server.stop().await;
}

/// Proposes a plan, as the tool of that name does: the copy is stored, the result names it.
struct ProposesPlan;

#[async_trait]
impl Tool for ProposesPlan {
    fn definition(&self) -> ToolDefinition {
        ToolDefinition {
            name: "propose_plan".into(),
            description: "A tool of a test.".into(),
            input_schema: json!({ "type": "object", "properties": {} }),
        }
    }

    fn recovery(&self) -> Recovery {
        Recovery::Idempotent
    }

    fn modes(&self) -> &'static [ToolMode] {
        ToolMode::ALL
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let plan = NewChatFile {
            id: SystemEntropy.uuid().into(),
            organization_id: call.chat.organization_id,
            owner_id: call.chat.owner_id,
            name: "PLAN.md".into(),
            media_type: FileMediaType::Markdown,
            content: b"1. Paint it green.".to_vec(),
            created_at: SystemClock.now(),
        };
        let file = call.deps.store.add_chat_file(&plan).await.expect("stored");
        ToolOutcome::ok(json!({"ok": true, "path": "/home/me/PLAN.md", "kind": "plan", "file_id": file.id}))
    }
}

#[tokio::test]
async fn a_plan_is_kept_as_it_was_over_each_summary() {
    let world = World::create().await;
    world.llm.push(Turn::tool_call("propose_plan", json!({})));
    world.llm.push(shown(Turn::text("proposed"), 500));
    let server = world.serve(vec![std::sync::Arc::new(ProposesPlan)]).await;
    let chat = server.create_chat(&world, "plan it").await;
    world.wait_for(chat.id, Status::Waiting).await;
    for round in ["first", "second"] {
        world.llm.push(shown(Turn::text(format!("the {round} hand-over")), 600));
        server.engine.compact_context(&world.owner, chat.id).await.expect("asked for");
        world.wait_for(chat.id, Status::Waiting).await;
        world.llm.push(shown(Turn::text("going on"), 500));
        server.send(&world, chat.id, "go on").await;
        world.wait_for(chat.id, Status::Waiting).await;
        let request = world.llm.requests().pop().expect("a request").body.to_string();
        assert!(request.contains(&format!("the {round} hand-over")), "{request}");
        assert_eq!(request.matches("1. Paint it green.").count(), 1, "once, as it was: {request}");
        assert!(request.contains("/home/me/PLAN.md") && !request.contains("plan it"), "{request}");
    }
    let rows = rows(&world, chat.id).await;
    assert_eq!(told(&rows)["summary"], "the second hand-over", "people see the summary alone");
    world.llm.finish();
    server.stop().await;
}
