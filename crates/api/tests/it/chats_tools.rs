//! Tools of the client, over HTTP (chats-api.md 1.9, 2.13).

use ropewalk_testkit::fake_llm::{ScriptedCall, Turn};
use serde_json::{Value, json};

use crate::chats_support::{ChatApp, is_status};
use crate::harness::answer;

#[tokio::test]
async fn the_client_runs_its_own_tools() {
    let t = ChatApp::start().await;
    let call = ScriptedCall::new("pick_file", json!({"kind": "image"})).with_id("call-1");
    t.llm.push(Turn::new().gate("begin").calls([call]));
    t.llm.push(Turn::text("A cat."));
    let mut body = t.new_chat("what is in my file?");
    let schema = json!({"type": "object", "properties": {"kind": {"type": "string"}}});
    body["unsafe_dynamic_tools"] =
        json!([{"name": "pick_file", "description": "Asks for a file.", "input_schema": schema}]);
    let made = t.ada.client.post("/api/v2/chats", &body).await.expect(201);
    let chat = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    let mut stream = t.socket(&format!("{chat}/stream")).await;
    let mut watch = t.socket("/api/v2/chats/watch").await;
    t.llm.wait_for_requests(1).await;
    let offered = t.llm.requests()[0].tool_names();
    assert!(
        offered.contains(&"pick_file".to_owned()) && offered.contains(&"execute".to_owned()),
        "{offered:?}"
    );
    t.llm.open_gate("begin");

    let is_action = |event: &Value| event["type"] == "action_required";
    let events = stream.until(is_action).await;
    // Other events may stand after it in the same frame.
    let action = events.iter().find(|event| is_action(event)).expect("the event");
    let expected =
        json!([{"tool_call_id": "call-1", "tool_name": "pick_file", "args": r#"{"kind":"image"}"#}]);
    assert_eq!(action["action_required"]["tool_calls"], expected);
    assert!(events.iter().any(is_status("requires_action")));
    let told = loop {
        let event = watch.frame().await.expect("an event");
        if event["kind"] == "action_required" {
            break event;
        }
    };
    assert_eq!(told["tool_calls"], expected);
    let wait = t.ada.client.get(&format!("{chat}/wait")).await.expect(200);
    assert_eq!(
        (&wait["waiting_for"], &wait["whose_turn"]),
        (&json!("client_tools"), &json!("client")),
        "{wait}"
    );
    assert!(wait["until"].is_string(), "{wait}");
    // Somebody who joins late is told too.
    let late = t.socket(&format!("{chat}/stream")).await.until(is_action).await;
    let action = late.iter().find(|event| is_action(event)).expect("the event");
    assert_eq!(action["action_required"]["tool_calls"], expected);

    let results = format!("{chat}/tool-results");
    let result = |id: &str| json!({"tool_call_id": id, "output": {"file": "cat.png"}, "is_error": false});
    for (body, field) in [
        (json!({}), "results"),
        (json!({"results": []}), "results"),
        (json!({"results": [result("call-2")]}), "results"),
        (json!({"results": [result("call-1"), result("call-1")]}), "results[1].tool_call_id"),
        (json!({"results": [result("call-1"), result("call-2")]}), "results"),
        (json!({"results": [{"output": 1}]}), "results[0].tool_call_id"),
        (json!({"results": [{"tool_call_id": "call-1"}]}), "results[0].output"),
    ] {
        let fields = t.ada.client.post(&results, &body).await.bad_fields(400);
        assert!(fields.contains(&field.to_owned()), "{body}: {fields:?}");
    }
    let huge = json!({"results": [{"tool_call_id": "call-1", "output": "x".repeat(256 * 1024)}]});
    t.ada.client.post(&results, &huge).await.expect(413);
    t.ada.client.post(&results, &json!({"results": [result("call-1")]})).await.expect(204);
    t.until(&chat, "waiting").await;
    let sent = t.llm.requests()[1].tool_results();
    assert_eq!((sent[0].call_id.as_str(), sent[0].text.as_str()), ("call-1", r#"{"file":"cat.png"}"#));
    let refused = t.ada.client.post(&results, &json!({"results": [result("call-1")]})).await.expect(409);
    let message = refused["message"].as_str().expect("a message");
    assert!(message.contains("CompleteRequiresAction") && message.contains("state W"), "{message}");
    t.llm.finish();
}

#[tokio::test]
async fn malformed_and_unknown_results_are_refused_and_the_chat_goes_on_waiting() {
    let t = ChatApp::start().await;
    let call = |id: &str| ScriptedCall::new("pick_file", json!({})).with_id(id);
    t.llm.push(Turn::new().calls([call("call-1"), call("call-2")]));
    t.llm.push(Turn::text("Two cats."));
    let mut body = t.new_chat("what is in my files?");
    body["unsafe_dynamic_tools"] = json!([{"name": "pick_file"}]);
    let made = t.ada.client.post("/api/v2/chats", &body).await.expect(201);
    let chat = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    let results = format!("{chat}/tool-results");
    let state = async || {
        let messages = t.ada.client.get(&format!("{chat}/messages?limit=200")).await.expect(200);
        (t.ada.client.get(&chat).await.expect(200), messages)
    };
    t.until(&chat, "requires_action").await;
    let before = state().await;

    let post = async |body: String| {
        let request = t.ada.client.request(reqwest::Method::POST, &results);
        answer(request.header("content-type", "application/json").body(body)).await
    };
    for bad in [
        "",
        "cat",
        "[]",
        r#"{"results": "#,
        r#"{"results": "cat"}"#,
        r#"{"results": [1]}"#,
        r#"{"results": [{"tool_call_id": "call-1", "output": cat}, {"tool_call_id": "call-2", "output": 1}]}"#,
        r#"{"results": [{"tool_call_id": 1, "output": 1}, {"tool_call_id": "call-2", "output": 1}]}"#,
        r#"{"results": [{"tool_call_id": "call-1", "output": 1, "is_error": "no"}, {"tool_call_id": "call-2", "output": 1}]}"#,
        r#"{"results": [{"tool_call_id": "call-1", "output": 1}]}"#,
        r#"{"results": [{"tool_call_id": "call-1", "output": 1}, {"tool_call_id": "call-3", "output": 1}]}"#,
        r#"{"results": [{"tool_call_id": "CALL-1", "output": 1}, {"tool_call_id": "call-2", "output": 1}]}"#,
    ] {
        let refused = post(bad.to_owned()).await.expect(400);
        assert!(refused["message"].as_str().is_some_and(|it| !it.is_empty()), "{bad}: {refused}");
    }
    assert_eq!(state().await, before, "nothing of them was taken");
    let good = r#"{"results": [{"tool_call_id": "call-2", "output": null}, {"tool_call_id": "call-1", "output": 1}]}"#;
    post(good.to_owned()).await.expect(204);
    t.until(&chat, "waiting").await;
    t.llm.finish();
}

#[tokio::test]
async fn a_client_that_does_not_come_back_is_let_go_of() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::new().calls([ScriptedCall::new("pick_file", json!({}))]));
    t.llm.push(Turn::text("Never mind."));
    t.llm.push(Turn::text("Hello."));
    let mut body = t.new_chat("what is in my file?");
    body["unsafe_dynamic_tools"] = json!([{"name": "pick_file"}]);
    let made = t.ada.client.post("/api/v2/chats", &body).await.expect(201);
    let chat = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    t.until(&chat, "requires_action").await;
    let more = json!({"content": [{"type": "text", "text": "hello?"}], "busy_behavior": "interrupt"});
    t.ada.client.post(&format!("{chat}/messages"), &more).await.expect(200);
    t.until(&chat, "waiting").await;
    let page = t.ada.client.get(&format!("{chat}/messages?limit=200")).await.expect(200);
    let results: Vec<&Value> =
        page["messages"].as_array().expect("messages").iter().filter(|it| it["role"] == "tool").collect();
    assert_eq!((results.len(), &results[0]["content"][0]["is_error"]), (1, &json!(true)), "{results:?}");
}
