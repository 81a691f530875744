//! How hard a model thinks: what the config allows, and what a person chooses (chat-engine.md 2.3).

use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};

use crate::chats_support::ChatApp;

const MODELS: &str = "/api/v2/chats/model-configs";

fn message(text: &str, effort: Option<&str>) -> Value {
    let mut body = json!({"content": [{"type": "text", "text": text}]});
    if let Some(effort) = effort {
        body["reasoning_effort"] = json!(effort);
    }
    body
}

/// A server whose model thinks hard at most, and medium when nobody chooses.
async fn with_efforts() -> ChatApp {
    let t = ChatApp::start().await;
    let listed = t.owner.client.get(MODELS).await.expect(200);
    assert_eq!(listed[0].get("reasoning_efforts"), None, "nothing to choose");
    let path = format!("{MODELS}/{}", listed[0]["id"].as_str().expect("an id"));
    for (effort, field) in [
        (json!({"default": "huge"}), "model_config.reasoning_effort.default"),
        (json!({"max": "huge"}), "model_config.reasoning_effort.max"),
        (json!({"default": "high", "max": "low"}), "model_config.reasoning_effort.default"),
    ] {
        let body = json!({"model_config": {"reasoning_effort": effort}});
        assert_eq!(t.owner.client.patch(&path, &body).await.bad_fields(400), [field], "{body}");
    }
    let body = json!({"model_config": {"reasoning_effort": {"default": "medium", "max": "high"}}});
    let changed = t.owner.client.patch(&path, &body).await.expect(200);
    assert_eq!(changed["reasoning_efforts"], json!(["minimal", "low", "medium", "high"]));
    assert_eq!(changed["model_config"], body["model_config"]);
    t
}

/// The effort of each request so far.
fn efforts(t: &ChatApp) -> Vec<Value> {
    t.llm.requests().iter().map(|it| it.body["reasoning_effort"].clone()).collect()
}

#[tokio::test]
async fn a_message_chooses_within_what_the_config_allows() {
    let t = with_efforts().await;
    for _ in 0..5 {
        t.llm.push(Turn::text("ok"));
    }
    let chat = t.chat("go").await;
    let now = t.until(&chat, "waiting").await;
    assert_eq!((efforts(&t), now.get("last_reasoning_effort")), (vec![json!("medium")], None));

    let messages = format!("{chat}/messages");
    for (asked, sent, kept) in [
        (Some("MAX"), "high", Some("max")),
        (None, "high", Some("max")),
        (Some("low"), "low", Some("low")),
        (Some(""), "medium", None),
    ] {
        t.ada.client.post(&messages, &message("more", asked)).await.expect(200);
        let now = t.until(&chat, "waiting").await;
        assert_eq!(efforts(&t).last(), Some(&json!(sent)), "{asked:?}");
        assert_eq!(now.get("last_reasoning_effort"), kept.map(|it| json!(it)).as_ref(), "{asked:?}");
    }

    // A new chat and an edit choose too.
    t.llm.push(Turn::text("ok"));
    t.llm.push(Turn::text("ok"));
    let mut new = t.new_chat("another");
    new["reasoning_effort"] = json!("low");
    let made = t.ada.client.post("/api/v2/chats", &new).await.expect(201);
    assert_eq!(made["last_reasoning_effort"], "low");
    let other = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    t.until(&other, "waiting").await;
    let page = t.ada.client.get(&format!("{other}/messages")).await.expect(200);
    let first = format!("{other}/messages/{}", page["messages"][1]["id"]);
    t.ada.client.patch(&first, &message("better", Some("minimal"))).await.expect(200);
    assert_eq!(t.until(&other, "waiting").await["last_reasoning_effort"], "minimal");
    assert_eq!(efforts(&t)[5..], [json!("low"), json!("minimal")]);

    new["reasoning_effort"] = json!("huge");
    for answer in [
        t.ada.client.post("/api/v2/chats", &new).await,
        t.ada.client.post(&messages, &message("x", Some("huge"))).await,
        t.ada.client.patch(&first, &message("x", Some("huge"))).await,
    ] {
        assert_eq!(answer.bad_fields(400), ["reasoning_effort"]);
    }
    t.llm.finish();
}

#[tokio::test]
async fn a_queued_message_brings_its_effort_when_its_turn_comes() {
    let t = with_efforts().await;
    t.llm.push(Turn::text("one").gate("hold"));
    t.llm.push(Turn::text("two"));
    t.llm.push(Turn::text("three"));
    let chat = t.chat("go").await;
    t.llm.wait_at_gate("hold").await;
    let messages = format!("{chat}/messages");
    let queued = t.ada.client.post(&messages, &message("next", Some("low"))).await.expect(200);
    assert_eq!(
        (&queued["queued"], &queued["queued_message"]["reasoning_effort"]),
        (&json!(true), &json!("low"))
    );
    let last = t.ada.client.post(&messages, &message("last", Some(""))).await.expect(200);
    assert_eq!(last["queued_message"]["reasoning_effort"], "");
    let now = t.ada.client.get(&chat).await.expect(200);
    assert_eq!(now.get("last_reasoning_effort"), None, "its turn has not come");
    t.llm.open_gate("hold");
    t.llm.wait_for_finished(3).await;
    let now = t.until(&chat, "waiting").await;
    assert_eq!(efforts(&t), [json!("medium"), json!("low"), json!("medium")]);
    assert_eq!(now.get("last_reasoning_effort"), None);
    t.llm.finish();
}

#[tokio::test]
async fn a_model_without_an_effort_of_its_own_leaves_it_to_the_provider() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    let mut new = t.new_chat("go");
    new["reasoning_effort"] = json!("high");
    let made = t.ada.client.post("/api/v2/chats", &new).await.expect(201);
    let chat = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    t.until(&chat, "waiting").await;
    assert_eq!(efforts(&t), [Value::Null]);
    t.llm.finish();
}
