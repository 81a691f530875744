//! `PATCH /chats/{chat}`: each field and their order; the lists that show what was changed.

use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chats_support::ChatApp;
use crate::workspaces_support::create_workspace;

async fn idle_chat(t: &ChatApp, text: &str) -> String {
    let chat = t.chat(text).await;
    t.until(&chat, "waiting").await;
    // The next one is later: lists have the latest first.
    t.app.clock.advance(chrono::Duration::seconds(1));
    chat
}

fn id_of(chat: &str) -> &str {
    chat.rsplit('/').next().expect("an id")
}

async fn titles(t: &ChatApp, query: &str) -> Vec<String> {
    let list = t.ada.client.get(&format!("/api/v2/chats{query}")).await.expect(200);
    let title = |chat: &Value| chat["title"].as_str().expect("a title").to_owned();
    list.as_array().expect("a list").iter().map(title).collect()
}

#[tokio::test]
async fn labels_are_replaced() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|_| Turn::text("ok"));
    let chat = idle_chat(&t, "one").await;
    let patch = async |body: Value| t.ada.client.patch(&chat, &body).await;
    assert_eq!(patch(json!({"labels": {"team": "core", "a": "b"}})).await.status, 204);
    assert_eq!(t.ada.client.get(&chat).await.expect(200)["labels"], json!({"team": "core", "a": "b"}));
    assert_eq!(titles(&t, "?label=team:core&label=a:b").await, ["one"]);
    assert_eq!(patch(json!({"labels": {"team": "edge"}})).await.status, 204);
    assert_eq!(titles(&t, "?label=a:b").await, Vec::<String>::new());
    assert_eq!(patch(json!({})).await.status, 204);
    assert_eq!(t.ada.client.get(&chat).await.expect(200)["labels"], json!({"team": "edge"}), "absent = kept");
    assert_eq!(patch(json!({"labels": {}})).await.status, 204);
    assert_eq!(t.ada.client.get(&chat).await.expect(200)["labels"], json!({}));
    let bad = patch(json!({"labels": {"-": "x", "b": ""}})).await;
    assert_eq!(bad.bad_fields(400), ["labels", "labels"]);
}

#[tokio::test]
async fn fields_are_applied_in_order_up_to_the_first_bad_one() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|_| Turn::text("ok"));
    let chat = idle_chat(&t, "one").await;
    let body = json!({
        "title": "two", "labels": {"a": "b"}, "archived": true, "pin_order": 1,
        "workspace_id": Uuid::from_u128(1),
    });
    // A pin on what has just been archived is the first that is bad.
    assert_eq!(t.ada.client.patch(&chat, &body).await.bad_fields(400), ["pin_order"]);
    let now = t.ada.client.get(&chat).await.expect(200);
    assert_eq!(
        (&now["title"], &now["labels"], &now["archived"]),
        (&json!("two"), &json!({"a": "b"}), &json!(true))
    );
    // The plan mode is looked at before anything is done.
    let body = json!({"title": "three", "plan_mode": "sometimes"});
    assert_eq!(t.ada.client.patch(&chat, &body).await.bad_fields(400), ["plan_mode"]);
    assert_eq!(t.ada.client.get(&chat).await.expect(200)["title"], "two");
}

#[tokio::test]
async fn a_chat_is_put_away_and_brought_back() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    t.llm.push(Turn::text("ok"));
    t.llm.push(Turn::text("half").gate("never"));
    let (chat, other) = (idle_chat(&t, "one").await, idle_chat(&t, "two").await);
    t.ada.client.patch(&chat, &json!({"pin_order": 1})).await.expect(204);
    let set = async |archived: bool| t.ada.client.patch(&chat, &json!({"archived": archived})).await;
    assert_eq!(set(false).await.bad_fields(400), ["archived"]);
    let mut watch = t.socket("/api/v2/chats/watch").await;
    set(true).await.expect(204);
    let event = watch.frame().await.expect("an event");
    assert_eq!((&event["kind"], &event["chat"]["archived"]), (&json!("deleted"), &json!(true)));
    assert_eq!(event["chat"]["pin_order"], 0);
    assert_eq!(set(true).await.bad_fields(400), ["archived"]);
    assert_eq!(titles(&t, "").await, ["two"]);
    assert_eq!(titles(&t, "?q=archived:false").await, ["two"]);
    assert_eq!(titles(&t, "?q=archived:true").await, ["one"]);
    for (method, path) in [("post", "/messages"), ("post", "/interrupt"), ("post", "/clear")] {
        let body = json!({"content": [{"type": "text", "text": "x"}]});
        let refused = t.ada.client.post(&format!("{chat}{path}"), &body).await.expect(400);
        let message = refused["message"].as_str().expect("a message");
        assert!(message.contains("archived"), "{method} {path}: {message}");
    }
    set(false).await.expect(204);
    assert_eq!(watch.frame().await.expect("an event")["kind"], "created");
    assert_eq!(titles(&t, "").await, ["two", "one"]);

    let running = t.chat("three").await;
    t.llm.wait_at_gate("never").await;
    let busy = t.ada.client.patch(&running, &json!({"archived": true})).await.expect(409);
    let message = busy["message"].as_str().expect("a message");
    assert!(message.contains("Archive") && message.contains("state R0"), "{message}");

    // A family goes as one: a child alone cannot, and a busy child keeps all of it.
    let make_child = format!(
        "update chats set parent_chat_id = '{0}', root_chat_id = '{0}' where id = '{1}'",
        id_of(&chat),
        id_of(&other)
    );
    t.app.database.execute(&make_child).await;
    assert_eq!(t.ada.client.patch(&other, &json!({"archived": true})).await.bad_fields(400), ["archived"]);
    assert_eq!(t.ada.client.patch(&other, &json!({"pin_order": 1})).await.bad_fields(400), ["pin_order"]);
    set(true).await.expect(204);
    assert_eq!(t.ada.client.get(&other).await.expect(200)["archived"], true);
    let list = t.ada.client.get("/api/v2/chats?q=archived:true").await.expect(200);
    assert_eq!(list[0]["children"][0]["title"], "two");
}

#[tokio::test]
async fn pins_order_the_list() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|_| Turn::text("ok"));
    let chats = [idle_chat(&t, "a").await, idle_chat(&t, "b").await, idle_chat(&t, "c").await];
    assert_eq!(titles(&t, "").await, ["c", "b", "a"]);
    for (chat, place) in [(&chats[0], 5), (&chats[1], 1)] {
        t.ada.client.patch(chat, &json!({"pin_order": place})).await.expect(204);
    }
    assert_eq!(titles(&t, "").await, ["a", "b", "c"], "new pins go behind the others");
    t.ada.client.patch(&chats[1], &json!({"pin_order": 1})).await.expect(204);
    assert_eq!(titles(&t, "").await, ["b", "a", "c"]);
    t.ada.client.patch(&chats[1], &json!({"pin_order": 0})).await.expect(204);
    assert_eq!(titles(&t, "").await, ["a", "c", "b"]);
}

#[tokio::test]
async fn the_latest_chat_of_a_workspace_is_found() {
    let t = ChatApp::start().await;
    let find = |ids: String| {
        let client = &t.ada.client;
        async move { client.get(&format!("/api/v2/chats/by-workspace?workspace_ids={ids}")).await }
    };
    assert_eq!(t.ada.client.get("/api/v2/chats/by-workspace").await.expect(200), json!({}));
    assert_eq!(find(String::new()).await.expect(200), json!({}));
    assert_eq!(find("x".into()).await.bad_fields(400), ["workspace_ids"]);
    let many = (0..26).map(|n| Uuid::from_u128(n).to_string()).collect::<Vec<_>>().join(",");
    assert_eq!(find(many).await.bad_fields(400), ["workspace_ids"]);
    assert_eq!(find(Uuid::from_u128(1).to_string()).await.expect(200), json!({}), "no such workspace");

    t.llm.respond_with(|_| Turn::text("ok"));
    let workspace = create_workspace(&t.ada, "dev").await["id"].clone();
    let id = workspace.as_str().expect("an id");
    let chats = [idle_chat(&t, "a").await, idle_chat(&t, "b").await, idle_chat(&t, "c").await];
    for chat in &chats {
        t.ada.client.patch(chat, &json!({"workspace_id": id})).await.expect(204);
        assert_eq!(t.ada.client.get(chat).await.expect(200)["workspace_id"], workspace);
    }
    let latest = async || find(format!("{id},{}", Uuid::from_u128(1))).await.expect(200);
    assert_eq!(latest().await, json!({id: id_of(&chats[2])}));
    t.ada.client.patch(&chats[2], &json!({"archived": true})).await.expect(204);
    assert_eq!(latest().await, json!({id: id_of(&chats[1])}), "archived ones do not count");
    t.ada.client.patch(&chats[1], &json!({"workspace_id": Uuid::nil()})).await.expect(204);
    assert_eq!(t.ada.client.get(&chats[1]).await.expect(200).get("workspace_id"), None);
    assert_eq!(latest().await, json!({id: id_of(&chats[0])}));
    let eve = t.app.member(&t.owner, "eve").await;
    let path = format!("/api/v2/chats/by-workspace?workspace_ids={id}");
    assert_eq!(eve.client.get(&path).await.expect(200), json!({}), "what she may not see");
    let foreign = t.ada.client.patch(&chats[0], &json!({"workspace_id": Uuid::from_u128(1)})).await;
    assert_eq!(foreign.bad_fields(400), ["workspace_id"]);
}
