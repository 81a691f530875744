//! Crashes and takeovers (chat-state-machine.md 6): the chat goes on, nothing is lost, nothing happens twice.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use ropewalk_chat::tools::{Recovery, Tool, ToolCallContext, ToolMode, ToolOutcome};
use ropewalk_llm::ToolDefinition;
use ropewalk_model::chat::{NewMessage, Part, Role, Status, StepFence, Visibility};
use ropewalk_model::{Clock, Entropy, SystemClock};
use ropewalk_store::chats::TransitionError;
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn};
use ropewalk_testkit::{SeededEntropy, wait_until};
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::harness::{
    Crashable, PATIENCE, RunLog, Server, TestTool, World, connect, outline, runs, settings, text_of,
};
use crate::viewer::Viewer;

#[tokio::test]
async fn a_crash_in_the_middle_of_an_answer_loses_and_doubles_nothing() {
    let world = World::create().await;
    world.llm.push(Turn::text("one done"));
    world.llm.push(Turn::new().chunks(["two is ", "half"]).gate("never"));
    world.llm.push(Turn::text("two done"));
    world.llm.push(Turn::text("three done"));
    let first = Crashable::start(&world, vec![]).await;
    let chat = first.server.create_chat(&world, "one").await;
    world.wait_for(chat.id, Status::Waiting).await;
    first.server.send(&world, chat.id, "two").await;
    world.llm.wait_at_gate("never").await;
    first.server.send(&world, chat.id, "three").await;
    first.crash();

    let crashed = tokio::time::Instant::now();
    let second = world.serve(vec![]).await;
    let viewer = Viewer::follow(&second, &world, chat.id).await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert!(
        crashed.elapsed() < Duration::from_secs(5),
        "a lone server goes on at once: {:?}",
        crashed.elapsed()
    );
    let messages = world.messages(chat.id).await;
    assert_eq!(
        outline(&messages),
        [
            "user: one",
            "assistant: one done",
            "user: two",
            "assistant: two done",
            "user: three",
            "assistant: three done"
        ]
    );
    let screen = viewer.wait("all of it", |screen| screen.status == Some(Status::Waiting)).await;
    assert_eq!(screen.messages.into_values().collect::<Vec<_>>(), messages);
    world.llm.finish();
    second.stop().await;
}

#[tokio::test]
async fn after_a_crash_each_call_is_resumed_by_its_own_kind() {
    let world = World::create().await;
    let log = RunLog::default();
    let (quick, slow, once) = (
        || TestTool::free("quick", &log).boxed(),
        || TestTool::held("slow", &log),
        || TestTool { recovery: Recovery::UnknownOutcome, ..TestTool::held("once", &log) },
    );
    world.llm.push(Turn::new().calls([
        ScriptedCall::new("quick", json!({})),
        ScriptedCall::new("slow", json!({})),
        ScriptedCall::new("once", json!({})),
    ]));
    world.llm.push(Turn::text("done"));
    let first = Crashable::start(&world, vec![quick(), slow().boxed(), once().boxed()]).await;
    let chat = first.server.create_chat(&world, "go").await;
    let recorded = "select count(*) from chat_tool_calls where state = 'finished'";
    wait_until("all three began and the quick one is recorded", PATIENCE, || async {
        runs(&log).len() == 3 && world.database.scalar::<i64>(recorded).await == 1
    })
    .await;
    first.crash();

    let held = slow();
    let gate = Arc::clone(&held.gate);
    let second = world.serve(vec![quick(), held.boxed(), once().boxed()]).await;
    wait_until("the slow call again", PATIENCE, || {
        let count = runs(&log).len();
        async move { count == 4 }
    })
    .await;
    gate.add_permits(1);
    world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    assert_eq!(
        outline(&messages),
        [
            "user: go",
            "assistant: call quick + call slow + call once",
            "tool: result of quick",
            "tool: result of slow",
            "tool: error of once",
            "assistant: done"
        ]
    );
    let of = |name: &str| runs(&log).into_iter().filter(|(ran, ..)| *ran == name).collect::<Vec<_>>();
    assert_eq!(
        (of("quick").len(), of("once").len()),
        (1, 1),
        "known results are reused, unknown ones not repeated"
    );
    let slow_runs = of("slow");
    assert_eq!(slow_runs.len(), 2);
    assert_eq!(slow_runs[0].1, slow_runs[1].1, "the same call keeps its idempotency key");
    let Part::ToolResult { result, .. } = &messages[4].body.parts[0] else { panic!("{messages:?}") };
    assert_eq!(result["outcome"], json!("unknown"));
    world.llm.finish();
    second.stop().await;
}

#[tokio::test]
async fn a_stale_task_cannot_write() {
    let world = World::create().await;
    world.llm.push(Turn::new().gate("never"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("never").await;
    let row = world.chat(chat.id).await;
    let fence = row.fence(row.runner_id.expect("it is held"));
    let step = StepFence { fence, generation_attempt: row.versions.generation_attempt };
    let now = SystemClock.now();
    let message = || vec![NewMessage::new(Role::Assistant, Visibility::Both, vec![Part::text("stale")])];
    let before = world.chat(chat.id).await;

    let other_try = StepFence { generation_attempt: step.generation_attempt - 1, ..step };
    let mut other_runner = step;
    other_runner.fence.runner_id = uuid::Uuid::nil().into();
    let mut other_history = step;
    other_history.fence.history_version -= 1;
    for stale in [other_try, other_runner, other_history] {
        let store = &world.store;
        let results = [
            store.commit_chat_step(&stale, message(), &[], now).await.map(drop),
            store.finish_chat_turn(&stale, now).await.map(drop),
            store.record_generation_attempt(&stale, now).await.map(drop),
            store.start_tool_calls(&stale, &[], now).await.map(drop),
        ];
        for result in results {
            assert!(matches!(result, Err(TransitionError::Stale)), "{result:?} for {stale:?}");
        }
    }
    assert_eq!(world.chat(chat.id).await, before, "nothing was written, not even a version");

    // The status is part of the fence: after an interruption the generation cannot commit.
    server.engine.interrupt_chat(&world.owner, chat.id).await.expect("it runs");
    let result = world.store.commit_chat_step(&step, message(), &[], now).await;
    assert!(matches!(result, Err(TransitionError::Stale)), "{result:?}");
    world.wait_for(chat.id, Status::Waiting).await;
    assert!(world.messages(chat.id).await.iter().all(|message| text_of(message) != "stale"));
    server.stop().await;
}

#[tokio::test]
async fn a_chat_that_is_held_without_a_runner_is_taken_again() {
    let world = World::create().await;
    world.llm.push(Turn::new().gate("never"));
    world.llm.push(Turn::text("done"));
    let server = world.serve(vec![]).await;
    let chat = server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("never").await;
    // As if the answer to an acquisition had been lost: this worker's name, a hold that it does not know.
    let lost = format!("update chats set runner_id = gen_random_uuid() where id = '{}'", chat.id);
    assert_eq!(world.database.execute(&lost).await, 1);
    // The old runner does not know yet, and is told by the next update.
    world.store.set_chat_title(chat.id, "touched").await.expect("the database answers");
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(outline(&world.messages(chat.id).await), ["user: go", "assistant: done"]);
    server.stop().await;
}

#[tokio::test]
async fn crashes_at_random_instants_repeat_no_effect_and_lose_no_message() {
    const STEPS: usize = 8;
    const CRASHES: usize = 12;
    let world = World::create().await;
    let log = RunLog::default();
    let work = || vec![TestTool::free("work", &log).boxed()];
    world.llm.respond_with(|request| {
        let done = request.tool_results().len();
        if done < STEPS {
            let call = ScriptedCall::new("work", json!({ "n": done })).with_id(format!("call-{done}"));
            Turn::new().chunks(["step"]).delay(Duration::from_millis(10)).calls([call])
        } else {
            Turn::text("done")
        }
    });
    let chance = SeededEntropy::new(7);
    let mut server = Crashable::start(&world, work()).await;
    let chat = server.server.create_chat(&world, "go").await;
    for _ in 0..CRASHES {
        tokio::time::sleep(Duration::from_secs_f64(0.15 * chance.fraction())).await;
        server.crash();
        server = Crashable::start(&world, work()).await;
    }
    world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    let mut expected = vec!["user: go".to_owned()];
    for _ in 0..STEPS {
        expected.extend(["assistant: step + call work".to_owned(), "tool: result of work".to_owned()]);
    }
    expected.push("assistant: done".to_owned());
    assert_eq!(outline(&messages), expected);

    // A call may run again after a crash, but always under its own key, by which its effect happens once.
    let mut keys = std::collections::BTreeMap::new();
    for (_, key, args) in runs(&log) {
        assert_eq!(keys.entry(args["n"].as_u64()).or_insert(key), &key, "one key for each call: {args}");
    }
    assert_eq!(keys.len(), STEPS);
    world.llm.finish();
    server.stop().await;
}

/// A tool whose first run sees the server stop, and gives up at that instant.
struct CutShort {
    whole: TestTool,
    shutdown: CancellationToken,
}

#[async_trait]
impl Tool for CutShort {
    fn definition(&self) -> ToolDefinition {
        self.whole.definition()
    }

    fn recovery(&self) -> Recovery {
        self.whole.recovery
    }

    fn modes(&self) -> &'static [ToolMode] {
        ToolMode::ALL
    }

    async fn run(&self, call: ToolCallContext) -> ToolOutcome {
        let is_first = runs(&self.whole.log).is_empty();
        let outcome = self.whole.run(call).await;
        if is_first {
            self.shutdown.cancel();
            return ToolOutcome::error("The call was interrupted before it gave a result.");
        }
        outcome
    }
}

#[tokio::test]
async fn what_a_stopping_server_cuts_short_is_no_result() {
    let world = World::create().await;
    let log = RunLog::default();
    world.llm.push(Turn::new().calls([ScriptedCall::new("work", json!({"n": 1}))]));
    world.llm.push(Turn::text("done"));
    let shutdown = CancellationToken::new();
    let tool = || {
        let tool = CutShort { whole: TestTool::free("work", &log), shutdown: shutdown.clone() };
        vec![Arc::new(tool) as Arc<dyn Tool>]
    };
    let store = connect(world.database.url()).await;
    let first = Server::start_until(store, world.instance_id, tool(), settings(), shutdown.clone()).await;
    let chat = first.create_chat(&world, "go").await;
    tokio::time::timeout(PATIENCE, shutdown.cancelled()).await.expect("the call begins");
    first.stop().await;

    let second = world.serve(tool()).await;
    world.wait_for(chat.id, Status::Waiting).await;
    let messages = world.messages(chat.id).await;
    assert_eq!(
        outline(&messages),
        ["user: go", "assistant: call work", "tool: result of work", "assistant: done"]
    );
    let runs = runs(&log);
    assert_eq!(runs.len(), 2);
    assert_eq!(runs[0].1, runs[1].1, "the second run finds the first one's effect by its key");
    world.llm.finish();
    second.stop().await;
}
