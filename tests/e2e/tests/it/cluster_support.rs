//! Several servers on one PostgreSQL, each with a data directory, a port and a relay address of its own; and viewers
//! that keep every byte that a stream's events are made of.

use std::path::PathBuf;
use std::sync::{Arc, Mutex};

use ropewalk_client::Client;
use ropewalk_model::ChatId;
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::FakeLlm;
use ropewalk_testkit::{TestDatabase, wait_for};
use ropewalk_wire::accounts::CreateFirstUserRequest;
use serde_json::Value;
use tempfile::TempDir;
use tokio::task::JoinSet;

use crate::server::{EMAIL, PASSWORD, PATIENCE, Server, Speaks, free_port};

/// What the servers of a cluster share.
pub(crate) struct Cluster {
    pub(crate) database: TestDatabase,
    environment: Vec<(String, String)>,
    shared: TempDir,
}

impl Cluster {
    pub(crate) async fn new(fake: &FakeLlm) -> Self {
        let shared = tempfile::tempdir().expect("a directory");
        std::fs::write(shared.path().join("secrets.key"), "5a".repeat(32)).expect("the key is written");
        let environment = Speaks::Anthropic.environment(fake);
        Self { database: TestDatabase::create().await, environment, shared }
    }

    fn key_file(&self) -> PathBuf {
        self.shared.path().join("secrets.key")
    }

    /// One more server.
    pub(crate) async fn server(&self, arguments: &[&str]) -> Server {
        let port = free_port();
        let mut all: Vec<String> = vec![
            "--postgres-url".into(),
            self.database.url().into(),
            "--relay-address".into(),
            format!("http://127.0.0.1:{port}"),
            "--secrets-key-file".into(),
            self.key_file().display().to_string(),
        ];
        all.extend(arguments.iter().map(|it| (*it).to_owned()));
        Server::start_at(port, &self.environment, all).await
    }

    /// Makes the first user at one server; the session holds at all of them.
    pub(crate) async fn sign_in(&self, server: &Server) -> Person {
        let client = Client::new(&server.url, None).expect("a client");
        let first = CreateFirstUserRequest {
            email: EMAIL.to_owned(),
            username: "ada".to_owned(),
            name: String::new(),
            password: Secret::new(PASSWORD),
            setup_token: None,
        };
        client.create_first_user(&first).await.expect("the first user");
        Person { token: client.login(EMAIL, Secret::new(PASSWORD)).await.expect("a session") }
    }

    /// Which of `servers` holds the chat.
    pub(crate) async fn owner(&self, chat: ChatId, servers: &[&Server]) -> usize {
        let held = format!(
            "select coalesce((select r.relay_address from chats c join replicas r on r.id = c.worker_id
              where c.id = '{chat}'), '')"
        );
        wait_for("somebody holds the chat", PATIENCE, || async {
            let address: String = self.database.scalar(&held).await;
            servers
                .iter()
                .position(|server| address.trim_end_matches('/') == server.url.trim_end_matches('/'))
        })
        .await
    }
}

/// Somebody who is signed in.
pub(crate) struct Person {
    token: String,
}

impl Person {
    /// Their client of one server.
    pub(crate) fn at(&self, server: &Server) -> Client {
        Client::new(&server.url, Some(self.token.clone())).expect("a client")
    }

    /// Has them look at a chat over one server.
    pub(crate) async fn view(&self, server: &Server, chat: ChatId) -> View {
        let url = format!("{}/api/v2/chats/{chat}/stream", server.url.trim_end_matches('/'));
        let request = reqwest::Client::new()
            .get(url)
            .header("Accept", "text/event-stream")
            .header("Coder-Session-Token", &self.token);
        let mut answer =
            request.send().await.expect("the server answers").error_for_status().expect("a stream");
        let events = Arc::new(Mutex::new(Vec::new()));
        let shared = Arc::clone(&events);
        let mut task = JoinSet::new();
        task.spawn(async move {
            let mut text = String::new();
            while let Ok(Some(bytes)) = answer.chunk().await {
                text.push_str(std::str::from_utf8(&bytes).expect("the model speaks ASCII here"));
                while let Some((line, rest)) = text.split_once('\n') {
                    if let Some(Ok(Value::Array(batch))) =
                        line.strip_prefix("data: ").map(serde_json::from_str)
                    {
                        shared.lock().expect("no viewer panicked").extend(batch);
                    }
                    text = rest.to_owned();
                }
            }
        });
        View { events, _task: task }
    }
}

/// What one viewer was sent.
pub(crate) struct View {
    events: Arc<Mutex<Vec<Value>>>,
    _task: JoinSet<()>,
}

impl View {
    /// The events of one kind, as they came.
    pub(crate) fn of_kind(&self, kind: &str) -> Vec<String> {
        let events = self.events.lock().expect("no viewer panicked");
        events.iter().filter(|event| event["type"] == kind).map(ToString::to_string).collect()
    }

    /// Waits until so many events of a kind came.
    pub(crate) async fn wait(&self, kind: &str, count: usize) -> Vec<String> {
        wait_for(&format!("{count} events {kind}"), PATIENCE, || async {
            let events = self.of_kind(kind);
            (events.len() >= count).then_some(events)
        })
        .await
    }
}
