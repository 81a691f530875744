//! Keys that people bring for a provider (chat-engine.md 2.1, chats-api.md 1.15).

use ropewalk_testkit::fake_llm::Turn;
use ropewalk_testkit::wait_for;
use serde_json::{Value, json};

use crate::chats_support::{ChatApp, PATIENCE};

const OWN: &str = "/api/v2/chats/user-provider-configs";

/// The id of the provider of the scripted model.
async fn provider(t: &ChatApp) -> String {
    let all = t.owner.client.get("/api/v2/chats/providers").await.expect(200);
    let found = all.as_array().expect("a list").iter().find(|it| it["provider"] == "openai-compat");
    found.expect("it is set up")["id"].as_str().expect("an id").to_owned()
}

async fn change(t: &ChatApp, id: &str, change: Value) {
    t.owner.client.patch(&format!("/api/v2/chats/providers/{id}"), &change).await.expect(200);
}

/// Whether Ada can use the provider; else why not.
async fn availability(t: &ChatApp) -> Value {
    let all = t.ada.client.get("/api/v2/chats/models").await.expect(200);
    let found =
        all["providers"].as_array().expect("a list").iter().find(|it| it["provider"] == "openai-compat");
    let found = found.expect("it is turned on");
    if found["available"] == true { json!(true) } else { found["unavailable_reason"].clone() }
}

/// Waits until the chat has this status; `error` may be what is waited for.
async fn until(t: &ChatApp, chat: &str, status: &str) -> Value {
    wait_for(&format!("{chat} becomes {status}"), PATIENCE, || async {
        let now = t.ada.client.get(chat).await.expect(200);
        (now["status"] == status).then_some(now)
    })
    .await
}

/// The key of the last request at the model.
fn used(t: &ChatApp) -> String {
    let request = t.llm.requests().pop().expect("a request");
    request.header("authorization").unwrap_or_default().trim_start_matches("Bearer ").to_owned()
}

/// One more chat of Ada's, which is answered.
async fn answered(t: &ChatApp) {
    t.llm.push(Turn::text("ok"));
    let chat = t.chat("hi").await;
    until(t, &chat, "waiting").await;
}

#[tokio::test]
async fn a_person_uses_their_own_key_where_the_provider_allows_it() {
    let t = ChatApp::start().await;
    let id = provider(&t).await;
    let mine = format!("{OWN}/{id}");
    assert_eq!(t.ada.client.get(OWN).await.expect(200), json!([]), "it takes none");
    assert!(
        t.ada.client.put(&mine, &json!({"api_key": "k"})).await.expect(400)["message"].as_str().is_some()
    );

    change(&t, &id, json!({"allow_user_api_key": true, "allow_central_api_key_fallback": true})).await;
    let listed = t.ada.client.get(OWN).await.expect(200);
    assert_eq!(
        (&listed[0]["has_user_api_key"], &listed[0]["has_central_api_key_fallback"]),
        (&json!(false), &json!(true)),
        "{listed}"
    );
    answered(&t).await;
    assert_eq!(used(&t), "key", "without one the deployment's is used");

    let stored = t.ada.client.put(&mine, &json!({"api_key": " sk-of-ada\n"})).await.expect(200);
    assert_eq!(stored["has_user_api_key"], true);
    answered(&t).await;
    assert_eq!(used(&t), "sk-of-ada");
    let told = format!("{stored}{}", t.ada.client.get(OWN).await.expect(200));
    assert!(!told.contains("sk-of"), "{told}");
    assert_eq!(t.owner.client.get(OWN).await.expect(200)[0]["has_user_api_key"], false, "each their own");
    let sealed: Vec<u8> = t.app.database.scalar("select sealed_api_key from chat_user_provider_keys").await;
    assert!(!sealed.windows(6).any(|it| it == b"sk-of-"), "it is sealed");

    // What the provider no longer allows is not used, and is there again when it is allowed again.
    change(&t, &id, json!({"allow_user_api_key": false, "allow_central_api_key_fallback": false})).await;
    answered(&t).await;
    assert_eq!(used(&t), "key");
    t.llm.finish();
}

#[tokio::test]
async fn a_provider_that_wants_peoples_own_keys_says_so() {
    let t = ChatApp::start().await;
    let id = provider(&t).await;
    let mine = format!("{OWN}/{id}");
    change(&t, &id, json!({"allow_user_api_key": true})).await;
    assert_eq!(availability(&t).await, "user_api_key_required");
    let chat = t.chat("hi").await;
    let failed = until(&t, &chat, "error").await;
    assert_eq!(failed["last_error"]["kind"], "missing_key");
    assert!(
        failed["last_error"]["message"].as_str().is_some_and(|it| it.contains("key of your own")),
        "{failed}"
    );

    t.ada.client.put(&mine, &json!({"api_key": "sk-of-ada"})).await.expect(200);
    assert_eq!(availability(&t).await, true);
    t.llm.push(Turn::text("ok"));
    let more = json!({"content": [{"type": "text", "text": "again"}]});
    t.ada.client.post(&format!("{chat}/messages"), &more).await.expect(200);
    until(&t, &chat, "waiting").await;
    assert_eq!(used(&t), "sk-of-ada");

    t.ada.client.delete(&mine).await.expect(204);
    t.ada.client.delete(&mine).await.expect(204);
    assert_eq!(availability(&t).await, "user_api_key_required");
    t.llm.finish();
}

#[tokio::test]
async fn bad_keys_and_unknown_providers_are_refused() {
    let t = ChatApp::start().await;
    let id = provider(&t).await;
    let mine = format!("{OWN}/{id}");
    change(&t, &id, json!({"allow_user_api_key": true})).await;
    for bad in [json!(" "), json!("x".repeat(10_241)), json!("sch\u{fc}ssel")] {
        assert_eq!(t.ada.client.put(&mine, &json!({"api_key": bad})).await.bad_fields(400), ["api_key"]);
    }
    assert_eq!(t.ada.client.put(&mine, &json!({})).await.bad_fields(400), ["api_key"]);
    let absent = format!("{OWN}/{}", t.app.platform.random_id());
    t.ada.client.put(&absent, &json!({"api_key": "k"})).await.expect(404);
    t.ada.client.delete(&absent).await.expect(404);
    change(&t, &id, json!({"enabled": false})).await;
    t.ada.client.put(&mine, &json!({"api_key": "k"})).await.expect(400);
    assert_eq!(t.ada.client.get(OWN).await.expect(200), json!([]));
    t.llm.finish();
}
