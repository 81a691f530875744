//! What the agent needs of a server: it takes reports, keeps them for the test, and opens tunnels. It can be
//! told to refuse, and to be away.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::extract::{Request, State, WebSocketUpgrade};
use axum::http::{HeaderMap, StatusCode};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::{any, post};
use axum::serve::ListenerExt;
use axum::{Json, Router};
use ropewalk_model::{AgentId, AgentLogSourceId, AgentScriptId, Timestamp, WorkspaceId};
use ropewalk_tunnel::{AgentConn, TunnelSettings, WsIo};
use ropewalk_wire::agent::{
    AGENT_API_VERSION_HEADER, AgentManifest, AgentScript, AgentStartup, LIFECYCLE_PATH, LOGS_PATH,
    LifecycleReport, LifecycleState, LogsReceipt, LogsReport, MANIFEST_PATH, SCRIPT_COMPLETED_PATH,
    SESSION_TOKEN_HEADER, STARTUP_PATH, ScriptTiming, TUNNEL_PATH,
};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio_util::task::TaskTracker;
use url::Url;
use uuid::Uuid;

pub(crate) const TOKEN: &str = "the-agents-token";

/// A wait that only a hang can use up.
const PATIENCE: Duration = Duration::from_secs(120);

/// Fails the test when `future` hangs.
pub(crate) async fn soon<F: Future>(what: &str, future: F) -> F::Output {
    tokio::time::timeout(PATIENCE, future).await.unwrap_or_else(|_| panic!("{what} did not happen"))
}

/// What the agent has told, and how the server behaves.
#[derive(Clone, Default)]
pub(crate) struct Told {
    pub(crate) lifecycle: Vec<(LifecycleState, Timestamp)>,
    pub(crate) scripts: Vec<ScriptTiming>,
    pub(crate) startups: Vec<AgentStartup>,
    pub(crate) logs: Vec<LogsReport>,
    pub(crate) tunnels: usize,
    /// Requests that were refused so far.
    pub(crate) refused: usize,
    /// Refuse everything with this status.
    pub(crate) refuse_all: Option<StatusCode>,
    /// Refuse lifecycle reports only.
    pub(crate) refuse_lifecycle: Option<StatusCode>,
    pub(crate) log_limit_exceeded: bool,
}

impl Told {
    pub(crate) fn states(&self) -> Vec<LifecycleState> {
        self.lifecycle.iter().map(|(state, _)| *state).collect()
    }

    /// All lines, as `level: text`.
    pub(crate) fn lines(&self) -> Vec<String> {
        let lines = self.logs.iter().flat_map(|report| &report.logs);
        lines.map(|line| format!("{:?}: {}", line.level, line.output)).collect()
    }
}

struct Shared {
    manifest: Mutex<AgentManifest>,
    told: Mutex<Told>,
    changed: watch::Sender<()>,
    conns: mpsc::UnboundedSender<AgentConn>,
    tunnel: TunnelSettings,
    tasks: TaskTracker,
}

impl Shared {
    fn told(&self) -> MutexGuard<'_, Told> {
        self.told.lock().expect("lock")
    }

    fn note<T>(&self, change: impl FnOnce(&mut Told) -> T) -> T {
        let result = change(&mut self.told());
        self.changed.send_replace(());
        result
    }
}

type Ctx = State<Arc<Shared>>;

pub(crate) struct Server {
    pub(crate) url: Url,
    pub(crate) tasks: TaskTracker,
    shared: Arc<Shared>,
    conns: mpsc::UnboundedReceiver<AgentConn>,
}

impl Server {
    pub(crate) async fn start(scripts: Vec<AgentScript>) -> Self {
        let (conns_in, conns) = mpsc::unbounded_channel();
        let tasks = TaskTracker::new();
        let shared = Arc::new(Shared {
            manifest: Mutex::new(manifest(scripts)),
            told: Mutex::default(),
            changed: watch::Sender::new(()),
            conns: conns_in,
            tunnel: TunnelSettings::default(),
            tasks: tasks.clone(),
        });
        let router = Router::new()
            .route(TUNNEL_PATH, any(open_tunnel))
            .route(MANIFEST_PATH, post(get_manifest))
            .route(STARTUP_PATH, post(startup))
            .route(LIFECYCLE_PATH, post(lifecycle))
            .route(LOGS_PATH, post(logs))
            .route(SCRIPT_COMPLETED_PATH, post(script_completed))
            .layer(middleware::from_fn_with_state(shared.clone(), gate))
            .with_state(shared.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("bind");
        let url = format!("http://{}", listener.local_addr().expect("address")).parse().expect("url");
        let listener = listener.tap_io(|socket: &mut TcpStream| socket.set_nodelay(true).expect("nodelay"));
        tasks.spawn(async move { axum::serve(listener, router).await.expect("serve") });
        Self { url, tasks, shared, conns }
    }

    /// The next tunnel that the agent opens.
    pub(crate) async fn tunnel(&mut self) -> AgentConn {
        soon("a tunnel", self.conns.recv()).await.expect("a tunnel")
    }

    pub(crate) fn behave(&self, change: impl FnOnce(&mut Told)) {
        self.shared.note(change);
    }

    pub(crate) fn change_manifest(&self, change: impl FnOnce(&mut AgentManifest)) {
        change(&mut self.shared.manifest.lock().expect("lock"));
    }

    /// Waits until the agent has told what `is_told` looks for; returns all that it has told.
    pub(crate) async fn until(&self, what: &str, is_told: impl Fn(&Told) -> bool) -> Told {
        let mut changed = self.shared.changed.subscribe();
        let wait = async {
            loop {
                let told = self.told();
                if is_told(&told) {
                    return told;
                }
                changed.changed().await.expect("the server lives");
            }
        };
        soon(what, wait).await
    }

    /// All that the agent has told so far.
    pub(crate) fn told(&self) -> Told {
        self.shared.told().clone()
    }
}

fn manifest(scripts: Vec<AgentScript>) -> AgentManifest {
    AgentManifest {
        agent_id: AgentId::from(Uuid::from_u128(1)),
        agent_name: "main".to_owned(),
        owner_username: "alice".to_owned(),
        workspace_id: WorkspaceId::from(Uuid::from_u128(2)),
        workspace_name: "work".to_owned(),
        environment_variables: [("GREETING".to_owned(), "hello $CODER_WORKSPACE_OWNER_NAME".to_owned())]
            .into(),
        directory: "~/project".to_owned(),
        vs_code_port_proxy_uri: String::new(),
        parent_id: None,
        scripts,
        secrets: Vec::new(),
    }
}

/// A start script without a timeout.
pub(crate) fn script(number: u128, text: &str) -> AgentScript {
    AgentScript {
        id: AgentScriptId::from(Uuid::from_u128(100 + number)),
        log_source_id: AgentLogSourceId::from(Uuid::from_u128(200 + number)),
        log_path: String::new(),
        script: text.to_owned(),
        run_on_start: true,
        run_on_stop: false,
        start_blocks_login: false,
        timeout_secs: 0,
        display_name: format!("script {number}"),
    }
}

async fn gate(State(shared): Ctx, headers: HeaderMap, request: Request, next: Next) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    assert_eq!(header(SESSION_TOKEN_HEADER), Some(TOKEN));
    assert_eq!(header(AGENT_API_VERSION_HEADER), Some("2.9"));
    let refuse_all = shared.told().refuse_all;
    if let Some(status) = refuse_all {
        shared.note(|told| told.refused += 1);
        return (status, Json(serde_json::json!({ "message": "refused" }))).into_response();
    }
    next.run(request).await
}

async fn open_tunnel(State(shared): Ctx, upgrade: WebSocketUpgrade) -> Response {
    let settings = shared.tunnel.clone();
    settings.clone().configure_upgrade(upgrade).on_upgrade(move |socket| async move {
        let conn = AgentConn::open(WsIo::new(socket), settings, &shared.tasks).await.expect("open");
        let closed = conn.closed();
        shared.note(|told| told.tunnels += 1);
        // A test that has ended listens no more.
        let _heard = shared.conns.send(conn);
        closed.await;
    })
}

async fn get_manifest(State(shared): Ctx) -> Json<AgentManifest> {
    Json(shared.manifest.lock().expect("lock").clone())
}

async fn startup(State(shared): Ctx, Json(startup): Json<AgentStartup>) -> Json<AgentStartup> {
    shared.note(|told| told.startups.push(startup.clone()));
    Json(startup)
}

async fn lifecycle(State(shared): Ctx, Json(report): Json<LifecycleReport>) -> Response {
    let refusal = shared.told().refuse_lifecycle;
    if let Some(status) = refusal {
        shared.note(|told| told.refused += 1);
        return status.into_response();
    }
    shared.note(|told| told.lifecycle.push((report.state, report.changed_at)));
    Json(report).into_response()
}

async fn logs(State(shared): Ctx, Json(report): Json<LogsReport>) -> Json<LogsReceipt> {
    Json(shared.note(|told| {
        told.logs.push(report);
        LogsReceipt { log_limit_exceeded: told.log_limit_exceeded }
    }))
}

async fn script_completed(State(shared): Ctx, Json(timing): Json<ScriptTiming>) -> Json<serde_json::Value> {
    shared.note(|told| told.scripts.push(timing));
    Json(serde_json::json!({}))
}
