//! What replicas ask of one another: closed to everybody else; an agent of one serves the other.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::routing::{get, post};
use ropewalk_authz::{SiteRole, Subject};
use ropewalk_model::AgentId;
use ropewalk_platform::agents::ConnectError;
use ropewalk_platform::replicas::PASS_HEADER;
use ropewalk_testkit::wait_for;
use ropewalk_tunnel::{AgentConn, AgentError, CallContext, TunnelSettings, WsIo, serve_agent_end};
use ropewalk_wire::agent::{ReadFileQuery, WriteFileQuery};
use serde_json::json;
use tokio::sync::Notify;
use tokio::task::JoinSet;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::harness::{TestApp, TestOptions, TestUser};
use crate::workspaces_support::{PATIENCE, started_workspace};

const TUNNEL: &str = "/api/v2/workspaceagents/me/tunnel";
const PARTS: &str = "/internal/replica/stream/parts";

/// Larger than the windows of both hops together.
const BIG_BYTES: usize = 40 << 20;

#[tokio::test]
async fn internal_paths_are_closed_to_everybody_else() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let agent = format!("/internal/replica/agents/{}/tunnel", AgentId::NIL);
    for path in [PARTS, &agent, "/internal/replica", "/internal/x"] {
        app.anonymous().get(path).await.expect(404);
        owner.client.get(path).await.expect(404);
    }
    let from = "0191d9a0-7e9c-7b6f-9e64-2c8a8f6a3b11";
    for pass in ["", "1", "nonsense", &format!("1 {from} 1700000000 {}", "0".repeat(64)), &"x".repeat(10_000)]
    {
        for path in [PARTS, &agent] {
            let request = app.anonymous().request(reqwest::Method::GET, path).header(PASS_HEADER, pass);
            let refused = crate::harness::answer(request).await.expect(401);
            assert_eq!(refused["message"], json!("The replica pass does not count."), "{pass}");
        }
    }
    let document = ropewalk_api::openapi_document();
    assert!(
        !document.to_json().expect("JSON").contains("/internal"),
        "they are not in the API's description"
    );
}

/// An agent that is nothing but a few answers, connected to `app`. Dropping it takes it away.
async fn agent(app: &TestApp, token: &str, name: &'static str, hangs: &Arc<Notify>) -> JoinSet<()> {
    let hangs = Arc::clone(hangs);
    let router =
        Router::new()
            .route(
                "/",
                get(move || async move {
                    axum::Json(json!({ "message": "hi", "version": name, "api_version": "1" }))
                }),
            )
            .route("/api/v0/read-file", get(|| async { vec![7_u8; BIG_BYTES] }))
            .route(
                "/api/v0/write-file",
                post(|body: Bytes| async move {
                    axum::Json(json!({ "message": format!("{} bytes", body.len()) }))
                })
                .layer(axum::extract::DefaultBodyLimit::disable()),
            )
            .route(
                "/api/v0/processes/list",
                get(move || async move {
                    hangs.notify_one();
                    std::future::pending::<()>().await;
                }),
            );
    let settings = TunnelSettings::default();
    let mut request =
        format!("{}{TUNNEL}", app.url.replacen("http", "ws", 1)).into_client_request().expect("a URL");
    request.headers_mut().insert("Coder-Session-Token", token.parse().expect("a token is text"));
    let config = Some(settings.websocket_config());
    let (socket, _answer) =
        tokio_tungstenite::connect_async_with_config(request, config, true).await.expect("it connects");
    let mut end = JoinSet::new();
    end.spawn(async move {
        let (tasks, stop) = (TaskTracker::new(), CancellationToken::new());
        drop(serve_agent_end(WsIo::new(socket), router, &settings, &tasks, stop).await);
    });
    end
}

fn subject(user: &TestUser) -> Subject {
    Subject {
        user_id: user.id.parse().expect("an id"),
        site_roles: vec![SiteRole::Owner],
        organizations: vec![user.organization_id.parse().expect("an id")],
    }
}

async fn who(connection: &AgentConn) -> String {
    connection.hello(&CallContext::default()).await.expect("the agent answers").version
}

#[tokio::test]
async fn an_agent_of_one_replica_serves_another_and_is_found_again_when_it_moves() {
    let here = TestApp::start().await;
    let owner = here.owner().await;
    let (_workspace, made) = started_workspace(&here, &owner, "box").await;
    let beside = || TestOptions { beside: Some(Arc::clone(&here.database)), ..TestOptions::default() };
    let there = TestApp::start_with(beside()).await;
    let third = TestApp::start_with(beside()).await;
    let (subject, id) = (subject(&owner), made.id);
    let connect = |app: &TestApp| {
        let (platform, subject) = (app.platform.clone(), subject.clone());
        async move { platform.connect_agent(&subject, id, PATIENCE).await.expect("a connection") }
    };
    let hangs = Arc::new(Notify::new());
    let first_agent = agent(&here, &made.token, "first", &hangs).await;
    let over = connect(&there).await;
    assert_eq!(who(&over).await, "first");
    assert_eq!(who(&connect(&here).await).await, "first", "its own server reaches it too");

    // Bodies flow through both hops, in both directions.
    let context = CallContext::default();
    let query = ReadFileQuery { path: "/big".into(), ..ReadFileQuery::default() };
    let mut file = over.read_file(&context, &query).await.expect("the file");
    let mut read = 0;
    while let Some(chunk) = futures::StreamExt::next(&mut file.body).await {
        read += chunk.expect("the rest of it").len();
    }
    assert_eq!(read, BIG_BYTES);
    let content =
        futures::stream::iter((0..40).map(|_| Ok::<_, std::io::Error>(Bytes::from(vec![1; 1 << 20]))));
    let query = WriteFileQuery { path: "/big".into(), ..WriteFileQuery::default() };
    let written = over.write_file(&context, &query, content).await.expect("it is written");
    assert_eq!(written.message, format!("{BIG_BYTES} bytes"));

    // A newer connection to another server: calls on the old one end, and the next one finds the new place.
    let hanging = {
        let over = over.clone();
        async move { over.list_processes(&CallContext::default()).await }
    };
    let mut calls = JoinSet::new();
    calls.spawn(hanging);
    hangs.notified().await;
    let _second_agent = agent(&third, &made.token, "second", &hangs).await;
    let broken = tokio::time::timeout(PATIENCE, calls.join_next())
        .await
        .expect("it ends")
        .expect("one")
        .expect("no panic");
    assert!(matches!(broken, Err(AgentError::Closed { .. } | AgentError::StreamReset { .. })), "{broken:?}");
    drop(first_agent);
    for app in [&there, &here, &third] {
        wait_for("the agent at its new place", PATIENCE, || async {
            let connection = connect(app).await;
            let hello = connection.hello(&CallContext::default()).await.ok()?;
            (hello.version == "second").then_some(())
        })
        .await;
    }
}

#[tokio::test]
async fn an_agent_of_a_server_that_cannot_be_reached_is_refused_with_that_server() {
    let here = TestApp::start().await;
    let owner = here.owner().await;
    let (_workspace, made) = started_workspace(&here, &owner, "box").await;
    let there = TestApp::start_with(TestOptions {
        beside: Some(Arc::clone(&here.database)),
        ..TestOptions::default()
    })
    .await;
    let _agent = agent(&here, &made.token, "first", &Arc::new(Notify::new())).await;
    let (subject, id) = (subject(&owner), made.id);
    here.platform.connect_agent(&subject, id, PATIENCE).await.expect("its own server reaches it");
    here.database.execute("update replicas set relay_address = null").await;
    let refused = there.platform.connect_agent(&subject, id, Duration::from_millis(10)).await;
    let Err(ConnectError::OtherReplica { .. }) = &refused else { panic!("{refused:?}") };
    let said = refused.expect_err("it is refused").to_string();
    assert!(said.contains("no --relay-address"), "{said}");
}
