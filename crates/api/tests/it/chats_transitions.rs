//! What can happen to a chat, over HTTP: the queue, edits, the refusals of the table, repairs.

use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};

use crate::chats_support::ChatApp;

fn text(text: &str) -> Value {
    json!({"content": [{"type": "text", "text": text}]})
}

/// Roles and texts, oldest first.
async fn history(t: &ChatApp, chat: &str) -> Vec<String> {
    let page = t.ada.client.get(&format!("{chat}/messages?limit=200")).await.expect(200);
    let line = |it: &Value| {
        format!(
            "{}: {}",
            it["role"].as_str().expect("a role"),
            it["content"][0]["text"].as_str().expect("a text")
        )
    };
    page["messages"].as_array().expect("messages").iter().rev().map(line).collect()
}

async fn queue(t: &ChatApp, chat: &str, said: &str) -> i64 {
    let sent = t.ada.client.post(&format!("{chat}/messages"), &text(said)).await.expect(200);
    sent["queued_message"]["id"].as_i64().expect("it waits")
}

#[tokio::test]
async fn queued_messages_are_dropped_and_promoted() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("half").gate("never"));
    t.llm.push(Turn::text("to c"));
    t.llm.push(Turn::text("to a"));
    let chat = t.chat("go").await;
    t.llm.wait_at_gate("never").await;
    let (a, b, c) = (queue(&t, &chat, "a").await, queue(&t, &chat, "b").await, queue(&t, &chat, "c").await);
    let dropped = t.ada.client.delete(&format!("{chat}/queue/{b}")).await;
    assert_eq!((dropped.status.as_u16(), dropped.body), (204, Value::Null));
    t.ada.client.delete(&format!("{chat}/queue/{b}")).await.expect(404);
    assert_eq!(t.ada.client.delete(&format!("{chat}/queue/x")).await.bad_fields(400), ["message"]);
    let promote = |id: String| format!("{chat}/queue/{id}/promote");
    let accepted = t.ada.client.post(&promote(c.to_string()), &Value::Null).await.expect(202);
    assert!(accepted["message"].as_str().is_some_and(|it| !it.is_empty()), "{accepted}");
    t.until(&chat, "waiting").await;
    assert_eq!(
        history(&t, &chat).await,
        ["user: go", "assistant: half", "user: c", "assistant: to c", "user: a", "assistant: to a"]
    );

    // Nothing waits any more: both are refused by the table, which is named.
    for (refused, transition) in [
        (t.ada.client.post(&promote(a.to_string()), &Value::Null).await, "PromoteQueuedMessage"),
        (t.ada.client.delete(&format!("{chat}/queue/{a}")).await, "DeleteQueuedMessage"),
    ] {
        let message = refused.expect(409)["message"].as_str().expect("a message").to_owned();
        assert!(message.contains(transition) && message.contains("state W"), "{message}");
    }
    assert_eq!(t.ada.client.post(&promote("x".into()), &Value::Null).await.bad_fields(400), ["message"]);
    t.llm.finish();
}

#[tokio::test]
async fn queued_messages_are_changed_and_moved() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("half").gate("end"));
    for answer in ["to c", "to B", "to a"] {
        t.llm.push(Turn::text(answer));
    }
    let chat = t.chat("go").await;
    t.llm.wait_at_gate("end").await;
    let (a, b, c) = (queue(&t, &chat, "a").await, queue(&t, &chat, "b").await, queue(&t, &chat, "c").await);
    let order = async || -> Vec<i64> {
        let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
        let queued = page["queued_messages"].as_array().expect("a queue").iter();
        queued.map(|it| it["id"].as_i64().expect("an id")).collect()
    };
    let ids = [&a, &b, &c].map(|it| it.to_string().parse::<i64>().expect("an id"));
    let change = async |id: i64, body: Value| t.ada.client.patch(&format!("{chat}/queue/{id}"), &body).await;
    assert_eq!(order().await, ids);
    let moved = change(ids[2], json!({"position": 0})).await.expect(200);
    assert_eq!(moved["queued_message"]["content"][0]["text"], "c");
    assert_eq!(order().await, [ids[2], ids[0], ids[1]]);
    let both = json!({"content": [{"type": "text", "text": "B"}], "position": 1});
    let changed = change(ids[1], both).await.expect(200);
    assert_eq!(changed["queued_message"]["content"][0]["text"], "B");
    assert_eq!(changed["queued_message"]["id"], ids[1]);
    assert_eq!(order().await, [ids[2], ids[1], ids[0]]);
    change(ids[2], json!({"position": 4_000_000_000_u32})).await.expect(200);
    assert_eq!(order().await, [ids[1], ids[0], ids[2]], "past the end is the end");
    change(ids[2], json!({"position": 0})).await.expect(200);
    change(ids[2], json!({"position": 0})).await.expect(200);

    assert_eq!(change(ids[0], json!({})).await.bad_fields(400), ["content"]);
    assert_eq!(change(ids[0], json!({"content": []})).await.bad_fields(400), ["content"]);
    assert_eq!(change(ids[0], json!({"position": -1})).await.status, 400);
    change(ids[2] + 1000, json!({"position": 0})).await.expect(404);
    t.llm.open_gate("end");
    t.until(&chat, "waiting").await;
    assert_eq!(
        history(&t, &chat).await,
        [
            "user: go",
            "assistant: half",
            "user: c",
            "assistant: to c",
            "user: B",
            "assistant: to B",
            "user: a",
            "assistant: to a"
        ]
    );
    let late = change(ids[0], json!({"position": 0})).await.expect(409);
    assert!(late["message"].as_str().is_some_and(|it| it.contains("ChangeQueuedMessage")), "{late}");
    t.llm.finish();
}

#[tokio::test]
async fn a_message_can_stop_what_runs() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("half").gate("never"));
    t.llm.push(Turn::text("to stop"));
    let chat = t.chat("go").await;
    t.llm.wait_at_gate("never").await;
    let mut body = text("stop");
    body["busy_behavior"] = json!("interrupt");
    let sent = t.ada.client.post(&format!("{chat}/messages"), &body).await.expect(200);
    assert_eq!(sent["queued"], true);
    t.until(&chat, "waiting").await;
    assert_eq!(history(&t, &chat).await, ["user: go", "assistant: half", "user: stop", "assistant: to stop"]);
    t.llm.finish();
}

#[tokio::test]
async fn a_message_can_be_edited() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("first"));
    t.llm.push(Turn::text("second").gate("never"));
    t.llm.push(Turn::text("better"));
    let chat = t.chat("one").await;
    t.until(&chat, "waiting").await;
    let sent = t.ada.client.post(&format!("{chat}/messages"), &text("two")).await.expect(200);
    let two = sent["message"]["id"].as_i64().expect("an id");
    t.llm.wait_at_gate("never").await;
    queue(&t, &chat, "waits").await;
    let edited = t.ada.client.patch(&format!("{chat}/messages/{two}"), &text("two!")).await.expect(200);
    assert_eq!(edited["message"]["content"][0]["text"], "two!");
    assert!(edited["message"]["id"].as_i64().is_some_and(|id| id > two), "{edited}");
    assert_eq!(edited["message"]["model_config_id"], sent["message"]["model_config_id"]);
    t.until(&chat, "waiting").await;
    assert_eq!(
        history(&t, &chat).await,
        ["user: one", "assistant: first", "user: two!", "assistant: better"]
    );
    let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    assert_eq!(page["queued_messages"], json!([]));

    let prompts = t.ada.client.get(&format!("{chat}/prompts")).await.expect(200);
    assert_eq!(prompts["prompts"][0], json!({"id": edited["message"]["id"], "text": "two!"}));
    assert_eq!(prompts["prompts"].as_array().map(Vec::len), Some(2));
    let one = t.ada.client.get(&format!("{chat}/prompts?limit=1")).await.expect(200);
    assert_eq!(one["prompts"].as_array().map(Vec::len), Some(1));
    for limit in ["2001", "x", "-1"] {
        let path = format!("{chat}/prompts?limit={limit}");
        assert_eq!(t.ada.client.get(&path).await.bad_fields(400), ["limit"]);
    }

    t.ada.client.patch(&format!("{chat}/messages/{two}"), &text("gone")).await.expect(404);
    let answer = page["messages"][0]["id"].as_i64().expect("an id");
    for (id, body, field) in [
        (answer.to_string(), text("x"), "message"),
        ("0".to_owned(), text("x"), "message"),
        ("x".to_owned(), text("x"), "message"),
        (two.to_string(), json!({}), "content"),
        (two.to_string(), json!({"content": [{"type": "text", "text": " "}]}), "content[0].text"),
    ] {
        let refused = t.ada.client.patch(&format!("{chat}/messages/{id}"), &body).await;
        assert_eq!(refused.bad_fields(400), [field], "{id} {body}");
    }
    t.llm.finish();
}

#[tokio::test]
async fn a_cleared_chat_forgets() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|_| Turn::text("ok"));
    let chat = t.chat("the secret is 42").await;
    t.until(&chat, "waiting").await;
    let cleared = t.ada.client.post(&format!("{chat}/clear"), &Value::Null).await.expect(200);
    assert_eq!(cleared["status"], "waiting");
    t.ada.client.post(&format!("{chat}/messages"), &text("what is it?")).await.expect(200);
    t.until(&chat, "waiting").await;
    let asked = t.llm.requests().last().expect("a request").body.to_string();
    assert!(!asked.contains("42") && asked.contains("what is it?"), "{asked}");
}

#[tokio::test]
async fn a_broken_chat_can_be_repaired() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|_| Turn::text("ok"));
    let chat = t.chat("go").await;
    t.until(&chat, "waiting").await;
    let repair = format!("{chat}/reconcile-invalid");
    let refused = t.ada.client.post(&repair, &Value::Null).await.expect(409);
    let message = refused["message"].as_str().expect("a message");
    assert!(message.contains("ReconcileInvalidState") && message.contains("state W"), "{message}");
    let id = chat.rsplit('/').next().expect("an id");
    let broken = format!(
        "insert into chat_queued_messages (chat_id, position, content, created_by, created_at)
         values ('{id}', 1, '[{{\"type\": \"text\", \"text\": \"lost\"}}]', '{}', now())",
        t.ada.id
    );
    t.app.database.execute(&broken).await;
    let refused = t.ada.client.post(&format!("{chat}/messages"), &text("more")).await.expect(409);
    assert!(refused["message"].as_str().is_some_and(|it| it.contains("waiting")), "{refused}");
    let repaired = t.ada.client.post(&repair, &Value::Null).await.expect(200);
    assert_eq!((&repaired["status"], &repaired["archived"]), (&json!("error"), &json!(false)));
    assert!(
        repaired["last_error"]["message"].as_str().is_some_and(|it| it.contains("repaired")),
        "{repaired}"
    );
    t.ada.client.post(&format!("{chat}/messages"), &text("more")).await.expect(200);
    t.until(&chat, "waiting").await;
    let said = history(&t, &chat).await;
    assert_eq!(said.iter().filter(|it| it.starts_with("user")).collect::<Vec<_>>().len(), 3, "{said:?}");
}
