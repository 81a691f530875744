//! Several servers on one PostgreSQL, each with a data directory, a port and a relay address of its own and nothing else
//! that they were given; and viewers that keep every byte that a stream's events are made of.

use std::sync::{Arc, Mutex};

use ropewalk_client::Client;
use ropewalk_model::ChatId;
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::FakeLlm;
use ropewalk_testkit::{TestDatabase, wait_for};
use ropewalk_wire::accounts::CreateFirstUserRequest;
use serde_json::Value;
use tokio::task::JoinSet;

use crate::server::{EMAIL, PASSWORD, PATIENCE, Server, Speaks, free_port};

/// The password of the servers' role in the database.
pub(crate) const DATABASE_PASSWORD: &str = "vX3 of the cluster";

/// Makes the role, unless another test has.
const MAKE_ROLE: &str = "do $$ begin
    create role ropewalk_cluster login superuser password 'vX3 of the cluster';
exception when duplicate_object or unique_violation then null; end $$";

/// What the servers of a cluster share.
pub(crate) struct Cluster {
    pub(crate) database: TestDatabase,
    environment: Vec<(String, String)>,
}

impl Cluster {
    /// Servers whose first start sets up the provider.
    pub(crate) async fn new(fake: &FakeLlm) -> Self {
        Self::with_environment(Speaks::Anthropic.environment(fake)).await
    }

    /// Servers that know no provider.
    pub(crate) async fn without_provider() -> Self {
        Self::with_environment(Vec::new()).await
    }

    async fn with_environment(environment: Vec<(String, String)>) -> Self {
        let database = TestDatabase::create().await;
        database.execute(MAKE_ROLE).await;
        Self { database, environment }
    }

    /// The URL of the database, with this password.
    pub(crate) fn url(&self, password: &str) -> String {
        let (scheme, rest) = self.database.url().split_once("://").expect("a URL");
        let (authority, _) = rest.split_once('/').expect("a database");
        let place = match authority.rsplit_once('@') {
            Some((user, _)) => &rest[user.len() + 1..],
            None => rest,
        };
        format!("{scheme}://ropewalk_cluster:{}@{place}", password.replace(' ', "%20"))
    }

    /// One more server.
    pub(crate) async fn server(&self, arguments: &[&str]) -> Server {
        let port = free_port();
        let mut all: Vec<String> = vec![
            "--postgres-url".into(),
            self.url(DATABASE_PASSWORD),
            "--relay-address".into(),
            format!("http://127.0.0.1:{port}"),
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

    /// Sends a request to one server and takes the JSON of its answer.
    pub(crate) async fn post(&self, server: &Server, path: &str, body: &Value) -> Value {
        let url = format!("{}{path}", server.url.trim_end_matches('/'));
        let request = reqwest::Client::new().post(url).header("Coder-Session-Token", &self.token).json(body);
        let answer = request.send().await.expect("the server answers");
        let answer = answer.error_for_status().expect("the request is taken");
        answer.json().await.expect("JSON")
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
