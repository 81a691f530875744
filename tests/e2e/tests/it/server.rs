//! A `ropewalk server` of its own for each test: the real binary in a process, its own PostgreSQL in a data
//! directory of its own, a port of its own that a restart keeps.

use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use ropewalk_client::Client;
use ropewalk_model::WorkspaceId;
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::FakeLlm;
use ropewalk_testkit::wait_for;
use ropewalk_wire::accounts::CreateFirstUserRequest;
use tempfile::TempDir;
use tokio::io::{AsyncBufReadExt, BufReader};
use tokio::process::{Child, Command};

/// How long anything may take before a test gives up on it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) const EMAIL: &str = "ada@example.com";
pub(crate) const PASSWORD: &str = "correct horse battery";

/// The binary under test: it stands where cargo put this test, one folder up.
pub(crate) fn binary() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own file");
    let binary = test.ancestors().nth(2).expect("the target folder").join("ropewalk");
    assert!(binary.is_file(), "{} is missing: run `cargo build --package ropewalk`", binary.display());
    binary
}

/// The root of the repository.
pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the repository").to_owned()
}

/// A server and what belongs to it. Dropping it kills the server and removes its files.
pub(crate) struct Server {
    child: Child,
    pub(crate) url: String,
    pub(crate) said: Vec<String>,
    home: TempDir,
    environment: Vec<(String, String)>,
    arguments: Vec<String>,
    port: u16,
}

impl Server {
    /// Starts a server whose first provider is `fake`, spoken to in `protocol`.
    pub(crate) async fn start_with(fake: &FakeLlm, protocol: Speaks) -> Self {
        Self::start(&protocol.environment(fake), &[]).await
    }

    /// Starts a server with these variables and arguments.
    pub(crate) async fn start(environment: &[(String, String)], arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(|it| (*it).to_owned()).collect();
        Self::start_at(free_port(), environment, arguments).await
    }

    /// Starts a server with these variables and arguments on this port.
    pub(crate) async fn start_at(
        port: u16,
        environment: &[(String, String)],
        arguments: Vec<String>,
    ) -> Self {
        let home = tempfile::Builder::new().prefix("ropewalk-e2e-").tempdir().expect("a home");
        let (child, url, said) = launch(&home, port, environment, &arguments).await;
        Self { child, url, said, home, environment: environment.to_vec(), arguments, port }
    }

    /// Starts it again on the same data and the same port.
    pub(crate) async fn start_again(&mut self) {
        let (child, url, said) = launch(&self.home, self.port, &self.environment, &self.arguments).await;
        self.child = child;
        self.url = url;
        self.said = said;
    }

    /// `kill -9`.
    pub(crate) async fn kill_hard(&mut self) {
        self.child.kill().await.expect("the server is killed");
    }

    /// Sends the server a signal and waits for nothing.
    pub(crate) fn signal(&self, signal: Signal) {
        let pid = i32::try_from(self.child.id().expect("it runs")).expect("a pid");
        kill(Pid::from_raw(pid), signal).expect("the signal is sent");
    }

    /// SIGTERM, and waits for its end.
    pub(crate) async fn terminate(&mut self) -> ExitStatus {
        self.signal(Signal::SIGTERM);
        tokio::time::timeout(PATIENCE, self.child.wait()).await.expect("it ends in time").expect("its status")
    }

    /// Where the server keeps its data.
    pub(crate) fn data_dir(&self) -> PathBuf {
        self.home.path().join("data")
    }

    /// The home of whoever runs the command line in this test.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Makes the first user and signs in.
    pub(crate) async fn sign_in(&self) -> Client {
        let client = Client::new(&self.url, None).expect("a client");
        let first = CreateFirstUserRequest {
            email: EMAIL.to_owned(),
            username: "ada".to_owned(),
            name: String::new(),
            password: Secret::new(PASSWORD),
            setup_token: None,
        };
        client.create_first_user(&first).await.expect("the first user");
        let token = client.login(EMAIL, Secret::new(PASSWORD)).await.expect("a session");
        client.with_token(token)
    }

    /// Runs the command line against this server.
    pub(crate) fn cli(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        command
            .args(arguments)
            .env_clear()
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home.path())
            .env("ROPEWALK_URL", &self.url)
            .stdin(Stdio::null())
            .kill_on_drop(true);
        command
    }

    /// Runs a command to its end.
    pub(crate) async fn run(&self, arguments: &[&str]) -> Finished {
        let output = tokio::time::timeout(PATIENCE, self.cli(arguments).output())
            .await
            .expect("the command ends in time")
            .expect("the command runs");
        Finished {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// What the server logged so far.
    pub(crate) fn log(&self) -> String {
        std::fs::read_to_string(self.home.path().join("server.log")).unwrap_or_default()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // SIGTERM first, so that workspaces and PostgreSQL do not stay behind on the machine.
        stop_workspaces(&self.data_dir());
        if let Some(pid) = self.child.id().and_then(|pid| i32::try_from(pid).ok())
            && kill(Pid::from_raw(pid), Signal::SIGTERM).is_ok()
        {
            let deadline = std::time::Instant::now() + Duration::from_secs(15);
            while matches!(self.child.try_wait(), Ok(None)) && std::time::Instant::now() < deadline {
                std::thread::yield_now();
            }
        }
        stop_workspaces(&self.data_dir());
        if std::thread::panicking() {
            eprintln!("--- log of the server ---\n{}", self.log());
        }
    }
}

/// Ends the processes of all workspaces that this data directory ever had: they are meant to outlive a server. Each
/// has its workspace's id in its environment, whatever its sandbox shows it of the directory.
pub(crate) fn stop_workspaces(data_dir: &Path) {
    let ids: Vec<Vec<u8>> = ["workspaces", "workspace-run"]
        .iter()
        .filter_map(|folder| std::fs::read_dir(data_dir.join(folder)).ok())
        .flat_map(|entries| entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()))
        .filter(|name| name.parse::<WorkspaceId>().is_ok())
        .map(String::into_bytes)
        .collect();
    let Ok(entries) = std::fs::read_dir("/proc") else { return };
    for entry in entries.flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|name| name.parse::<i32>().ok()) else {
            continue;
        };
        let environ = std::fs::read(entry.path().join("environ")).unwrap_or_default();
        if ids.iter().any(|id| environ.windows(id.len()).any(|window| window == id.as_slice())) {
            let _gone = kill(Pid::from_raw(pid), Signal::SIGKILL);
        }
    }
}

/// What a command left behind.
#[derive(Debug)]
pub(crate) struct Finished {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// How the server speaks to the fake provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Speaks {
    /// Anthropic Messages.
    Anthropic,
    /// OpenAI Responses.
    Responses,
    /// OpenAI Chat Completions of a compatible server.
    Chat,
}

impl Speaks {
    /// The variables that make a first start set up `fake`.
    pub(crate) fn environment(self, fake: &FakeLlm) -> Vec<(String, String)> {
        let pairs = match self {
            Self::Anthropic => vec![
                ("ANTHROPIC_API_KEY", "key-of-the-fake".to_owned()),
                ("ANTHROPIC_BASE_URL", fake.anthropic_base_url()),
            ],
            Self::Responses => vec![
                ("OPENAI_API_KEY", "key-of-the-fake".to_owned()),
                ("OPENAI_BASE_URL", fake.openai_base_url()),
            ],
            Self::Chat => vec![
                ("ROPEWALK_OPENAI_COMPAT_BASE_URL", fake.openai_base_url()),
                ("ROPEWALK_OPENAI_COMPAT_API_KEY", "key-of-the-fake".to_owned()),
                ("ROPEWALK_OPENAI_COMPAT_MODEL", "local-model".to_owned()),
            ],
        };
        pairs.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// A port that nobody uses at the moment.
pub(crate) fn free_port() -> u16 {
    let free = TcpListener::bind("127.0.0.1:0").expect("a free port");
    free.local_addr().expect("its address").port()
}

/// Makes the one HTTP stack of this process ready.
pub(crate) fn prepare() {
    let _already_set = rustls::crypto::ring::default_provider().install_default();
}

async fn launch(
    home: &TempDir,
    port: u16,
    environment: &[(String, String)],
    arguments: &[String],
) -> (Child, String, Vec<String>) {
    prepare();
    let log = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(home.path().join("server.log"))
        .expect("the log file");
    let mut command = Command::new(binary());
    command
        .arg("server")
        .args(["--http-address", &format!("127.0.0.1:{port}")])
        .arg("--data-dir")
        .arg(home.path().join("data"))
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home.path())
        .env("ROPEWALK_LOG", "info,ropewalk_chat=debug")
        // A script answers each request of a chat; who tests titles turns them on.
        .env("ROPEWALK_WRITE_TITLES", "false")
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(log)
        .kill_on_drop(true);
    if let Some(bin) = std::env::var_os("ROPEWALK_POSTGRES_BIN") {
        command.env("ROPEWALK_POSTGRES_BIN", bin);
    }
    let mut child = command.spawn().expect("the server starts");
    let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
    let mut said = Vec::new();
    let url = tokio::time::timeout(PATIENCE, async {
        while let Some(line) = lines.next_line().await.expect("UTF-8") {
            let url = line.split_whitespace().find(|word| word.starts_with("http://")).map(str::to_owned);
            said.push(line);
            if let Some(url) = url {
                return Some(url);
            }
        }
        None
    })
    .await
    .ok()
    .flatten();
    let log = || std::fs::read_to_string(home.path().join("server.log")).unwrap_or_default();
    let Some(url) = url else { panic!("the server printed no URL; it said {said:?} and logged\n{}", log()) };
    // The pipe must stay open, or the server's next line would fail.
    tokio::task::spawn(async move { while let Ok(Some(_line)) = lines.next_line().await {} });
    let client = Client::new(&url, None).expect("a client");
    wait_for("the server answers", PATIENCE, || async { client.build_info().await.ok() }).await;
    (child, url, said)
}
