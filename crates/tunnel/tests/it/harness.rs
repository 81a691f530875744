//! A tunnel on loopback: an axum server that opens [`AgentConn`]s, an agent that serves a router, and a TCP
//! relay between them that can be frozen like a stopped machine.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::{State, WebSocketUpgrade};
use axum::response::Response;
use axum::routing::any;
use axum::serve::ListenerExt;
use ropewalk_tunnel::{AgentConn, AgentEndError, TunnelSettings, WsIo, serve_agent_end};
use ropewalk_wire::agent::TUNNEL_PATH;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

/// A wait that only a hang can use up.
pub(crate) const PATIENCE: Duration = Duration::from_secs(120);

/// Fails the test when `future` hangs.
pub(crate) async fn soon<F: Future>(what: &str, future: F) -> F::Output {
    tokio::time::timeout(PATIENCE, future).await.unwrap_or_else(|_| panic!("{what} did not happen"))
}

#[derive(Clone)]
struct ServerState {
    settings: TunnelSettings,
    tasks: TaskTracker,
    conns: mpsc::UnboundedSender<AgentConn>,
}

async fn accept(State(state): State<ServerState>, upgrade: WebSocketUpgrade) -> Response {
    state.settings.clone().configure_upgrade(upgrade).on_upgrade(move |socket| async move {
        let conn = AgentConn::open(WsIo::new(socket), state.settings, &state.tasks).await.expect("open");
        let closed = conn.closed();
        // A test that has ended listens no more.
        let _heard = state.conns.send(conn);
        closed.await;
    })
}

pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) conns: mpsc::UnboundedReceiver<AgentConn>,
    pub(crate) tasks: TaskTracker,
}

pub(crate) async fn serve(settings: TunnelSettings) -> Server {
    let (conns_in, conns) = mpsc::unbounded_channel();
    let tasks = TaskTracker::new();
    let state = ServerState { settings, tasks: tasks.clone(), conns: conns_in };
    let router = Router::new().route(TUNNEL_PATH, any(accept)).with_state(state);
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("bind");
    let address = listener.local_addr().expect("address");
    let listener = listener.tap_io(|socket: &mut TcpStream| socket.set_nodelay(true).expect("nodelay"));
    tasks.spawn(async move { axum::serve(listener, router).await.expect("serve") });
    Server { address, conns, tasks }
}

/// The agent's end, running.
pub(crate) struct AgentEnd {
    pub(crate) ended: oneshot::Receiver<Result<(), AgentEndError>>,
    pub(crate) shutdown: CancellationToken,
}

pub(crate) async fn dial(
    address: SocketAddr,
    router: Router,
    settings: TunnelSettings,
    tasks: &TaskTracker,
) -> AgentEnd {
    let url = format!("ws://{address}{TUNNEL_PATH}");
    let config = Some(settings.websocket_config());
    let (socket, _response) =
        tokio_tungstenite::connect_async_with_config(url, config, true).await.expect("dial");
    let (ended_in, ended) = oneshot::channel();
    let shutdown = CancellationToken::new();
    let (stop, streams) = (shutdown.clone(), tasks.clone());
    tasks.spawn(async move {
        let result = serve_agent_end(WsIo::new(socket), router, &settings, &streams, stop).await;
        let _heard = ended_in.send(result);
    });
    AgentEnd { ended, shutdown }
}

/// Server, agent and the connection between them.
pub(crate) struct Tunnel {
    pub(crate) conn: AgentConn,
    pub(crate) agent: AgentEnd,
    pub(crate) tasks: TaskTracker,
}

pub(crate) async fn tunnel(router: Router, settings: TunnelSettings) -> Tunnel {
    let mut server = serve(settings.clone()).await;
    let agent = dial(server.address, router, settings, &server.tasks).await;
    let conn = soon("the tunnel", server.conns.recv()).await.expect("a connection");
    Tunnel { conn, agent, tasks: server.tasks }
}

/// Copies bytes between the agent and the server until it is frozen; then both sockets stay open and silent.
pub(crate) struct Relay {
    pub(crate) address: SocketAddr,
    frozen: Arc<CancellationToken>,
}

impl Relay {
    pub(crate) async fn to(server: SocketAddr, tasks: &TaskTracker) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("bind");
        let address = listener.local_addr().expect("address");
        let frozen = Arc::new(CancellationToken::new());
        let stop = frozen.clone();
        tasks.spawn(async move {
            let (mut near, _) = listener.accept().await.expect("accept");
            let mut far = TcpStream::connect(server).await.expect("connect");
            tokio::select! {
                _ended = tokio::io::copy_bidirectional(&mut near, &mut far) => {}
                () = stop.cancelled() => std::future::pending::<()>().await,
            }
        });
        Self { address, frozen }
    }

    pub(crate) fn freeze(&self) {
        self.frozen.cancel();
    }
}

/// Deadlines small enough for a test to wait for, and long enough for a busy machine to keep.
pub(crate) fn impatient() -> TunnelSettings {
    TunnelSettings {
        keep_alive_interval: Duration::from_millis(50),
        keep_alive_timeout: Duration::from_secs(3),
        ..TunnelSettings::default()
    }
}
