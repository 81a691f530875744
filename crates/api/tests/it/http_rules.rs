//! What holds for every request: headers, error bodies, limits, and requests that another site made.

use std::num::NonZeroU32;

use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{PASSWORD, TestApp, TestOptions, answer};

#[tokio::test]
async fn every_answer_has_the_version_and_an_id() {
    let app = TestApp::start().await;
    for path in [
        "/healthz",
        "/api/v2/buildinfo",
        "/api/v2/nothing",
        "/elsewhere",
        "/api/v2/users/me",
        "/openapi.json",
    ] {
        let answer = app.anonymous().get(path).await;
        assert_eq!(answer.header("x-coder-build-version"), Some("v2.34.0+ropewalk-test"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert!(answer.header("x-request-id").is_some_and(|it| it.len() == 36), "{path}");
    }
    let forged = app.anonymous().request(Method::GET, "/healthz").header("x-request-id", "mine");
    assert_ne!(answer(forged).await.header("x-request-id"), Some("mine"));
}

#[tokio::test]
async fn errors_have_json_bodies() {
    let app = TestApp::start().await;
    let client = app.owner().await.client;
    for (method, path, status) in [
        (Method::GET, "/api", 404),
        (Method::GET, "/api/v2/nothing/here", 404),
        (Method::POST, "/api/v2/users/me/nothing", 404),
        (Method::GET, "/api/experimental/nothing", 404),
        (Method::GET, "/elsewhere", 404),
        (Method::DELETE, "/api/v2/buildinfo", 405),
        (Method::PATCH, "/api/v2/users/me", 405),
        (Method::PATCH, "/api/v2/chats/providers/nonsense", 400),
    ] {
        let body = client.send(method.clone(), path, Some(&json!({}))).await.expect(status);
        assert!(body["message"].as_str().is_some_and(|it| !it.is_empty()), "{method} {path}: {body}");
    }
    let bad_id = client.patch("/api/v2/chats/providers/nonsense", &json!({})).await;
    assert_eq!(bad_id.bad_fields(400), ["providerConfig"]);
}

#[tokio::test]
async fn bad_bodies_name_the_field() {
    let app = TestApp::start().await;
    let anonymous = app.anonymous();
    let post = async |body: &str| {
        let request = anonymous.request(Method::POST, "/api/v2/users/login");
        answer(request.header("content-type", "application/json").body(body.to_owned())).await
    };
    assert_eq!(post("{}").await.bad_fields(400), ["email"]);
    assert_eq!(post(r#"{"email": "a@b"}"#).await.bad_fields(400), ["password"]);
    assert_eq!(post(r#"{"email": ["a@b"], "password": "x"}"#).await.bad_fields(400), ["email"]);
    for text in ["", "not json", r#"{"email": "#] {
        let body = post(text).await.expect(400);
        assert!(body["message"].as_str().unwrap().contains("must be JSON"), "{text:?}: {body}");
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_413() {
    let app = TestApp::start().await;
    let at = |bytes: usize| json!({"email": "a@b", "password": "x".repeat(bytes)});
    let limit = ropewalk_api::API_BODY_LIMIT_BYTES;
    let body = app.anonymous().post("/api/v2/users/login", &at(limit)).await.expect(413);
    assert!(body["message"].is_string());
    app.anonymous().post("/api/v2/users/login", &at(limit - 100)).await.expect(401);
}

#[tokio::test]
async fn another_site_cannot_use_the_cookie() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let post = |headers: &[(&str, &str)]| {
        let mut request =
            app.anonymous().request(Method::POST, "/api/v2/authcheck").json(&json!({"checks": {}}));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        answer(request)
    };
    let cookie = format!("coder_session_token={}", owner.token);
    let cookie = ("Cookie", cookie.as_str());
    post(&[cookie]).await.expect(403);
    post(&[cookie, ("Origin", "https://evil.example")]).await.expect(403);
    post(&[cookie, ("Sec-Fetch-Site", "cross-site")]).await.expect(403);
    post(&[cookie, ("Sec-Fetch-Site", "same-site")]).await.expect(403);
    post(&[cookie, ("Sec-Fetch-Site", "same-origin")]).await.expect(200);
    post(&[cookie, ("Origin", &app.url)]).await.expect(200);
    let header = ("Coder-Session-Token", owner.token.as_str());
    post(&[cookie, header, ("Origin", "https://evil.example")]).await.expect(200);
    let socket = app
        .anonymous()
        .request(Method::GET, "/api/v2/users/me")
        .header("Cookie", cookie.1)
        .header("Origin", "https://evil.example")
        .header("Connection", "upgrade")
        .header("Upgrade", "websocket");
    answer(socket).await.expect(403);
    let login = app
        .anonymous()
        .request(Method::POST, "/api/v2/users/login")
        .header("Origin", "https://evil.example")
        .json(&json!({"email": "owner@example.com", "password": PASSWORD}));
    answer(login).await.expect(403);
}

#[tokio::test]
async fn logins_and_requests_are_limited_each_for_themselves() {
    let limit = NonZeroU32::new(5);
    let options = TestOptions {
        login_requests_per_minute: limit,
        api_requests_per_minute: NonZeroU32::new(40),
        ..TestOptions::default()
    };
    let app = TestApp::start_with(options).await;
    let owner = app.owner().await; // the first user and one login: 2 of 5
    let wrong = json!({"email": "owner@example.com", "password": "wrong"});
    for _ in 0..3 {
        app.anonymous().post("/api/v2/users/login", &wrong).await.expect(401);
    }
    let refused = app.anonymous().post("/api/v2/users/login", &wrong).await;
    let seconds: u64 = refused.header("retry-after").unwrap().parse().unwrap();
    assert!((1..=60).contains(&seconds), "{seconds}");
    refused.expect(429);
    owner.client.get("/api/v2/users/me").await.expect(200);
    let mut statuses = Vec::new();
    for _ in 0..45 {
        statuses.push(app.anonymous().get("/api/v2/buildinfo").await.status.as_u16());
    }
    assert_eq!(
        statuses.iter().filter(|it| **it == 200).count().clamp(40, 42),
        statuses.iter().filter(|it| **it == 200).count()
    );
    assert_eq!(statuses.last(), Some(&429));
    owner.client.get("/api/v2/users/me").await.expect(200);
    app.anonymous().get("/healthz").await.expect(200);
}

#[tokio::test]
async fn small_facts_are_true() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let anonymous = app.anonymous();
    assert_eq!(anonymous.get("/healthz").await.expect(200), "OK");
    let info = anonymous.get("/api/v2/buildinfo").await.expect(200);
    assert_eq!(info["deployment_id"], app.start_up.deployment_id.to_string());
    assert_eq!(info["telemetry"], false);
    for path in ["/api/v2", "/api/v2/"] {
        assert!(anonymous.get(path).await.expect(200)["message"].is_string(), "{path}");
    }
    let entitlements = owner.client.get("/api/v2/entitlements").await.expect(200);
    let features = entitlements["features"].as_object().unwrap();
    assert_eq!(features.len(), 26);
    assert!(features.values().all(|it| it["entitlement"] == "entitled"), "no licence gates");
    assert_eq!(owner.client.get("/api/v2/experiments").await.expect(200), json!([]));
    let regions = owner.client.get("/api/v2/regions").await.expect(200);
    assert_eq!(regions["regions"].as_array().map(Vec::len), Some(1));
    let weak =
        anonymous.post("/api/v2/users/validate-password", &json!({"password": "aaaa"})).await.expect(200);
    assert_eq!((&weak["valid"], weak["details"] == Value::Null), (&json!(false), false));
    let check =
        json!({"checks": {"mine": {"object": {"resource_type": "deployment_config"}, "action": "update"}}});
    assert_eq!(owner.client.post("/api/v2/authcheck", &check).await.expect(200), json!({"mine": true}));
}
