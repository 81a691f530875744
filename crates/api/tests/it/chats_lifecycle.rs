//! When chats are archived and deleted by themselves, over HTTP (chats-api.md 1.13, chat-engine.md 6.10).

use ropewalk_testkit::fake_llm::Turn;
use ropewalk_testkit::fake_push::FakePush;
use serde_json::json;

use crate::chats_support::ChatApp;
use crate::harness::{TestApp, TestOptions};

const CONFIG: &str = "/api/v2/chats/config";

#[tokio::test]
async fn administrators_say_when_and_everybody_may_know() {
    let t = ChatApp::start().await;
    for (path, field, default) in [
        ("auto-archive-days", "auto_archive_days", 0),
        ("retention-days", "retention_days", 30),
        ("debug-retention-days", "debug_retention_days", 30),
    ] {
        let path = format!("{CONFIG}/{path}");
        assert_eq!(t.ada.client.get(&path).await.expect(200), json!({field: default}));
        t.ada.client.put(&path, &json!({field: 7})).await.expect(403);
        for bad in [-1, 3651] {
            assert_eq!(t.owner.client.put(&path, &json!({field: bad})).await.bad_fields(400), [field]);
        }
        for days in [3650, 0, 7] {
            t.owner.client.put(&path, &json!({field: days})).await.expect(204);
            assert_eq!(t.ada.client.get(&path).await.expect(200), json!({field: days}));
        }
    }
}

#[tokio::test]
async fn owners_are_told_once_of_all_chats_that_were_archived() {
    let t = ChatApp::start().await;
    let push = FakePush::start().await;
    let browser = push.browser("ada-1");
    t.llm.respond_with(|_request| Turn::text("done"));
    let mut chats = Vec::new();
    for text in ["sort the mail", "water the plants"] {
        let chat = t.chat(text).await;
        t.until(&chat, "waiting").await;
        chats.push(chat);
    }
    let subscription = "/api/v2/users/me/webpush/subscription";
    t.ada.client.post(subscription, &browser.subscription()).await.expect(204);
    t.owner
        .client
        .put(&format!("{CONFIG}/auto-archive-days"), &json!({"auto_archive_days": 7}))
        .await
        .expect(204);
    let age = "update chats set updated_at = updated_at - interval '9 days';
               update chat_messages set created_at = created_at - interval '9 days'";
    t.app.database.execute(age).await;

    // A server that starts looks at once.
    let beside = TestOptions { beside: Some(t.app.database.clone()), ..TestOptions::default() };
    let _other = TestApp::start_with(beside).await;
    let messages = push.wait_for_messages(2).await;
    let told = browser.decrypt(&messages[1]);
    assert_eq!(told["title"], "2 chats were archived");
    assert_eq!(told["data"]["url"], "/");
    let body = told["body"].as_str().expect("a text");
    assert!(body.starts_with("Nobody used them for 7 days: "), "{body}");
    assert!(body.contains("sort the mail") && body.contains("water the plants"), "{body}");
    for chat in &chats {
        assert_eq!(t.ada.client.get(chat).await.expect(200)["archived"], true);
    }
    let listed = t.ada.client.get("/api/v2/chats").await.expect(200);
    assert_eq!(listed, json!([]));
    push.finish();
}
