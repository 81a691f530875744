//! Notifications in browsers (chats-api.md 1.20, chat-engine.md 6.6), over real HTTPS to a push service that decrypts them.

use ropewalk_testkit::fake_llm::{RecordedRequest, Turn};
use ropewalk_testkit::fake_push::{Browser, FakePush, claims};
use ropewalk_testkit::wait_until;
use serde_json::{Value, json};

use crate::chats_support::{ChatApp, PATIENCE};
use crate::harness::{Answer, TestApp, TestOptions, TestUser};

const SUBSCRIPTION: &str = "/api/v2/users/me/webpush/subscription";
const TEST: &str = "/api/v2/users/me/webpush/test";

async fn subscribe(user: &TestUser, browser: &Browser) -> Answer {
    user.client.post(SUBSCRIPTION, &browser.subscription()).await
}

async fn subscriptions(app: &TestApp) -> i64 {
    app.database.scalar::<i64>("select count(*) from webpush_subscriptions").await
}

fn problems(answer: &Value) -> Vec<&str> {
    answer["validations"].as_array().into_iter().flatten().filter_map(|it| it["field"].as_str()).collect()
}

#[tokio::test]
async fn a_browser_is_told_of_the_end_of_a_turn() {
    let app = ChatApp::start().await;
    let push = FakePush::start().await;
    let browser = push.browser("ada-1");
    assert_eq!(subscribe(&app.ada, &browser).await.status, 204);
    let hello = &push.messages()[0];
    assert_eq!(browser.decrypt(hello)["title"], "Notifications are on");
    let info = app.app.anonymous().get("/api/v2/buildinfo").await.expect(200);
    let key = info["webpush_public_key"].as_str().expect("a key");
    let signed = hello.headers["authorization"].to_str().expect("text");
    assert!(signed.ends_with(&format!(", k={key}")), "{signed}");
    assert_eq!(claims(hello)["exp"].as_i64(), Some(ropewalk_testkit::START_SECS + 12 * 3600));

    app.llm.push(Turn::text("All tests pass."));
    let chat = app.chat("fix the build").await;
    app.until(&chat, "waiting").await;
    let messages = push.wait_for_messages(2).await;
    let id = chat.rsplit('/').next().expect("an id");
    assert_eq!(
        browser.decrypt(&messages[1]),
        json!({
            "icon": "/favicon.svg", "title": "fix the build", "body": "The chat is done.", "actions": [],
            "data": { "url": format!("/agents/{id}") },
        })
    );
    assert_eq!(messages[1].headers["topic"], id.replace('-', ""));
    push.finish();
}

#[tokio::test]
async fn the_summary_of_a_turn_is_what_is_told_and_is_asked_for_once() {
    let app = ChatApp::start_with(TestOptions { writes_titles: true, ..TestOptions::default() }).await;
    let push = FakePush::start().await;
    let browser = push.browser("ada-1");
    assert_eq!(subscribe(&app.ada, &browser).await.status, 204);
    let is_label = |request: &RecordedRequest| request.system_text().contains("You label what a turn");
    app.llm.respond_with(move |request| {
        if is_label(request) {
            Turn::text(r#"{"label": "Tests green again"}"#)
        } else if request.system_text().contains("You name conversations") {
            Turn::text(r#"{"title": "Repair the build"}"#)
        } else {
            Turn::text("All tests pass.")
        }
    });
    let chat = app.chat("please repair the build of the page today").await;
    let messages = push.wait_for_messages(2).await;
    let told = browser.decrypt(&messages[1]);
    assert_eq!(told["body"], "Tests green again");
    let now = app.ada.client.get(&chat).await.expect(200);
    assert_eq!(now["last_turn_summary"], "Tests green again");
    assert_eq!(app.llm.requests().iter().filter(|it| is_label(it)).count(), 1);
    push.finish();
}

#[tokio::test]
async fn an_error_is_told_in_its_words_and_an_interruption_is_not() {
    let app = ChatApp::start().await;
    let push = FakePush::start().await;
    let browser = push.browser("ada-1");
    assert_eq!(subscribe(&app.ada, &browser).await.status, 204);
    app.llm.push(Turn::new().gate("never").chunks(["x"]));
    let stopped = app.chat("stop me").await;
    app.llm.wait_at_gate("never").await;
    app.ada.client.post(&format!("{stopped}/interrupt"), &json!({})).await.expect(200);
    app.until(&stopped, "waiting").await;

    app.llm.push(Turn::error(401, "no such key"));
    let failing = app.chat("fail please").await;
    let messages = push.wait_for_messages(2).await;
    let told = browser.decrypt(&messages[1]);
    let failed = app.ada.client.get(&failing).await.expect(200);
    assert_eq!(told["title"], "fail please");
    assert_eq!(told["body"], failed["last_error"]["message"]);
    assert!(told["body"].as_str().is_some_and(|it| !it.is_empty()));
    assert_eq!(push.messages().len(), 2, "nothing of the one that was stopped");
    push.finish();
}

#[tokio::test]
async fn only_open_https_addresses_and_good_keys_are_taken() {
    let app = ChatApp::start().await;
    let push = FakePush::start().await;
    for endpoint in [
        "https://127.0.0.1/x",
        "https://10.0.0.7/x",
        "https://[::1]/x",
        "https://169.254.169.254/latest",
        "https://localhost:8443/x",
        "https://ada:secret@push.example.com/x",
        "http://push.example.com/x",
        "/x",
    ] {
        let mut subscription = push.browser("x").subscription();
        subscription["endpoint"] = json!(endpoint);
        let refused = app.ada.client.post(SUBSCRIPTION, &subscription).await.expect(400);
        assert_eq!(problems(&refused), ["endpoint"], "{endpoint}: {refused}");
        assert!(refused["validations"][0]["detail"].as_str().is_some_and(|it| it.starts_with("must ")));
    }
    let mut keys = push.browser("x").subscription();
    keys["p256dh_key"] = json!("AAAA");
    keys["auth_key"] = json!("%%%");
    let refused = app.ada.client.post(SUBSCRIPTION, &keys).await.expect(400);
    assert_eq!(problems(&refused), ["p256dh_key", "auth_key"]);
    let mut no_point = push.browser("x").subscription();
    no_point["p256dh_key"] = json!(format!("BAQE{}", "BAQE".repeat(20) + "BAQ"));
    let refused = app.ada.client.post(SUBSCRIPTION, &no_point).await.expect(400);
    assert_eq!(problems(&refused), ["p256dh_key"]);
    assert_eq!((push.messages().len(), subscriptions(&app.app).await), (0, 0));
}

#[tokio::test]
async fn a_browser_that_its_service_refuses_is_not_taken() {
    let app = ChatApp::start().await;
    let push = FakePush::start().await;
    push.refuse("ada-1", 403);
    let refused = subscribe(&app.ada, &push.browser("ada-1")).await.expect(502);
    assert!(refused["detail"].as_str().is_some_and(|it| it.contains("403")), "{refused}");
    assert_eq!(subscriptions(&app.app).await, 0);
    push.finish();
}

#[tokio::test]
async fn a_dead_browser_is_forgotten_and_one_in_trouble_is_not() {
    let app = ChatApp::start().await;
    let push = FakePush::start().await;
    for name in ["gone", "unknown", "troubled", "well"] {
        assert_eq!(subscribe(&app.ada, &push.browser(name)).await.status, 204);
    }
    push.refuse("gone", 410);
    push.refuse("unknown", 404);
    push.refuse("troubled", 503);
    assert_eq!(app.ada.client.post(TEST, &json!({})).await.status, 204);
    assert_eq!(push.messages().len(), 8, "each was asked");
    let left = "select string_agg(substring(endpoint from '[^/]+$'), ' ' order by endpoint) from webpush_subscriptions";
    assert_eq!(app.app.database.scalar::<String>(left).await, "troubled well");
    push.finish();
}

#[tokio::test]
async fn a_browser_belongs_to_who_signed_in_last_and_can_be_given_up() {
    let app = ChatApp::start().await;
    let push = FakePush::start().await;
    let browser = push.browser("shared");
    assert_eq!(subscribe(&app.owner, &browser).await.status, 204);
    assert_eq!(subscribe(&app.ada, &browser).await.status, 204);
    assert_eq!(subscriptions(&app.app).await, 1);
    let none = app.owner.client.post(TEST, &json!({})).await.expect(412);
    assert!(none["message"].as_str().is_some_and(|it| it.contains("No browser of yours")), "{none}");

    let endpoint = json!({ "endpoint": browser.endpoint() });
    let delete = |user: &TestUser| {
        let client = user.client.clone();
        let endpoint = endpoint.clone();
        async move { client.send(reqwest::Method::DELETE, SUBSCRIPTION, Some(&endpoint)).await.status.as_u16() }
    };
    assert_eq!(delete(&app.owner).await, 404, "it is not the owner's any more");
    assert_eq!(delete(&app.ada).await, 204);
    assert_eq!(delete(&app.ada).await, 404);
    let of_ada = format!("/api/v2/users/{}/webpush/subscription", app.ada.id);
    let refused = app.owner.client.post(&of_ada, &browser.subscription()).await;
    assert_eq!(refused.status, 403, "only for one's own account");
}

#[tokio::test]
async fn the_key_pair_is_made_once_per_deployment_and_kept_sealed() {
    let first = TestApp::start().await;
    let beside = TestOptions { beside: Some(first.database.clone()), ..TestOptions::default() };
    let second = TestApp::start_with(beside).await;
    let key = |info: Value| info["webpush_public_key"].as_str().expect("a key").to_owned();
    let keys = [
        key(first.anonymous().get("/api/v2/buildinfo").await.expect(200)),
        key(second.anonymous().get("/api/v2/buildinfo").await.expect(200)),
    ];
    assert_eq!(keys[0], keys[1]);
    assert_eq!(keys[0].len(), 87, "65 bytes in base64url");
    let stored = "select value from site_settings where key = 'vapid_keys'";
    let stored: Value = serde_json::from_str(&first.database.scalar::<String>(stored).await).expect("JSON");
    assert_eq!(stored["public"], keys[0]);
    let fields: Vec<&String> = stored.as_object().expect("an object").keys().collect();
    assert_eq!(fields, ["public", "sealed_private"]);
}

#[tokio::test]
async fn nobody_has_more_than_twenty_browsers() {
    let app = ChatApp::start().await;
    let push = FakePush::start().await;
    for number in 0..21 {
        assert_eq!(subscribe(&app.ada, &push.browser(&format!("b{number}"))).await.status, 204);
    }
    wait_until("the oldest are gone", PATIENCE, || async { subscriptions(&app.app).await == 20 }).await;
}
