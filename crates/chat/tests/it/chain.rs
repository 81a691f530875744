//! Going on from an answer that the provider keeps (chat-engine.md 5.8): done where nothing speaks against it, and never needed.

use ropewalk_chat::EngineSettings;
use ropewalk_chat::use_cases::DebugStatus;
use ropewalk_model::ModelConfigId;
use ropewalk_model::chat::{Chat, Status};
use ropewalk_testkit::fake_llm::{ScriptedCall, Turn};
use ropewalk_testkit::wait_for;
use serde_json::{Value, json};

use crate::harness::{PATIENCE, RunLog, Server, TestTool, World, settings};

/// A model that speaks Responses, with these options.
async fn model(world: &World, name: &str, mut options: Value) -> ModelConfigId {
    options["use_responses"] = json!(true);
    let config = json!({ "provider_options": { "openai": options } });
    world.add_model("openai", world.llm.openai_base_url(), name, config).await
}

/// A chat of `model` that was answered once.
async fn answered(world: &World, server: &Server, model: ModelConfigId) -> Chat {
    world.llm.push(Turn::text("A-1"));
    let chat = server.create_chat_of(world, "Q-1", model).await;
    world.wait_for(chat.id, Status::Waiting).await
}

/// The bodies of all requests so far.
fn sent(world: &World) -> Vec<Value> {
    world.llm.requests().into_iter().map(|it| it.body).collect()
}

fn has(body: &Value, text: &str) -> bool {
    body["input"].to_string().contains(text)
}

#[tokio::test]
async fn the_first_step_of_a_turn_goes_on_from_the_answer_before_and_the_next_sends_everything() {
    let world = World::create().await;
    let model = model(&world, "chained", json!({ "use_previous_response_id": true })).await;
    let server = world.serve(vec![TestTool::free("look", &RunLog::default()).boxed()]).await;
    let chat = answered(&world, &server, model).await;
    let kept = world.messages(chat.id).await[1].body.provider_response_id.clone().expect("an id");
    world.llm.push(Turn::new().calls([ScriptedCall::new("look", json!({}))]));
    world.llm.push(Turn::text("three"));
    server.send(&world, chat.id, "Q-2").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let sent = sent(&world);
    assert!(sent[0]["previous_response_id"].is_null());
    assert_eq!(sent[1]["previous_response_id"], json!(kept));
    assert!(has(&sent[1], "Q-2") && !has(&sent[1], "Q-1"), "{:#}", sent[1]);
    assert!(has(&sent[1], "developer"), "the instructions go again: {:#}", sent[1]);
    assert!(sent[2]["previous_response_id"].is_null(), "tool results cannot follow it");
    assert!(has(&sent[2], "Q-1") && has(&sent[2], "A-1") && has(&sent[2], "Q-2"), "{:#}", sent[2]);
    server.stop().await;
}

#[tokio::test]
async fn an_answer_that_the_provider_has_forgotten_is_sent_with_everything_else() {
    let world = World::create().await;
    let model = model(&world, "chained", json!({ "use_previous_response_id": true })).await;
    let server = world.serve_with(vec![], EngineSettings { records_all_chats: true, ..settings() }).await;
    for (status, words) in [
        (404, "Previous response with id 'resp_1' not found."),
        (400, "Previous response cannot be used for this organization due to Zero Data Retention."),
    ] {
        let before = sent(&world).len();
        let chat = answered(&world, &server, model).await;
        world.llm.push(Turn::error(status, words));
        world.llm.push(Turn::text("two"));
        server.send(&world, chat.id, "Q-2").await;
        world.wait_for(chat.id, Status::Waiting).await;
        let sent = sent(&world).split_off(before);
        assert!(sent[1]["previous_response_id"].is_string());
        assert!(sent[2]["previous_response_id"].is_null(), "{words}");
        assert!(has(&sent[2], "Q-1") && has(&sent[2], "Q-2"), "{:#}", sent[2]);
        // Each record shows what was really asked: the two requests are two steps.
        let recorded = wait_for("both steps are recorded", PATIENCE, || async {
            let run =
                server.engine.debug_runs(&world.owner, chat.id).await.expect("runs").into_iter().next()?;
            let (_, steps) = server.engine.debug_run(&world.owner, chat.id, run.id).await.expect("a run");
            let is_done = steps.len() == 2 && steps[1].status == DebugStatus::Completed;
            is_done
                .then(|| steps.into_iter().map(|it| (it.status, it.normalized_request)).collect::<Vec<_>>())
        })
        .await;
        assert_eq!(recorded[0].0, DebugStatus::Error);
        assert!(
            recorded[0].1["previous_response_id"].is_string()
                && recorded[1].1["previous_response_id"].is_null()
        );
    }
    server.stop().await;
}

#[tokio::test]
async fn a_chain_that_cannot_be_trusted_is_not_used() {
    let world = World::create().await;
    let asked = json!({ "use_previous_response_id": true });
    let chained = model(&world, "chained", asked.clone()).await;
    let other = model(&world, "other", asked).await;
    let elsewhere = model(&world, "elsewhere", json!({})).await;
    let unstored =
        model(&world, "unstored", json!({ "use_previous_response_id": true, "store": false })).await;
    let server = world.serve(vec![]).await;
    for (first, second) in
        [(chained, other), (elsewhere, elsewhere), (unstored, unstored), (unstored, chained)]
    {
        let chat = answered(&world, &server, first).await;
        let stored = world.messages(chat.id).await[1].body.provider_response_id.is_some();
        assert_eq!(stored, first != unstored, "ids are stored only with `store`");
        world.llm.push(Turn::text("two"));
        server.send_to(&world, chat.id, "Q-2", second).await;
        world.wait_for(chat.id, Status::Waiting).await;
        let last = sent(&world).pop().expect("a request");
        assert!(last["previous_response_id"].is_null(), "{first} {second}");
        assert!(has(&last, "Q-1") && has(&last, "Q-2"), "{last:#}");
    }
    server.stop().await;
}

#[tokio::test]
async fn an_interrupted_answer_and_an_edited_message_break_no_chat() {
    let world = World::create().await;
    let model = model(&world, "chained", json!({ "use_previous_response_id": true })).await;
    let server = world.serve(vec![]).await;
    let chat = answered(&world, &server, model).await;
    world.llm.push(Turn::text("two"));
    server.send(&world, chat.id, "Q-2").await;
    world.wait_for(chat.id, Status::Waiting).await;
    // The edit goes on from the answer before the message that it replaces.
    let messages = world.messages(chat.id).await;
    world.llm.push(Turn::text("two again"));
    server.edit(&world, chat.id, messages[2].id, "Q-3").await;
    world.wait_for(chat.id, Status::Waiting).await;
    let last = sent(&world).pop().expect("a request");
    assert_eq!(last["previous_response_id"], json!(messages[1].body.provider_response_id));
    assert!(has(&last, "Q-3") && !has(&last, "Q-2"), "{last:#}");
    server.stop().await;
}
