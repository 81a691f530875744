//! What the tests about workspaces share: drivers, a store past the API, WebSockets, short requests.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use futures::StreamExt;
use ropewalk_model::build::Transition;
use ropewalk_model::{AgentId, AgentLogSourceId, AgentScriptId, BuildId, Entropy, ReplicaId, SystemEntropy};
use ropewalk_provision::local::{DEFAULT_USER_IDS, LocalDriver, LocalDriverConfig};
use ropewalk_provision::sandbox::{ProgramCommand, SandboxSetting};
use ropewalk_provision::{
    BuildContext, BuildOutcome, BuiltResource, Driver, DriverError, LogLevel, ResourceMetadata,
};
use ropewalk_store::builds::{CompletedBuild, NewAgent, NewResource, NewScript};
use ropewalk_store::jobs::JobLease;
use ropewalk_store::{Store, StoreOptions};
use ropewalk_testkit::wait_for;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;
use tokio_tungstenite::tungstenite::{Error as SocketError, Message};
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::harness::{TestApp, TestUser};

/// How long a test waits for what must happen.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

type DriverMaker = Box<dyn FnOnce(&str) -> Vec<Arc<dyn Driver>> + Send>;

/// The drivers of a server, made when its address is known.
#[derive(Default)]
pub(crate) struct Drivers(Option<DriverMaker>);

impl fmt::Debug for Drivers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Drivers")
    }
}

impl Drivers {
    /// One driver.
    pub(crate) fn one(driver: Arc<dyn Driver>) -> Self {
        Self(Some(Box::new(move |_url| vec![driver])))
    }

    /// The real local driver with the real agent, in a directory of the test.
    pub(crate) fn local(data_dir: PathBuf, sandbox: SandboxSetting) -> Self {
        Self(Some(Box::new(move |url| {
            vec![Arc::new(LocalDriver::new(LocalDriverConfig {
                data_dir,
                instance_id: SystemEntropy.uuid(),
                agent: built_program("ropewalk-agent"),
                launcher: built_program("ropewalk-sandbox-exec"),
                agent_url: url.to_owned(),
                sandbox,
                user_ids: DEFAULT_USER_IDS,
            }))]
        })))
    }

    pub(crate) fn make(self, url: &str) -> Vec<Arc<dyn Driver>> {
        self.0.map(|make| make(url)).unwrap_or_default()
    }
}

/// A program of this workspace: it stands beside the directory of the test's own program.
fn built_program(name: &str) -> ProgramCommand {
    let own = std::env::current_exe().expect("a test has a program");
    let program = own.parent().and_then(|deps| deps.parent()).expect("it stands in target/*/deps").join(name);
    assert!(
        program.exists(),
        "this test needs {}: run `cargo build -p ropewalk-agent -p ropewalk-provision`",
        program.display()
    );
    ProgramCommand { program, arguments: vec![] }
}

/// A driver that does what the test says: each build waits for a permit, then succeeds or fails.
#[derive(Debug)]
pub(crate) struct GatedDriver {
    /// One permit lets one build go on.
    pub(crate) gate: Semaphore,
    /// What builds fail with, if they do.
    pub(crate) failure: Option<&'static str>,
}

impl GatedDriver {
    pub(crate) fn closed() -> Arc<Self> {
        Arc::new(Self { gate: Semaphore::new(0), failure: None })
    }

    pub(crate) fn open() -> Arc<Self> {
        Arc::new(Self { gate: Semaphore::new(1000), failure: None })
    }

    async fn pass(&self, context: &BuildContext<'_>) -> Result<(), DriverError> {
        context.log.line(LogLevel::Info, "Test", "waiting").await;
        tokio::select! {
            permit = self.gate.acquire() => permit.expect("the gate is never closed").forget(),
            () = context.cancel.cancelled() => return Err(DriverError::Canceled),
        }
        match self.failure {
            Some(reason) => Err(DriverError::Launch { reason: reason.to_owned() }),
            None => {
                context.log.line(LogLevel::Info, "Test", "done").await;
                Ok(())
            }
        }
    }
}

#[async_trait]
impl Driver for GatedDriver {
    fn provisioner(&self) -> &'static str {
        "local"
    }

    async fn start(&self, context: BuildContext<'_>) -> Result<BuildOutcome, DriverError> {
        self.pass(&context).await?;
        Ok(BuildOutcome {
            state: Some(json!({ "started": true })),
            resources: vec![BuiltResource {
                kind: "test".to_owned(),
                name: "main".to_owned(),
                icon: String::new(),
                metadata: vec![ResourceMetadata {
                    key: "password".to_owned(),
                    value: "hunter2".to_owned(),
                    sensitive: true,
                }],
                agents: context.agents.iter().map(|agent| agent.id).collect(),
            }],
        })
    }

    async fn stop(&self, context: BuildContext<'_>) -> Result<BuildOutcome, DriverError> {
        self.pass(&context).await?;
        Ok(BuildOutcome { state: context.state.cloned(), resources: vec![] })
    }

    async fn delete(&self, context: BuildContext<'_>) -> Result<BuildOutcome, DriverError> {
        self.pass(&context).await?;
        Ok(BuildOutcome::default())
    }

    fn running_pid(&self, _state: &Value) -> Option<u32> {
        None
    }
}

/// The store of a server, past the API.
pub(crate) async fn store(app: &TestApp) -> Store {
    let options = StoreOptions { max_connections: 4, ..StoreOptions::default() };
    Store::connect(app.database.url(), options).await.expect("the test database answers")
}

/// The id of the built-in template.
pub(crate) async fn local_template(user: &TestUser) -> Value {
    user.client.get("/api/v2/organizations/default/templates/local").await.expect(200)
}

/// Makes a workspace; its first build is queued.
pub(crate) async fn create_workspace(user: &TestUser, name: &str) -> Value {
    create_workspace_for(user, "me", name).await
}

/// Has somebody make a workspace for somebody else.
pub(crate) async fn create_workspace_for(maker: &TestUser, owner: &str, name: &str) -> Value {
    let template = local_template(maker).await;
    let request = json!({ "template_id": template["id"], "name": name });
    maker.client.post(&format!("/api/v2/users/{owner}/workspaces"), &request).await.expect(201)
}

/// The text at a JSON pointer.
#[track_caller]
pub(crate) fn text<'a>(value: &'a Value, pointer: &str) -> &'a str {
    value
        .pointer(pointer)
        .and_then(Value::as_str)
        .unwrap_or_else(|| panic!("no text at {pointer}: {value:#}"))
}

/// Asks for a build.
pub(crate) async fn build(user: &TestUser, workspace: &Value, transition: &str) -> Value {
    let path = format!("/api/v2/workspaces/{}/builds", text(workspace, "/id"));
    user.client.post(&path, &json!({ "transition": transition })).await.expect(201)
}

/// Waits until a build has this status, and gives it back.
pub(crate) async fn build_with_status(user: &TestUser, id: &str, status: &str) -> Value {
    let path = format!("/api/v2/workspacebuilds/{id}");
    let what = format!("build {id} is {status}");
    wait_for(&what, PATIENCE, || async {
        let build = user.client.get(&path).await.expect(200);
        let is_so = text(&build, "/status") == status;
        let is_over = matches!(text(&build, "/job/status"), "succeeded" | "failed" | "canceled");
        assert!(is_so || !is_over, "{what}, but it ended otherwise: {:#}", build["job"]);
        is_so.then_some(build)
    })
    .await
}

/// Waits until a build has ended, however it ends, and gives it back.
pub(crate) async fn ended_build(user: &TestUser, id: &str) -> Value {
    let path = format!("/api/v2/workspacebuilds/{id}");
    wait_for("the end of a build", PATIENCE, || async {
        let build = user.client.get(&path).await.expect(200);
        matches!(text(&build, "/job/status"), "succeeded" | "failed" | "canceled").then_some(build)
    })
    .await
}

/// Takes the oldest pending job as a replica that exists nowhere else.
pub(crate) async fn acquire(store: &Store) -> JobLease {
    let worker: ReplicaId = SystemEntropy.uuid().into();
    store.acquire_build_job(worker).await.expect("the database answers").expect("a job is pending")
}

/// An agent that a completed start build made.
#[derive(Clone, Debug)]
pub(crate) struct MadeAgent {
    pub(crate) id: AgentId,
    pub(crate) token: String,
    pub(crate) script_id: AgentScriptId,
    pub(crate) log_source_id: AgentLogSourceId,
}

/// Ends a build with success, as a worker does. Starts get one agent.
pub(crate) async fn complete(store: &Store, lease: &JobLease, transition: Transition) -> MadeAgent {
    let token = SystemEntropy.uuid().to_string();
    let made = MadeAgent {
        id: SystemEntropy.uuid().into(),
        script_id: SystemEntropy.uuid().into(),
        log_source_id: SystemEntropy.uuid().into(),
        token,
    };
    let agent = NewAgent {
        id: made.id,
        name: "main".to_owned(),
        auth_token_hash: Sha256::digest(made.token.as_bytes()).to_vec(),
        architecture: "amd64".to_owned(),
        operating_system: "linux".to_owned(),
        directory: "~".to_owned(),
        environment: json!({ "GREETING": "hello" }),
        connection_timeout_secs: 120,
        troubleshooting_url: String::new(),
        scripts: vec![NewScript {
            id: made.script_id,
            log_source_id: made.log_source_id,
            display_name: "Set-up".to_owned(),
            icon: String::new(),
            log_path: String::new(),
            script: "true".to_owned(),
            cron: String::new(),
            run_on_start: true,
            run_on_stop: false,
            start_blocks_login: true,
            timeout_secs: 5,
        }],
    };
    let resource = NewResource {
        id: SystemEntropy.uuid().into(),
        kind: "test".to_owned(),
        name: "main".to_owned(),
        icon: String::new(),
        metadata: json!([]),
        agents: vec![agent],
    };
    let resources = if transition == Transition::Start { vec![resource] } else { vec![] };
    let completed = CompletedBuild { state: Some(json!({})), resources };
    let now = ropewalk_testkit::TestClock::new().shared().now();
    assert!(store.complete_build(lease, transition, &completed, now).await.expect("the database answers"));
    made
}

/// A workspace whose start has succeeded without any process, with its agent.
pub(crate) async fn started_workspace(app: &TestApp, user: &TestUser, name: &str) -> (Value, MadeAgent) {
    let workspace = create_workspace(user, name).await;
    let agent = start_without_process(app, &workspace).await;
    (workspace, agent)
}

/// Ends the first build of a workspace, which must be the only pending one, with success.
pub(crate) async fn start_without_process(app: &TestApp, workspace: &Value) -> MadeAgent {
    let store = store(app).await;
    let lease = acquire(&store).await;
    assert_eq!(lease.build_id, text(workspace, "/latest_build/id").parse::<BuildId>().expect("an id"));
    complete(&store, &lease, Transition::Start).await
}

/// An open WebSocket.
pub(crate) struct Socket(WebSocketStream<MaybeTlsStream<tokio::net::TcpStream>>);

/// Opens a WebSocket with a token.
pub(crate) async fn dial(app: &TestApp, token: &str, path: &str) -> Result<Socket, u16> {
    let url = format!("{}{path}", app.url.replacen("http", "ws", 1));
    let mut request = url.into_client_request().expect("a good address");
    request.headers_mut().insert("Coder-Session-Token", token.parse().expect("a token is text"));
    match connect_async(request).await {
        Ok((socket, _response)) => Ok(Socket(socket)),
        Err(SocketError::Http(response)) => Err(response.status().as_u16()),
        Err(error) => panic!("{error}"),
    }
}

impl Socket {
    /// The next text frame as JSON, or the close code.
    pub(crate) async fn next(&mut self) -> Result<Value, u16> {
        loop {
            let message = tokio::time::timeout(PATIENCE, self.0.next()).await.expect("a frame comes in time");
            match message {
                Some(Ok(Message::Text(text))) => {
                    return Ok(serde_json::from_str(&text).expect("a frame is JSON"));
                }
                Some(Ok(Message::Close(frame))) => return Err(frame.map_or(0, |frame| frame.code.into())),
                Some(Ok(_)) => {}
                Some(Err(_)) | None => return Err(0),
            }
        }
    }

    /// Waits for the end of a socket that carries binary frames.
    pub(crate) async fn ended(&mut self) {
        let ending = async { while let Some(Ok(_message)) = self.0.next().await {} };
        tokio::time::timeout(PATIENCE, ending).await.expect("the other side ends the connection");
    }
}
