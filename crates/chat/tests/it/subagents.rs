//! Chats that a chat makes (chat-engine.md 6.1): what they are told and offered, what reaches them, and that none is made twice.

use ropewalk_chat::tools::Toolset;
use ropewalk_chat::{EngineSettings, WaitReason};
use ropewalk_model::chat::{Chat, ChatMode, Part, Status};
use ropewalk_model::{ChatId, MessageId};
use ropewalk_store::chats::{ChildLimits, SnapshotMessages};
use ropewalk_testkit::fake_llm::{RecordedRequest, ScriptedCall, Turn};
use ropewalk_testkit::{wait_for, wait_until};
use serde_json::{Value, json};

use crate::harness::{Crashable, PATIENCE, Server, World, outline, settings, text_of};

/// What only a child is told.
const CHILD_WORDS: &str = "You are an agent that another agent gave one task to";

fn is_child(request: &RecordedRequest) -> bool {
    request.system_text().contains(CHILD_WORDS)
}

/// The result of the call before this request, of a parent.
fn last_result(request: &RecordedRequest) -> Option<Value> {
    let results = request.tool_results();
    results.last().map(|result| serde_json::from_str(&result.text).expect("a JSON result"))
}

/// The parent makes one child of `args` and waits for it; the child says `report` when its gate is open.
fn one_child(
    args: Value,
    child: impl Fn() -> Turn + Send + Sync + 'static,
) -> impl Fn(&RecordedRequest) -> Turn {
    move |request| {
        if is_child(request) {
            return child();
        }
        match request.tool_results().len() {
            0 => Turn::tool_call("spawn_agent", args.clone()),
            1 => match last_result(request).and_then(|it| it.get("chat_id").cloned()) {
                Some(chat_id) => Turn::tool_call("wait_agent", json!({"chat_id": chat_id})),
                None => Turn::text("there was none"),
            },
            _ => Turn::text("all done"),
        }
    }
}

async fn serve(world: &World) -> Server {
    world.serve(Toolset::standard_tools()).await
}

async fn children(world: &World, parent: ChatId) -> Vec<Chat> {
    world.store.child_chats(parent, 0, 1000).await.expect("the children").chats
}

async fn only_child(world: &World, parent: ChatId) -> Chat {
    wait_for("the child", PATIENCE, || async { children(world, parent).await.pop() }).await
}

/// The results of the parent's calls, in their order.
async fn results(world: &World, chat: ChatId) -> Vec<(String, bool, Value)> {
    let result = |part: &Part| match part {
        Part::ToolResult { tool_name, is_error, result, .. } => {
            Some((tool_name.clone(), *is_error, result.clone()))
        }
        _ => None,
    };
    world.messages(chat).await.iter().flat_map(|it| it.body.parts.iter().filter_map(result)).collect()
}

#[tokio::test]
async fn a_child_does_its_task_and_its_parent_gets_the_report() {
    let world = World::create().await;
    let args = json!({"type": "general", "prompt": "Count the files.", "title": "Counting"});
    world.llm.respond_with(one_child(args, || Turn::text("There are 42.")));
    let server = serve(&world).await;
    let parent = server.create_chat(&world, "how many?").await;
    world.wait_for(parent.id, Status::Waiting).await;

    let child = only_child(&world, parent.id).await;
    assert_eq!((child.title.as_str(), child.mode, child.plan_mode), ("Counting", None, false));
    assert_eq!((child.parent_chat_id, child.root_chat_id), (Some(parent.id), parent.id));
    assert_eq!(child.last_model_config_id, parent.last_model_config_id);
    let said = world.messages(child.id).await;
    assert_eq!(outline(&said), ["user: Count the files.", "assistant: There are 42."]);

    let results = results(&world, parent.id).await;
    let told = json!({"chat_id": child.id, "title": "Counting", "status": "running", "type": "general"});
    assert_eq!(results[0], ("spawn_agent".to_owned(), false, told));
    let report = json!({
        "chat_id": child.id, "title": "Counting", "status": "waiting", "type": "general", "report": "There are 42.",
    });
    assert_eq!(results[1], ("wait_agent".to_owned(), false, report));

    let requests = world.llm.requests();
    let of_child = requests.iter().find(|it| is_child(it)).expect("the child asked");
    let tools = of_child.tool_names();
    for absent in ["spawn_agent", "wait_agent", "message_agent", "create_workspace", "stop_workspace"] {
        assert!(!tools.contains(&absent.to_owned()), "{absent}");
    }
    assert!(tools.contains(&"write_file".to_owned()));
    assert!(of_child.system_text().contains("you cannot make one"), "a child without a workspace");
    let header = |name| of_child.header(name).map(str::to_owned);
    assert_eq!(header("x-coder-chat-id"), Some(parent.id.to_string()), "SV-11");
    assert_eq!(header("x-coder-subchat-id"), Some(child.id.to_string()));
    server.stop().await;
}

#[tokio::test]
async fn who_explores_changes_nothing() {
    let world = World::create().await;
    let other = world.add_model("openai", world.llm.openai_base_url(), "gpt-test", json!({})).await;
    let args = json!({"type": "explore", "prompt": "Where is main?", "model_config_id": other});
    world.llm.respond_with(one_child(args, || Turn::text("In src.")));
    let server = serve(&world).await;
    let parent = server.create_chat(&world, "look").await;
    world.wait_for(parent.id, Status::Waiting).await;
    let child = only_child(&world, parent.id).await;
    assert_eq!((child.mode, child.title.as_str()), (Some(ChatMode::Explore), "Where is main?"));
    assert_eq!(child.last_model_config_id, other);
    let requests = world.llm.requests();
    let of_child = requests.iter().find(|it| is_child(it)).expect("the child asked");
    assert_eq!(of_child.tool_names(), ["execute", "process_output", "read_file"]);
    assert!(of_child.system_text().contains("You look around and change nothing"));
    server.stop().await;
}

#[tokio::test]
async fn what_cannot_be_made_is_refused_with_its_reason() {
    let world = World::create().await;
    let unknown = uuid::Uuid::from_u128(7);
    let cases = [
        (json!({"type": "wizard", "prompt": "x"}), "general, explore, computer_use"),
        (json!({"type": "general", "prompt": " \n"}), "prompt"),
        (json!({"prompt": "x"}), "type"),
        (json!({"type": "computer_use", "prompt": "x"}), "virtual desktop"),
        (json!({"type": "general", "prompt": "x", "model_config_id": unknown}), "list_subagent_models"),
        (json!({"type": "general", "prompt": "x", "reasoning_effort": "huge"}), "minimal"),
    ];
    world.llm.push(
        Turn::new().calls(cases.iter().map(|(args, _)| ScriptedCall::new("spawn_agent", args.clone()))),
    );
    world.llm.push(Turn::new().calls([
        ScriptedCall::new("wait_agent", json!({"chat_id": unknown})),
        ScriptedCall::new("wait_agent", json!({"chat_id": "me"})),
        ScriptedCall::new("message_agent", json!({"chat_id": unknown, "message": "hi"})),
        ScriptedCall::new("interrupt_agent", json!({"chat_id": unknown})),
        ScriptedCall::new("list_agents", json!({"limit": 0})),
        ScriptedCall::new("list_subagent_models", json!({})),
    ]));
    world.llm.push(Turn::text("well"));
    let server = serve(&world).await;
    let parent = server.create_chat(&world, "go").await;
    world.wait_for(parent.id, Status::Waiting).await;
    let results = results(&world, parent.id).await;
    for ((args, word), (name, is_error, result)) in cases.iter().zip(&results) {
        let error = result["error"].as_str().expect("a sentence");
        assert!(*is_error && name == "spawn_agent" && error.contains(word), "{args}: {result}");
    }
    assert_eq!(results[3].2["type"], "computer_use", "of a known type it is said (SV-9)");
    for (name, is_error, result) in &results[6..10] {
        assert!(*is_error && result["error"].is_string(), "{name}: {result}");
    }
    assert_eq!(
        results[10].2,
        json!({"agents": [], "total": 0, "returned": 0, "offset": 0, "has_more": false})
    );
    assert_eq!(results[11].2["models"][0]["model"], "claude-test");
    assert_eq!(children(&world, parent.id).await, []);
    server.stop().await;
}

#[tokio::test]
async fn a_wait_that_is_too_long_says_so_and_a_child_that_failed_says_why() {
    let world = World::create().await;
    world.llm.respond_with(|request| {
        if is_child(request) {
            return Turn::new().gate("child").provider_error("authentication_error", "no");
        }
        let chat_id = request.tool_results().first().map(|it| {
            let spawned: Value = serde_json::from_str(&it.text).expect("JSON");
            spawned["chat_id"].clone()
        });
        match (request.tool_results().len(), chat_id) {
            (0, _) => Turn::tool_call("spawn_agent", json!({"type": "general", "prompt": "Fail."})),
            (1, Some(chat_id)) => {
                Turn::tool_call("wait_agent", json!({"chat_id": chat_id, "timeout_seconds": 1}))
            }
            (2, Some(chat_id)) => Turn::tool_call("wait_agent", json!({"chat_id": chat_id})),
            _ => Turn::text("I see"),
        }
    });
    let server = serve(&world).await;
    let parent = server.create_chat(&world, "go").await;
    wait_until("the first wait to be over", PATIENCE, || async {
        results(&world, parent.id).await.len() == 2
    })
    .await;
    world.llm.open_gate("child");
    world.wait_for(parent.id, Status::Waiting).await;
    let results = results(&world, parent.id).await;
    assert_eq!((results[1].1, &results[1].2["timed_out"]), (false, &json!(true)));
    assert_eq!((results[2].1, &results[2].2["status"]), (false, &json!("error")));
    assert!(results[2].2["last_error"].is_string(), "{}", results[2].2);
    server.stop().await;
}

#[tokio::test]
async fn a_stop_of_the_parent_reaches_its_children_and_so_does_the_archive() {
    let world = World::create().await;
    let args = json!({"type": "general", "prompt": "Work long."});
    world.llm.respond_with(one_child(args, || Turn::new().chunks(["so far"]).gate("child")));
    let server = serve(&world).await;
    let parent = server.create_chat(&world, "go").await;
    let child = only_child(&world, parent.id).await;
    let waits = WaitReason::Subagent { title: "Work long.".into() };
    wait_until("the parent waits for its child", PATIENCE, || async {
        let row = world.chat(parent.id).await;
        server.engine.wait_reason(&row).is_some_and(|wait| wait.reason == waits)
    })
    .await;
    world.llm.wait_at_gate("child").await;
    server.engine.interrupt_chat(&world.owner, parent.id).await.expect("stopped");
    world.wait_for(parent.id, Status::Waiting).await;
    world.wait_for(child.id, Status::Waiting).await;
    assert_eq!(outline(&world.messages(child.id).await)[1], "assistant: so far", "what it said is kept");

    // A parent that rests while its child works.
    server.send(&world, child.id, "again").await;
    world.llm.wait_at_gate("child").await;
    server.engine.interrupt_chat(&world.owner, parent.id).await.expect("the child was stopped");
    world.wait_for(child.id, Status::Waiting).await;
    let nothing = server.engine.interrupt_chat(&world.owner, parent.id).await;
    assert!(nothing.is_err(), "nothing runs");

    let away = ropewalk_chat::use_cases::ArchiveChange::Archive;
    server.engine.set_chat_archived(&world.owner, parent.id, away).await.expect("put away");
    assert!(world.chat(child.id).await.archived);
    server.stop().await;
}

#[tokio::test]
async fn two_hundred_at_once_are_as_many_as_may_be_and_the_rest_is_told() {
    let world = World::create().await;
    world.llm.respond_with(|request| {
        if is_child(request) {
            return Turn::text("done").gate("children");
        }
        if request.tool_results().is_empty() {
            let args = json!({"type": "explore", "prompt": "One of many."});
            return Turn::new().calls((0..200).map(|_| ScriptedCall::new("spawn_agent", args.clone())));
        }
        Turn::text("well")
    });
    let limits = ChildLimits { per_family: 7, in_all: 1000 };
    let few = EngineSettings { child_limits: limits, ..settings() };
    let server = world.serve_with(Toolset::standard_tools(), few).await;
    let parent = server.create_chat(&world, "go").await;
    world.wait_for(parent.id, Status::Waiting).await;
    let results = results(&world, parent.id).await;
    let (made, refused): (Vec<_>, Vec<_>) = results.iter().partition(|(_, is_error, _)| !is_error);
    assert_eq!((made.len(), refused.len()), (7, 193));
    for (_, _, result) in refused {
        assert!(result["error"].as_str().is_some_and(|it| it.contains("7 agents of this chat")), "{result}");
    }
    world.llm.open_gate("children");
    for child in children(&world, parent.id).await {
        world.wait_for(child.id, Status::Waiting).await;
        assert_eq!(text_of(world.messages(child.id).await.last().expect("its answer")), "done");
    }
    server.stop().await;
}

#[tokio::test]
async fn the_limit_of_the_deployment_holds_over_families() {
    let world = World::create().await;
    world.llm.respond_with(|request| {
        if is_child(request) {
            return Turn::text("done").gate("children");
        }
        match request.tool_results().len() {
            0 => Turn::tool_call("spawn_agent", json!({"type": "explore", "prompt": "One."})),
            _ => Turn::text("well"),
        }
    });
    let limits = ChildLimits { per_family: 7, in_all: 1 };
    let few = EngineSettings { child_limits: limits, ..settings() };
    let server = world.serve_with(Toolset::standard_tools(), few).await;
    let first = server.create_chat(&world, "go").await;
    world.wait_for(first.id, Status::Waiting).await;
    let second = server.create_chat(&world, "go").await;
    world.wait_for(second.id, Status::Waiting).await;
    assert!(!results(&world, first.id).await[0].1);
    let (_, is_error, result) = results(&world, second.id).await.remove(0);
    assert!(is_error && result["error"].as_str().is_some_and(|it| it.contains("deployment")), "{result}");
    world.llm.open_gate("children");
    server.stop().await;
}

#[tokio::test]
async fn a_parent_that_waits_leaves_its_place_to_its_child() {
    let world = World::create().await;
    let args = json!({"type": "general", "prompt": "Work."});
    world.llm.respond_with(one_child(args, || Turn::text("worked")));
    let server = world.serve_with(Toolset::standard_tools(), EngineSettings { slots: 1, ..settings() }).await;
    let parent = server.create_chat(&world, "go").await;
    world.wait_for(parent.id, Status::Waiting).await;
    assert_eq!(results(&world, parent.id).await[1].2["report"], "worked");
    server.stop().await;
}

#[tokio::test]
async fn a_child_is_spoken_to_and_stopped() {
    let world = World::create().await;
    world.llm.respond_with(|request| {
        if is_child(request) {
            let words = request.last_user_text().unwrap_or_default();
            let turn = Turn::text(format!("heard {words}"));
            return if words == "third" { turn.gate("third") } else { turn };
        }
        let results = request.tool_results();
        let Some(first) = results.first() else {
            return Turn::tool_call("spawn_agent", json!({"type": "general", "prompt": "first"}));
        };
        let spawned: Value = serde_json::from_str(&first.text).expect("JSON");
        let id = &spawned["chat_id"];
        match results.len() {
            1 | 3 => Turn::tool_call("wait_agent", json!({"chat_id": id})),
            2 => Turn::tool_call("message_agent", json!({"chat_id": id, "message": "second"})),
            4 => Turn::tool_call("message_agent", json!({"chat_id": id, "message": "third"})),
            5 => Turn::tool_call("interrupt_agent", json!({"chat_id": id})).gate("stop"),
            6 => Turn::tool_call("wait_agent", json!({"chat_id": id})),
            7 => Turn::tool_call("interrupt_agent", json!({"chat_id": id})),
            8 => Turn::tool_call("list_agents", json!({})),
            _ => Turn::text("enough"),
        }
    });
    let server = serve(&world).await;
    let parent = server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("third").await;
    world.llm.open_gate("stop");
    world.wait_for(parent.id, Status::Waiting).await;
    let results = results(&world, parent.id).await;
    assert_eq!(results[1].2["report"], "heard first");
    assert_eq!((&results[2].2["interrupted"], &results[2].2["status"]), (&json!(false), &json!("running")));
    assert_eq!(results[3].2["report"], "heard second");
    assert_eq!(results[5].2["interrupted"], true);
    assert_eq!(results[6].2["status"], "waiting");
    assert_eq!((results[7].1, &results[7].2["interrupted"]), (false, &json!(false)), "nothing ran any more");
    assert_eq!((&results[8].2["total"], &results[8].2["agents"][0]["type"]), (&json!(1), &json!("general")));
    server.stop().await;
}

#[tokio::test]
async fn after_a_crash_there_is_one_child_and_its_report_arrives() {
    let world = World::create().await;
    let args = json!({"type": "general", "prompt": "Survive."});
    world.llm.respond_with(one_child(args, || Turn::text("alive").gate("child")));
    let first = Crashable::start(&world, Toolset::standard_tools()).await;
    let parent = first.server.create_chat(&world, "go").await;
    let child = only_child(&world, parent.id).await;
    world.llm.wait_at_gate("child").await;
    first.crash();
    let server = serve(&world).await;
    world.llm.open_gate("child");
    world.wait_for(parent.id, Status::Waiting).await;
    assert_eq!(children(&world, parent.id).await.len(), 1);
    let results = results(&world, parent.id).await;
    assert_eq!((&results[1].2["report"], &results[1].2["chat_id"]), (&json!("alive"), &json!(child.id)));
    let all = SnapshotMessages::After(MessageId(0));
    let snapshot = world.store.chat_snapshot(child.id, all).await.expect("read").expect("the child");
    assert_eq!(snapshot.chat.status, Status::Waiting);
    server.stop().await;
}

#[tokio::test]
async fn a_call_that_runs_again_finds_its_child_and_a_stopped_parent_makes_none() {
    use ropewalk_model::chat::ClientType;
    use ropewalk_model::{Clock, Entropy, SystemClock, SystemEntropy};
    use ropewalk_store::chats::{NewChat, NewChild, Spawned};

    let world = World::create().await;
    world.llm.push(Turn::text("hi").gate("parent"));
    let server = world.serve(vec![]).await;
    let parent = server.create_chat(&world, "go").await;
    world.llm.wait_at_gate("parent").await;
    let parent = world.chat(parent.id).await;
    let new = |id: u128| NewChild {
        parent_id: parent.id,
        runner_id: parent.runner_id.expect("it runs"),
        chat: NewChat {
            id: uuid::Uuid::from_u128(id).into(),
            organization_id: parent.organization_id,
            owner_id: parent.owner_id,
            title: "child".into(),
            workspace_id: None,
            model_config_id: parent.last_model_config_id,
            reasoning_effort: None,
            plan_mode: false,
            client_type: ClientType::Api,
            labels: std::collections::BTreeMap::new(),
            dynamic_tools: vec![],
            system_messages: vec![],
            parts: vec![Part::text("task")],
        },
        mode: None,
        limits: ChildLimits { per_family: 1, in_all: 1 },
    };
    let spawn =
        |new| async { world.store.spawn_child_chat(new, SystemClock.now()).await.expect("an answer") };
    assert!(matches!(spawn(new(1)).await, Spawned::Made(_)));
    assert!(matches!(spawn(new(1)).await, Spawned::Found(_)), "also when no more may be made");
    assert_eq!(spawn(new(2)).await, Spawned::FamilyFull);
    let foreign = NewChild { runner_id: SystemEntropy.uuid().into(), ..new(3) };
    assert_eq!(spawn(foreign).await, Spawned::ParentStopped, "another runner has the parent");
    let grandchild = NewChild { parent_id: uuid::Uuid::from_u128(1).into(), ..new(4) };
    assert_eq!(spawn(grandchild).await, Spawned::ParentStopped, "the depth is one");
    server.engine.interrupt_chat(&world.owner, parent.id).await.expect("stopped");
    assert_eq!(spawn(new(5)).await, Spawned::ParentStopped);
    assert_eq!(children(&world, parent.id).await.len(), 1);
    server.stop().await;
}
