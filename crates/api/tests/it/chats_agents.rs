//! Chats that plan, and chats that a chat makes, over HTTP (chats-api.md 1.5-1.7, 1.9, 2.2; chat-engine.md 6.1, 6.3).

use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};

use crate::chats_support::ChatApp;

fn says(text: &str, plan_mode: Option<&str>) -> Value {
    let mut body = json!({"content": [{"type": "text", "text": text}]});
    if let Some(word) = plan_mode {
        body["plan_mode"] = json!(word);
    }
    body
}

#[tokio::test]
async fn plan_mode_is_switched_with_a_chat_a_message_and_a_change() {
    let t = ChatApp::start().await;
    for _ in 0..4 {
        t.llm.push(Turn::text("ok"));
    }
    let mut new = t.new_chat("think");
    new["plan_mode"] = json!("plan");
    let made = t.ada.client.post("/api/v2/chats", &new).await.expect(201);
    assert_eq!(made["plan_mode"], "plan");
    let chat = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    t.until(&chat, "waiting").await;

    let messages = format!("{chat}/messages");
    let mode = |now: &Value| now.get("plan_mode").cloned();
    for (sent, after) in [(None, Some(json!("plan"))), (Some(""), None), (Some("plan"), Some(json!("plan")))]
    {
        t.ada.client.post(&messages, &says("go on", sent)).await.expect(200);
        assert_eq!(mode(&t.until(&chat, "waiting").await), after, "{sent:?}");
    }
    t.ada.client.patch(&chat, &json!({"plan_mode": ""})).await.expect(204);
    assert_eq!(mode(&t.ada.client.get(&chat).await.expect(200)), None);
    t.ada.client.patch(&chat, &json!({"title": "still"})).await.expect(204);
    assert_eq!(mode(&t.ada.client.get(&chat).await.expect(200)), None, "absent keeps");
    let planned: Vec<bool> =
        t.llm.requests().iter().map(|it| it.system_text().contains("You are planning")).collect();
    assert_eq!(planned, [true, true, false, true]);
}

#[tokio::test]
async fn agents_are_shown_with_their_chat_use_the_model_that_is_set_and_stop_with_it() {
    let t = ChatApp::start().await;
    let provider = t.owner.client.get("/api/v2/chats/model-configs").await.expect(200)[0]["provider"].clone();
    let model = json!({"provider": provider, "model": "explorer", "context_limit": 100_000});
    let model = t.owner.client.post("/api/v2/chats/model-configs", &model).await.expect(201);
    let set = json!({"model_config_id": model["id"]});
    t.owner.client.put("/api/v2/chats/config/model-override/explore", &set).await.expect(204);
    t.llm.respond_with(|request| {
        if request.system_text().contains("another agent gave one task to") {
            return Turn::text("looking").gate("child");
        }
        match request.tool_results().first() {
            None => Turn::tool_call("spawn_agent", json!({"type": "explore", "prompt": "Look around."})),
            Some(result) => {
                let spawned: Value = serde_json::from_str(&result.text).expect("JSON");
                Turn::tool_call("wait_agent", json!({"chat_id": spawned["chat_id"]}))
            }
        }
    });
    let chat = t.chat("go").await;
    t.llm.wait_at_gate("child").await;
    let now = t.ada.client.get(&chat).await.expect(200);
    let child = &now["children"][0];
    assert_eq!((&child["mode"], &child["title"]), (&json!("explore"), &json!("Look around.")));
    assert_eq!((&child["parent_chat_id"], &child["root_chat_id"]), (&now["id"], &now["id"]));
    assert_eq!(child["last_model_config_id"], model["id"]);
    assert_eq!(now.get("mode"), None);
    let listed = t.ada.client.get("/api/v2/chats").await.expect(200);
    assert_eq!((listed.as_array().map(Vec::len), &listed[0]["children"][0]["id"]), (Some(1), &child["id"]));

    let wait =
        ropewalk_testkit::wait_for("the wait for the agent", std::time::Duration::from_secs(30), || async {
            let wait = t.ada.client.get(&format!("{chat}/wait")).await.expect(200);
            (wait["waiting_for"] == "subagent").then_some(wait)
        })
        .await;
    assert!(wait["explanation"].as_str().is_some_and(|it| it.contains("Look around.")), "{wait}");

    let of_child = format!("/api/v2/chats/{}", child["id"].as_str().expect("an id"));
    assert_eq!(t.ada.client.patch(&of_child, &json!({"archived": true})).await.bad_fields(400), ["archived"]);
    t.ada.client.post(&format!("{chat}/interrupt"), &json!({})).await.expect(200);
    t.until(&chat, "waiting").await;
    t.until(&of_child, "waiting").await;
    t.ada.client.patch(&chat, &json!({"archived": true})).await.expect(204);
    assert_eq!(t.ada.client.get(&of_child).await.expect(200)["archived"], true);
}
