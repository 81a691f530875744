//! Summaries over HTTP: when they are made, and asking for one (chats-api.md 1.13).

use ropewalk_testkit::fake_llm::{Turn, TurnUsage};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chats_support::ChatApp;

const MODELS: &str = "/api/v2/chats/model-configs";
const THRESHOLDS: &str = "/api/v2/chats/config/user-compaction-thresholds";

#[tokio::test]
async fn people_set_when_their_chats_are_summarized() {
    let t = ChatApp::start().await;
    let listed = t.owner.client.get(MODELS).await.expect(200);
    let model = listed[0]["id"].as_str().expect("an id").to_owned();
    let path = format!("{THRESHOLDS}/{model}");
    assert_eq!(t.ada.client.get(THRESHOLDS).await.expect(200), json!({"thresholds": []}));
    for percent in [-1, 101] {
        let bad = t.ada.client.put(&path, &json!({"threshold_percent": percent})).await;
        assert_eq!(bad.bad_fields(400), ["threshold_percent"]);
    }
    let set = t.ada.client.put(&path, &json!({"threshold_percent": 40})).await.expect(200);
    assert_eq!(set, json!({"model_config_id": model, "threshold_percent": 40}));
    assert_eq!(t.ada.client.get(THRESHOLDS).await.expect(200), json!({"thresholds": [set]}));
    assert_eq!(t.owner.client.get(THRESHOLDS).await.expect(200), json!({"thresholds": []}), "one's own");

    // A thousand tokens of a window of 100,000 are full at 1 %.
    t.ada.client.put(&path, &json!({"threshold_percent": 1})).await.expect(200);
    let usage = TurnUsage { input: 1000, output: 1, ..TurnUsage::default() };
    t.llm.push(Turn::text("one done").usage(usage));
    t.llm.push(Turn::text("the hand-over"));
    t.llm.push(Turn::text("two done"));
    let chat = t.chat("one").await;
    t.until(&chat, "waiting").await;
    let message = json!({"content": [{"type": "text", "text": "two"}]});
    t.ada.client.post(&format!("{chat}/messages"), &message).await.expect(200);
    t.until(&chat, "waiting").await;
    let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    let shown: Vec<&Value> = page["messages"].as_array().expect("messages").iter().rev().collect();
    let roles: Vec<&str> = shown.iter().filter_map(|it| it["role"].as_str()).collect();
    assert_eq!(roles, ["user", "assistant", "user", "assistant", "tool", "assistant"]);
    assert_eq!(shown[4]["content"][0]["result"]["summary"], "the hand-over");

    t.ada.client.delete(&path).await.expect(204);
    t.ada.client.delete(&path).await.expect(204);
    let nobody = format!("{THRESHOLDS}/{}", Uuid::from_u128(1));
    t.ada.client.put(&nobody, &json!({"threshold_percent": 40})).await.expect(404);
    t.owner.client.patch(&format!("{MODELS}/{model}"), &json!({"enabled": false})).await.expect(200);
    t.ada.client.put(&path, &json!({"threshold_percent": 40})).await.expect(400);
    t.llm.finish();
}

#[tokio::test]
async fn a_summary_is_asked_for_when_nothing_runs() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("one done"));
    t.llm.push(Turn::text("the hand-over").gate("hold"));
    let chat = t.chat("one").await;
    t.until(&chat, "waiting").await;
    let compact = format!("{chat}/compact");
    let accepted = t.ada.client.post(&compact, &Value::Null).await.expect(202);
    assert_eq!(accepted["status"], "running");
    t.llm.wait_at_gate("hold").await;
    let refused = t.ada.client.post(&compact, &Value::Null).await.expect(409);
    assert!(refused["message"].as_str().is_some_and(|it| !it.is_empty()), "{refused}");
    t.llm.open_gate("hold");
    t.until(&chat, "waiting").await;
    let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    assert_eq!(page["messages"][0]["content"][0]["result"]["source"], "manual");

    // Who has spent what they may is refused here too.
    let limits = "/api/v2/chats/usage-limits";
    t.app
        .database
        .execute("insert into chat_daily_spend select owner_id, '2026-01-01', 10 from chats limit 1")
        .await;
    t.owner.client.put(limits, &json!({"spend_limit_micros": 5, "period": "month"})).await.expect(200);
    let refused = t.ada.client.post(&compact, &Value::Null).await.expect(409);
    assert_eq!(refused["limit_micros"], 5);
    t.llm.finish();
}
