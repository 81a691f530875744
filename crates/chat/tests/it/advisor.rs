//! The advisor (chat-engine.md 6.2): who is offered it, what it is shown, how often it answers, what a failure costs.

use ropewalk_chat::AdvisorSettings;
use ropewalk_chat::tools::Toolset;
use ropewalk_chat::use_cases::CreateChat;
use ropewalk_model::chat::{Part, Status};
use ropewalk_model::{ChatId, Clock, SystemClock};
use ropewalk_testkit::fake_llm::{RecordedRequest, ScriptedCall, Turn, TurnUsage};
use serde_json::{Value, json};

use crate::dynamic_tools::new_with;
use crate::harness::{Server, World, outline};

fn is_advisor(request: &RecordedRequest) -> bool {
    request.system_text().contains("You advise an agent")
}

async fn serve(world: &World, settings: &AdvisorSettings) -> Server {
    let server = world.serve(Toolset::standard_tools()).await;
    server.engine.put_advisor_settings(&world.owner, settings).await.expect("set");
    server
}

fn on() -> AdvisorSettings {
    AdvisorSettings { enabled: true, ..AdvisorSettings::default() }
}

async fn results(world: &World, chat: ChatId) -> Vec<(bool, Value)> {
    let result = |part: &Part| match part {
        Part::ToolResult { is_error, result, .. } => Some((*is_error, result.clone())),
        _ => None,
    };
    world.messages(chat).await.iter().flat_map(|it| it.body.parts.iter().filter_map(result)).collect()
}

#[tokio::test]
async fn advice_is_given_by_the_model_that_is_set_and_is_limited_by_the_turn() {
    let world = World::create().await;
    let wise = world
        .add_model(
            "anthropic",
            world.llm.anthropic_base_url(),
            "claude-wise",
            json!({
                "cost": { "input_price_per_million_tokens": "3", "output_price_per_million_tokens": "15" }
            }),
        )
        .await;
    world.llm.respond_with(|request| {
        if is_advisor(request) {
            return Turn::text("Use an index.").usage(TurnUsage {
                input: 1000,
                output: 100,
                ..TurnUsage::default()
            });
        }
        match request.tool_results().len() {
            0..=2 => Turn::tool_call("advisor", json!({"question": "Index or cache?"})),
            _ => Turn::text("An index it is."),
        }
    });
    let settings =
        AdvisorSettings { model_config_id: Some(wise), max_uses_per_run: 2, max_output_tokens: 77, ..on() };
    let server = serve(&world, &settings).await;
    let chat = server.create_chat(&world, "make it fast").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let advice = |left| {
        json!({
            "type": "advice", "advice": "Use an index.", "advisor_model": "anthropic/claude-wise", "remaining_uses": left,
        })
    };
    let results = results(&world, chat.id).await;
    assert_eq!(results[..2], [(false, advice(1)), (false, advice(0))]);
    assert_eq!((results[2].0, &results[2].1["type"]), (false, &json!("limit_reached")));

    let requests = world.llm.requests();
    let asked: Vec<&RecordedRequest> = requests.iter().filter(|it| is_advisor(it)).collect();
    assert_eq!((asked.len(), asked[0].model()), (2, "claude-wise"));
    assert_eq!(asked[0].body["max_tokens"], 77);
    assert_eq!(asked[0].body["tool_choice"], json!({"type": "none"}));
    assert!(asked[0].last_user_text().is_some_and(|it| it.ends_with("Index or cache?")));
    assert!(!asked[0].system_text().contains("You can ask a second model"), "that is for who asks");
    let offered = requests.iter().find(|it| !is_advisor(it)).expect("a step");
    assert!(offered.system_text().contains("You can ask a second model"));

    let spent =
        world.store.usage_status(world.owner.user_id, SystemClock.now()).await.expect("usage").spent_micros;
    assert!(spent >= 2 * 4500, "{spent}: advice costs");

    // The next turn has its own uses.
    world.llm.respond_with(|request| {
        if is_advisor(request) {
            Turn::text("Yes.")
        } else if request.ends_with_tool_result() {
            Turn::text("good")
        } else {
            Turn::tool_call("advisor", json!({"question": "Sure?"}))
        }
    });
    server.send(&world, chat.id, "really?").await;
    world.wait_for(chat.id, Status::Waiting).await;
    assert_eq!(results_of_last(&world, chat.id).await["remaining_uses"], 1);
    server.stop().await;
}

async fn results_of_last(world: &World, chat: ChatId) -> Value {
    results(world, chat).await.pop().expect("a result").1
}

#[tokio::test]
async fn beside_other_calls_nothing_runs_and_a_failure_is_no_use() {
    let world = World::create().await;
    world.llm.respond_with(|request| {
        if is_advisor(request) {
            return Turn::error(401, "no");
        }
        match request.tool_results().len() {
            0 => Turn::new().calls([
                ScriptedCall::new("advisor", json!({"question": "What now?"})),
                ScriptedCall::new("list_agents", json!({})),
            ]),
            2 => Turn::tool_call("advisor", json!({"question": " "})),
            3 => Turn::tool_call("advisor", json!({"question": "What now?"})),
            _ => Turn::text("alone then"),
        }
    });
    let server = serve(&world, &AdvisorSettings { max_uses_per_run: 1, ..on() }).await;
    let chat = server.create_chat(&world, "go").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let results = results(&world, chat.id).await;
    assert!(results.iter().all(|(is_error, _)| *is_error), "{results:?}");
    assert!(results[1].1["error"].as_str().is_some_and(|it| it.contains("advisor")), "{}", results[1].1);
    assert!(results[2].1["error"].as_str().is_some_and(|it| it.contains("question")), "{}", results[2].1);
    let failed = &results[3].1;
    assert_eq!((&failed["type"], &failed["remaining_uses"]), (&json!("error"), &json!(1)));
    server.stop().await;
}

#[tokio::test]
async fn it_is_offered_where_it_is_on_and_only_to_who_acts() {
    let world = World::create().await;
    for _ in 0..3 {
        world.llm.push(Turn::text("ok"));
    }
    let server = serve(&world, &AdvisorSettings::default()).await;
    let chat = server.create_chat(&world, "off").await;
    world.wait_for(chat.id, Status::Waiting).await;
    server.engine.put_advisor_settings(&world.owner, &on()).await.expect("on");
    server.send(&world, chat.id, "on").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let new = CreateChat { plan_mode: true, ..new_with(&world, vec![]) };
    let plan = server.engine.create_chat(&world.owner, new).await.expect("a chat").value;
    world.wait_for(plan.id, Status::Waiting).await;
    let offered: Vec<bool> =
        world.llm.requests().iter().map(|it| it.tool_names().contains(&"advisor".to_owned())).collect();
    assert_eq!(offered, [false, true, false]);
    assert_eq!(outline(&world.messages(plan.id).await)[1], "assistant: ok");
    server.stop().await;
}
