//! `GET /metrics`: for programs on the machine and for owners, and for nobody else.

use reqwest::Method;
use serde_json::Value;

use crate::harness::{TestApp, TestClient, TestOptions};

/// A scrape; `through_proxy` as a proxy on the same machine would pass it on.
async fn scrape(client: &TestClient, through_proxy: bool) -> (u16, String, String) {
    let mut request = client.request(Method::GET, "/metrics");
    if through_proxy {
        request = request.header("x-forwarded-for", "203.0.113.7");
    }
    let response = request.send().await.expect("an answer");
    let (status, headers) = (response.status().as_u16(), response.headers().clone());
    let content_type = headers.get("content-type").and_then(|it| it.to_str().ok()).unwrap_or_default();
    (status, content_type.to_owned(), response.text().await.expect("a text"))
}

#[tokio::test]
async fn the_machine_itself_reads_them_without_a_session() {
    let app = TestApp::start().await;
    let anonymous = app.anonymous();
    anonymous.get("/api/v2/users/no-such-user").await.expect(401);
    anonymous.get("/no/such/page?token=secret").await;
    let (status, content_type, text) = scrape(&anonymous, false).await;
    assert_eq!(status, 200, "{text}");
    assert!(content_type.starts_with("application/openmetrics-text"), "{content_type}");
    assert!(text.ends_with("# EOF\n"), "{text}");
    for line in [
        r#"ropewalk_http_requests_total{method="GET",route="/api/v2/users/{user}",status="4xx"} 1"#,
        r#"ropewalk_http_requests_total{method="GET",route="none",status="4xx"} 1"#,
        "ropewalk_chats_unexplained 0",
    ] {
        assert!(text.lines().any(|it| it == line), "{line} is not in\n{text}");
    }
    for leak in ["no-such-user", "no/such/page", "secret"] {
        assert!(!text.contains(leak), "{leak} is in\n{text}");
    }
}

#[tokio::test]
async fn from_elsewhere_only_owners_read_them() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ada = app.member(&owner, "ada").await;
    for (client, expected) in [(&app.anonymous(), 401), (&ada.client, 403), (&owner.client, 200)] {
        let (status, _, text) = scrape(client, true).await;
        assert_eq!(status, expected, "{text}");
        if expected != 200 {
            let body: Value = serde_json::from_str(&text).expect("a JSON body");
            assert!(body["message"].as_str().is_some_and(|it| !it.is_empty()), "{body}");
        }
    }
}

#[tokio::test]
async fn a_server_that_is_reached_by_another_name_believes_no_address() {
    // A proxy on this machine that adds no header would make everybody look local.
    let options = TestOptions {
        access_url: Some("https://ropewalk.example.com".parse().expect("a URL")),
        ..TestOptions::default()
    };
    let app = TestApp::start_with(options).await;
    assert_eq!(scrape(&app.anonymous(), false).await.0, 401);
}
