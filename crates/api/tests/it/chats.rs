//! Chats over HTTP: what they look like, what they refuse, and that they belong to one person.

use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chats_support::ChatApp;

#[tokio::test]
async fn a_chat_is_made_read_listed_and_answers() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("Hello, Ada.").gate("answer"));
    let mut body = t.new_chat("please  say hello to me now, friend");
    body["labels"] = json!({"team": "core"});
    body["client_type"] = json!("ui");
    body["system_prompt"] = json!("Be kind.");
    let made = t.ada.client.post("/api/v2/chats", &body).await.expect(201);
    assert_eq!(made["title"], "please say hello to me now,…");
    assert_eq!((&made["status"], &made["client_type"]), (&json!("running"), &json!("ui")));
    assert_eq!((&made["labels"], &made["children"]), (&json!({"team": "core"}), &json!([])));
    assert_eq!((&made["owner_id"], &made["owner_username"]), (&json!(t.ada.id), &json!("ada")));
    assert_eq!(made["last_turn_summary"], Value::Null);
    assert_eq!((made.get("workspace_id"), made.get("last_error"), made.get("plan_mode")), (None, None, None));
    let chat = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));

    t.llm.wait_for_requests(1).await;
    let wait = t.ada.client.get(&format!("{chat}/wait")).await.expect(200);
    assert_eq!((&wait["waiting_for"], &wait["whose_turn"]), (&json!("model"), &json!("provider")), "{wait}");
    t.llm.open_gate("answer");
    let idle = t.until(&chat, "waiting").await;
    assert_eq!(idle["has_unread"], true);
    let wait = t.ada.client.get(&format!("{chat}/wait")).await.expect(200);
    assert_eq!(
        (&wait["waiting_for"], &wait["whose_turn"]),
        (&json!("user_message"), &json!("user")),
        "{wait}"
    );

    let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    let said: Vec<(&str, &str)> = page["messages"]
        .as_array()
        .expect("messages")
        .iter()
        .map(|it| (it["role"].as_str().expect("a role"), it["content"][0]["text"].as_str().expect("a text")))
        .collect();
    assert_eq!(said, [("assistant", "Hello, Ada."), ("user", "please  say hello to me now, friend")]);
    assert_eq!((&page["has_more"], &page["queued_messages"]), (&json!(false), &json!([])));
    let system = t.llm.requests()[0].system_text();
    assert!(system.contains("Be kind.") && system.contains("no workspace yet"), "{system}");

    for prefix in ["/api/v2/chats", "/api/experimental/chats"] {
        for (query, count) in [
            ("", 1),
            ("?label=team:core", 1),
            ("?label=team:other", 0),
            ("?q=title:HELLO", 1),
            ("?q=archived:true", 0),
            ("?q=has_unread:true", 1),
            ("?limit=1&offset=1", 0),
        ] {
            let list = t.ada.client.get(&format!("{prefix}{query}")).await.expect(200);
            assert_eq!(list.as_array().map(Vec::len), Some(count), "{prefix}{query}");
        }
        let after = format!("{prefix}?after_id={}", made["id"].as_str().expect("an id"));
        assert_eq!(t.ada.client.get(&after).await.expect(200), json!([]));
    }
    assert_eq!(
        t.owner.client.get("/api/v2/chats").await.expect(200),
        json!([]),
        "a list holds own chats only"
    );
    t.llm.finish();
}

#[tokio::test]
async fn bad_input_names_the_field() {
    let t = ChatApp::start().await;
    let with = |field: &str, value: Value| {
        let mut body = t.new_chat("hi");
        body[field] = value;
        body
    };
    let part = |part: Value| with("content", json!([part]));
    for (body, field) in [
        (json!({"content": [{"type": "text", "text": "hi"}]}), "organization_id"),
        (with("organization_id", json!(Uuid::nil())), "organization_id"),
        (with("organization_id", json!("x")), "organization_id"),
        (with("content", json!([])), "content"),
        (part(json!({"type": "text", "text": "  "})), "content[0].text"),
        (part(json!({"type": "video"})), "content[0].type"),
        (part(json!({"text": "hi"})), "content[0].type"),
        (part(json!({"type": "file", "file_id": Uuid::from_u128(1)})), "content[0].file_id"),
        (part(json!({"type": "file-reference", "file_name": ""})), "content[0].file_name"),
        (part(json!({"type": "text", "text": 5})), "content[0].text"),
        (with("system_prompt", json!("x".repeat(10_001))), "system_prompt"),
        (with("workspace_id", json!(Uuid::from_u128(1))), "workspace_id"),
        (with("model_config_id", json!(Uuid::nil())), "model_config_id"),
        (with("model_config_id", json!(Uuid::from_u128(1))), "model_config_id"),
        (with("mcp_server_ids", json!([Uuid::from_u128(1)])), "mcp_server_ids"),
        (with("labels", json!({"-bad": "x"})), "labels"),
        (
            with("unsafe_dynamic_tools", json!([{"name": "x", "input_schema": 5}])),
            "unsafe_dynamic_tools[0].input_schema",
        ),
        (with("unsafe_dynamic_tools", json!([{"name": " "}])), "unsafe_dynamic_tools[0].name"),
        (with("unsafe_dynamic_tools", json!([{"name": "execute"}])), "unsafe_dynamic_tools[0].name"),
        (with("plan_mode", json!("often")), "plan_mode"),
        (with("client_type", json!("fax")), "client_type"),
    ] {
        let fields = t.ada.client.post("/api/v2/chats", &body).await.bad_fields(400);
        assert_eq!(fields, [field], "{body}");
    }
    assert_eq!(t.ada.client.get("/api/v2/chats").await.expect(200), json!([]), "nothing was made");

    let elsewhere = with("organization_id", json!(Uuid::from_u128(1)));
    t.ada.client.post("/api/v2/chats", &elsewhere).await.expect(403);
    for (query, field) in
        [("limit=x", "limit"), ("label=x", "label"), ("q=colour:red", "colour"), ("q=bare", "q")]
    {
        assert_eq!(
            t.ada.client.get(&format!("/api/v2/chats?{query}")).await.bad_fields(400),
            [field],
            "{query}"
        );
    }
}

#[tokio::test]
async fn bad_requests_to_a_chat_name_the_field_too() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    let chat = t.chat("hi").await;
    t.until(&chat, "waiting").await;
    let content = json!([{"type": "text", "text": "more"}]);
    for (body, field) in [
        (json!({}), "content"),
        (json!({"content": content, "busy_behavior": "shout"}), "busy_behavior"),
        (json!({"content": content, "model_config_id": Uuid::from_u128(1)}), "model_config_id"),
        (json!({"content": content, "plan_mode": "often"}), "plan_mode"),
    ] {
        let fields = t.ada.client.post(&format!("{chat}/messages"), &body).await.bad_fields(400);
        assert_eq!(fields, [field], "{body}");
    }
    for (query, field) in [
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=x", "limit"),
        ("before_id=0", "before_id"),
        ("after_id=-1", "after_id"),
        ("after_id=5&before_id=5", "after_id"),
    ] {
        let fields = t.ada.client.get(&format!("{chat}/messages?{query}")).await.bad_fields(400);
        assert_eq!(fields, [field], "{query}");
    }
    for (body, field) in [
        (json!({"title": "  "}), "title"),
        (json!({"title": "x".repeat(201)}), "title"),
        (json!({"archived": false}), "archived"),
        (json!({"labels": {"-bad": "x"}}), "labels"),
        (json!({"pin_order": -1}), "pin_order"),
        (json!({"plan_mode": "often"}), "plan_mode"),
        (json!({"workspace_id": Uuid::from_u128(1)}), "workspace_id"),
    ] {
        assert_eq!(t.ada.client.patch(&chat, &body).await.bad_fields(400), [field], "{body}");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_413() {
    let t = ChatApp::start().await;
    let large = t.new_chat(&"x".repeat(256 * 1024));
    let refusal = t.ada.client.post("/api/v2/chats", &large).await.expect(413);
    assert!(refusal["message"].as_str().is_some_and(|it| it.contains("larger")), "{refusal}");
    t.llm.push(Turn::text("ok"));
    t.ada.client.post("/api/v2/chats", &t.new_chat(&"x".repeat(200 * 1024))).await.expect(201);
}

#[tokio::test]
async fn unknown_and_foreign_chats_are_the_same_404() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    let foreign = t.chat("hi").await;
    let eve = t.app.member(&t.owner, "eve").await;
    let unknown = format!("/api/v2/chats/{}", Uuid::from_u128(1));
    for tail in ["", "/messages", "/stream", "/wait"] {
        let a = eve.client.get(&format!("{foreign}{tail}")).await.expect(404);
        let b = eve.client.get(&format!("{unknown}{tail}")).await.expect(404);
        assert_eq!(a, b, "{tail}");
    }
    eve.client.post(&format!("{foreign}/interrupt"), &Value::Null).await.expect(404);
    assert_eq!(eve.client.get("/api/v2/chats/not-an-id").await.bad_fields(400), ["chat"]);
}

#[tokio::test]
async fn a_busy_chat_queues_up_to_twenty_and_can_be_interrupted() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("partial ").gate("never"));
    let chat = t.chat("hi").await;
    t.llm.wait_for_requests(1).await;
    let messages = format!("{chat}/messages");
    let content = json!({"content": [{"type": "text", "text": "next"}]});
    for _ in 0..20 {
        let sent = t.ada.client.post(&messages, &content).await.expect(200);
        assert_eq!((&sent["queued"], sent.get("message")), (&json!(true), None));
        assert_eq!(sent["queued_message"]["content"][0]["text"], "next");
    }
    let full = t.ada.client.post(&messages, &content).await;
    assert!(full.header("retry-after").is_some());
    assert!(full.expect(429)["message"].as_str().is_some_and(|it| it.contains("20")));
    let page = t.ada.client.get(&messages).await.expect(200);
    assert_eq!(page["queued_messages"].as_array().map(Vec::len), Some(20));
    let page = t.ada.client.get(&format!("{messages}?after_id=1")).await.expect(200);
    assert_eq!(page["queued_messages"], json!([]), "a page with a cursor has no queue");

    t.llm.respond_with(|_request| Turn::text("done"));
    let stopped = t.ada.client.post(&format!("{chat}/interrupt"), &Value::Null).await.expect(200);
    assert_eq!(stopped["status"], "interrupting");
    t.until(&chat, "waiting").await;
    t.ada.client.post(&format!("{chat}/interrupt"), &Value::Null).await.expect(409);
}

#[tokio::test]
async fn pages_go_down_and_polls_go_up() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|_request| Turn::text("answer"));
    let chat = t.chat("1").await;
    t.until(&chat, "waiting").await;
    let sent = json!({"content": [{"type": "text", "text": "2"}]});
    let sent = t.ada.client.post(&format!("{chat}/messages"), &sent).await.expect(200);
    assert_eq!((&sent["queued"], &sent["message"]["role"]), (&json!(false), &json!("user")));
    t.until(&chat, "waiting").await;
    let ids = async |query: &str| {
        let page = t.ada.client.get(&format!("{chat}/messages?{query}")).await.expect(200);
        let ids: Vec<i64> = page["messages"]
            .as_array()
            .expect("messages")
            .iter()
            .map(|it| it["id"].as_i64().expect("an id"))
            .collect();
        (ids, page["has_more"].as_bool().expect("has_more"))
    };
    let (all, more) = ids("").await;
    assert_eq!((all.len(), more), (4, false));
    assert!(all.is_sorted_by(|a, b| a > b), "{all:?}");
    assert_eq!(ids("limit=3").await, (all[..3].to_vec(), true));
    assert_eq!(ids(&format!("before_id={}", all[2])).await, (all[3..].to_vec(), false));
    let up: Vec<i64> = all[..2].iter().rev().copied().collect();
    assert_eq!(ids(&format!("after_id={}", all[2])).await, (up.clone(), false));
    assert_eq!(ids(&format!("after_id={}&limit=1", all[2])).await, (up[..1].to_vec(), true));
}

#[tokio::test]
async fn the_title_can_be_changed() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    let chat = t.chat("hi").await;
    let before = t.until(&chat, "waiting").await;
    let done = t.ada.client.patch(&chat, &json!({"title": "  A better title "})).await;
    assert_eq!(done.status, 204);
    let after = t.ada.client.get(&chat).await.expect(200);
    assert_eq!(after["title"], "A better title");
    assert_eq!(after["updated_at"], before["updated_at"], "metadata does not reorder the list");
}
