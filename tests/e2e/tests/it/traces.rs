//! Spans at a collector: the real binary sends them by OTLP where the standard variables name one, and nothing of what was said.

use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::routing::post;
use ropewalk_testkit::fake_llm::FakeLlm;
use tokio::net::TcpListener;

use crate::server::{EMAIL, PASSWORD, Server, Speaks};
use crate::story::builder;

type Taken = Arc<Mutex<Vec<Bytes>>>;

/// A collector; gives its address and what it took.
async fn collector() -> (String, Taken) {
    let taken = Taken::default();
    let take = |State(taken): State<Taken>, body: Bytes| async move {
        taken.lock().expect("no test panicked here").push(body);
    };
    let app = Router::new().route("/v1/traces", post(take)).with_state(Arc::clone(&taken));
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    tokio::spawn(async move { axum::serve(listener, app).await });
    (url, taken)
}

#[tokio::test]
async fn spans_of_turns_steps_models_and_tools_go_to_the_collector_that_is_named() {
    let fake = FakeLlm::start().await;
    fake.respond_with(builder);
    let (url, taken) = collector().await;
    let mut environment = Speaks::Anthropic.environment(&fake);
    environment.push(("OTEL_EXPORTER_OTLP_ENDPOINT".to_owned(), url));
    environment.push(("OTEL_EXPORTER_OTLP_PROTOCOL".to_owned(), "http/protobuf".to_owned()));
    let mut server = Server::start(&environment, &[]).await;
    server.sign_in().await;
    let login = server.run(&["login", "--email", EMAIL, "--password", PASSWORD]).await;
    assert_eq!(login.code, Some(0), "{login:?}");
    let chat = server.run(&["chat", "make a workspace and greet me from it"]).await;
    assert_eq!(chat.code, Some(0), "{chat:?}\n{}", server.log());
    // A stop sends what is left.
    assert!(server.terminate().await.success(), "{}", server.log());
    let bytes = taken.lock().expect("no test panicked here").concat();
    // Texts stand in the messages of the protocol as they are.
    let has = |text: &str| bytes.windows(text.len()).any(|it| it == text.as_bytes());
    for name in
        ["invoke_agent", "step generate", "step tools", "chat claude", "execute_tool execute", "service.name"]
    {
        assert!(has(name), "no span {name}; {} bytes came\n{}", bytes.len(), server.log());
    }
    for said in ["greet me", "hello from", "hello.sh"] {
        assert!(!has(said), "{said:?} was told");
    }
    fake.finish();
}

#[tokio::test]
async fn a_protocol_that_is_not_spoken_stops_the_start_with_words() {
    let run = tokio::process::Command::new(crate::server::binary())
        .arg("server")
        .env_clear()
        .env("HOME", "/nonexistent")
        .env("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:4317")
        .env("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc")
        .output()
        .await
        .expect("it runs");
    let said = String::from_utf8_lossy(&run.stderr);
    assert!(!run.status.success() && said.contains("http/protobuf"), "{said}");
}
