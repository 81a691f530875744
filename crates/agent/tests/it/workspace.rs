//! A workspace on disk and the agent in it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use ropewalk_agent::{AgentLimits, AgentRunError, AgentSettings, AgentStop, ContextPlaces, run_agent};
use ropewalk_model::{ManualClock, SystemClock, SystemEntropy};
use ropewalk_telemetry::Secret;
use ropewalk_tunnel::{AgentConn, CallContext, TunnelSettings};
use ropewalk_wire::agent::{ProcessOutputResponse, StartProcessRequest};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::task::TaskTracker;
use url::Url;

use crate::server::{Server, TOKEN, soon};

/// Nobody's call.
pub(crate) fn nobody() -> CallContext {
    CallContext::default()
}

pub(crate) fn command(text: &str) -> StartProcessRequest {
    StartProcessRequest { command: text.to_owned(), ..StartProcessRequest::default() }
}

pub(crate) struct Workspace {
    root: TempDir,
    pub(crate) settings: AgentSettings,
}

impl Workspace {
    pub(crate) fn new(url: &Url) -> Self {
        let root = tempfile::tempdir().expect("tempdir");
        let home = root.path().join("home");
        std::fs::create_dir_all(home.join("project")).expect("mkdir");
        let path = std::env::var_os("PATH").expect("PATH");
        let settings = AgentSettings {
            url: url.clone(),
            token: Secret::new(TOKEN),
            log_dir: root.path().join("logs"),
            script_data_dir: root.path().join("scripts"),
            environment: [("PATH".into(), path), ("HOME".into(), home.clone().into())].into(),
            home,
            sh: PathBuf::from("/bin/sh"),
            user_shell: PathBuf::from("/bin/sh"),
            program: None,
            context: ContextPlaces::default(),
            tunnel: TunnelSettings::default(),
            limits: AgentLimits {
                backoff_min: Duration::from_millis(5),
                backoff_max: Duration::from_millis(50),
                refused_wait: Duration::from_millis(50),
                log_interval: Duration::from_millis(5),
                process_grace: Duration::from_secs(1),
                ..AgentLimits::default()
            },
            clock: Arc::new(SystemClock),
            entropy: Arc::new(SystemEntropy),
        };
        Self { root, settings }
    }

    /// Puts a clock in that only the test moves.
    pub(crate) fn stop_clock(&mut self) -> Arc<ManualClock> {
        let clock = Arc::new(ManualClock::at("2026-01-02T03:04:05Z".parse().expect("time")));
        self.settings.clock = clock.clone();
        clock
    }

    /// A path in the project directory, where commands start.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.settings.home.join("project").join(name)
    }

    pub(crate) fn text_path(&self, name: &str) -> String {
        self.path(name).to_str().expect("path").to_owned()
    }

    /// Makes the gate that a script waits at with `read -r _ < gate`.
    pub(crate) fn make_gate(&self) {
        let made = std::process::Command::new("mkfifo").arg(self.path("gate")).status().expect("mkfifo");
        assert!(made.success());
    }

    /// Lets the script go on. Waits until it is there.
    pub(crate) async fn open_gate(&self, tasks: &TaskTracker) {
        let path = self.path("gate");
        let opened = tasks.spawn_blocking(move || std::fs::write(path, "\n"));
        soon("a script at the gate", opened).await.expect("joined").expect("gate");
    }

    pub(crate) fn root(&self) -> &Path {
        self.root.path()
    }

    pub(crate) fn start_agent(&self, server: &Server) -> RunningAgent {
        let stop = AgentStop::default();
        let ended = server.tasks.spawn(run_agent(self.settings.clone(), stop.clone()));
        RunningAgent { stop, ended }
    }
}

pub(crate) struct RunningAgent {
    pub(crate) stop: AgentStop,
    ended: JoinHandle<Result<(), AgentRunError>>,
}

impl RunningAgent {
    /// Stops it in order and waits for its end.
    pub(crate) async fn stop(self) {
        self.stop.soft.cancel();
        soon("the agent's end", self.ended).await.expect("joined").expect("in order");
    }
}

/// Server, workspace and a connected agent without scripts.
pub(crate) struct Connected {
    pub(crate) server: Server,
    pub(crate) workspace: Workspace,
    pub(crate) agent: RunningAgent,
    pub(crate) conn: AgentConn,
}

pub(crate) async fn connected() -> Connected {
    let server = Server::start(Vec::new()).await;
    let workspace = Workspace::new(&server.url);
    connect(server, workspace).await
}

pub(crate) async fn connect(mut server: Server, workspace: Workspace) -> Connected {
    let agent = workspace.start_agent(&server);
    let conn = server.tunnel().await;
    Connected { server, workspace, agent, conn }
}

impl Connected {
    /// Stops the agent in order and starts it again in the same workspace.
    pub(crate) async fn restart(self) -> Self {
        self.agent.stop().await;
        connect(self.server, self.workspace).await
    }

    /// Runs a command to its end.
    pub(crate) async fn run(&self, text: &str) -> ProcessOutputResponse {
        let started = self.conn.start_process(&nobody(), &command(text)).await.expect("start");
        let wait = Some(Duration::from_secs(120));
        let output = self.conn.process_output(&nobody(), &started.id, wait).await.expect("output");
        assert!(!output.running, "{text} did not end: {output:?}");
        output
    }
}

/// Waits until `is_true`; for what happens outside of this program and tells nobody.
pub(crate) async fn eventually(what: &str, mut is_true: impl FnMut() -> bool) {
    let looking = async {
        while !is_true() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    soon(what, looking).await;
}

/// Whether a process runs. A zombie does not: it only waits for somebody to count it.
pub(crate) fn is_alive(pid: &str) -> bool {
    match std::fs::read_to_string(format!("/proc/{}/stat", pid.trim())) {
        Ok(stat) => !stat.rsplit(") ").next().expect("state").starts_with('Z'),
        Err(_gone) => false,
    }
}

/// The process number that a command writes into a file of the project directory.
pub(crate) async fn pid_in(path: &Path) -> String {
    let read = || std::fs::read_to_string(path).unwrap_or_default();
    eventually("a process number", || read().ends_with('\n')).await;
    read().trim().to_owned()
}
