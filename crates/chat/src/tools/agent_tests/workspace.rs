//! A workspace on disk with a real agent in it, and what the agent needs of a server: reports are taken, and the
//! tunnel that it dials becomes the link of the tools.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use axum::extract::{State, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::{any, post};
use axum::{Json, Router};
use ropewalk_agent::{AgentLimits, AgentSettings, AgentStop, ContextPlaces, run_agent};
use ropewalk_model::{AgentId, ChatId, SystemClock, SystemEntropy, WorkspaceId};
use ropewalk_telemetry::Secret;
use ropewalk_tunnel::{AgentConn, CallContext, TunnelSettings, WsIo};
use ropewalk_wire::agent::{
    AgentManifest, LIFECYCLE_PATH, LOGS_PATH, LogsReceipt, MANIFEST_PATH, SCRIPT_COMPLETED_PATH,
    STARTUP_PATH, TUNNEL_PATH,
};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use super::super::failure::ConnectFailure;
use super::super::session::{AgentLink, AgentSession};

/// A wait that only a hang can use up.
pub(super) const PATIENCE: Duration = Duration::from_secs(60);

type Tunnels = watch::Sender<Option<AgentConn>>;

/// A workspace and its agent. The agent ends with it.
pub(super) struct TestWorkspace {
    root: TempDir,
    tunnels: watch::Receiver<Option<AgentConn>>,
    stop: AgentStop,
    _tasks: TaskTracker,
}

impl TestWorkspace {
    pub(super) async fn start() -> Self {
        Self::start_with_shell("/bin/sh").await
    }

    /// The same, with another program for `sh`.
    pub(super) async fn start_with_shell(sh: &str) -> Self {
        let tasks = TaskTracker::new();
        let (sender, tunnels) = watch::channel(None);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap()).parse().unwrap();
        let server = server(sender, tasks.clone());
        tasks.spawn(async move { axum::serve(listener, server).await.unwrap() });
        let root = tempfile::tempdir().unwrap();
        let home = root.path().join("home");
        std::fs::create_dir_all(&home).unwrap();
        let path = std::env::var_os("PATH").unwrap();
        let settings = AgentSettings {
            url,
            token: Secret::new("a-token"),
            log_dir: root.path().join("logs"),
            script_data_dir: root.path().join("scripts"),
            environment: [("PATH".into(), path), ("HOME".into(), home.clone().into())].into(),
            home,
            sh: PathBuf::from(sh),
            user_shell: PathBuf::from("/bin/sh"),
            program: None,
            context: ContextPlaces::default(),
            tunnel: TunnelSettings::default(),
            limits: AgentLimits {
                backoff_min: Duration::from_millis(5),
                backoff_max: Duration::from_millis(50),
                ..AgentLimits::default()
            },
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        };
        let stop = AgentStop::default();
        tasks.spawn(run_agent(settings, stop.clone()));
        Self { root, tunnels, stop, _tasks: tasks }
    }

    /// The absolute path of a file in the home directory.
    pub(super) fn path(&self, name: &str) -> String {
        self.root.path().join("home").join(name).to_str().unwrap().to_owned()
    }

    pub(super) fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_default()
    }

    /// A talk of a call with this key.
    pub(super) fn session(&self, key: u128) -> AgentSession<'_> {
        AgentSession::new(self, CallContext::of_chat(ChatId::from(Uuid::from_u128(7))), Uuid::from_u128(key))
    }

    /// Cuts the tunnel; the agent dials anew.
    pub(super) async fn cut(&self) {
        let conn = self.connect().await.unwrap();
        conn.close();
        conn.closed().await;
    }

    /// Waits until a file of the home directory is as wanted.
    pub(super) async fn until(&self, name: &str, is_right: impl Fn(&str) -> bool) {
        let wait = async {
            while !is_right(&self.read(name)) {
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
        };
        tokio::time::timeout(PATIENCE, wait).await.unwrap_or_else(|_| panic!("{name}: {}", self.read(name)));
    }
}

impl Drop for TestWorkspace {
    fn drop(&mut self) {
        self.stop.hard.cancel();
        self.stop.soft.cancel();
    }
}

#[async_trait]
impl AgentLink for TestWorkspace {
    async fn connect(&self) -> Result<AgentConn, ConnectFailure> {
        let mut tunnels = self.tunnels.clone();
        let live = tunnels.wait_for(|conn| conn.as_ref().is_some_and(|conn| !conn.is_closed()));
        match tokio::time::timeout(PATIENCE, live).await {
            Ok(Ok(conn)) => conn.clone().ok_or(ConnectFailure::DialTimeout),
            Ok(Err(_)) | Err(_) => Err(ConnectFailure::DialTimeout),
        }
    }
}

#[derive(Clone)]
struct Shared {
    tunnels: Arc<Tunnels>,
    tasks: TaskTracker,
}

fn server(tunnels: Tunnels, tasks: TaskTracker) -> Router {
    let echo = |Json(report): Json<Value>| async move { Json(report) };
    Router::new()
        .route(TUNNEL_PATH, any(open_tunnel))
        .route(MANIFEST_PATH, post(|| async { Json(manifest()) }))
        .route(STARTUP_PATH, post(echo))
        .route(LIFECYCLE_PATH, post(echo))
        .route(LOGS_PATH, post(|| async { Json(LogsReceipt { log_limit_exceeded: false }) }))
        .route(SCRIPT_COMPLETED_PATH, post(|| async { Json(json!({})) }))
        .with_state(Shared { tunnels: Arc::new(tunnels), tasks })
}

async fn open_tunnel(State(shared): State<Shared>, upgrade: WebSocketUpgrade) -> Response {
    let settings = TunnelSettings::default();
    settings.clone().configure_upgrade(upgrade).on_upgrade(move |socket| async move {
        let conn = AgentConn::open(WsIo::new(socket), settings, &shared.tasks).await.unwrap();
        let closed = conn.closed();
        shared.tunnels.send_replace(Some(conn));
        closed.await;
    })
}

fn manifest() -> AgentManifest {
    AgentManifest {
        agent_id: AgentId::from(Uuid::from_u128(1)),
        agent_name: "main".to_owned(),
        owner_username: "ada".to_owned(),
        workspace_id: WorkspaceId::from(Uuid::from_u128(2)),
        workspace_name: "work".to_owned(),
        environment_variables: std::collections::BTreeMap::new(),
        directory: String::new(),
        vs_code_port_proxy_uri: String::new(),
        parent_id: None,
        scripts: Vec::new(),
        secrets: Vec::new(),
    }
}
