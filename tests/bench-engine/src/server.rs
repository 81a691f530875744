//! The processes that are measured, and what the kernel tells of them.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use nix::unistd::{SysconfVar, sysconf};
use ropewalk_client::Client;
use ropewalk_telemetry::Secret;
use ropewalk_wire::accounts::CreateFirstUserRequest;
use tokio::io::{AsyncBufReadExt, BufReader, Lines};
use tokio::process::{Child, ChildStdout, Command};

const START_TIMEOUT: Duration = Duration::from_secs(60);

/// A process that ends with this value.
pub(crate) struct Process {
    child: Child,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Process {
    fn spawn(command: &mut Command) -> Result<Self> {
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("start {command:?}"))?;
        let stdout = child.stdout.take().context("the output of a process")?;
        Ok(Self { child, lines: BufReader::new(stdout).lines() })
    }

    /// The first word of the first line that has one of this kind.
    async fn word(&mut self, is_it: impl Fn(&str) -> bool) -> Result<String> {
        let found = tokio::time::timeout(START_TIMEOUT, async {
            while let Some(line) = self.lines.next_line().await? {
                if let Some(word) = line.split_whitespace().find(|word| is_it(word)) {
                    return Ok(word.to_owned());
                }
            }
            bail!("a process ended before it was ready")
        });
        found.await.context("a process is not ready in time")?
    }

    fn proc(&self, file: &str) -> Result<String> {
        let pid = self.child.id().context("the process has ended")?;
        std::fs::read_to_string(format!("/proc/{pid}/{file}")).with_context(|| format!("read its {file}"))
    }

    /// The CPU time that it has taken.
    pub(crate) fn cpu(&self) -> Result<Duration> {
        let stat = self.proc("stat")?;
        // After the name in brackets, which may hold spaces: fields 14 and 15 of proc(5).
        let (_, rest) = stat.rsplit_once(") ").context("read its stat")?;
        let ticks: u64 = rest.split(' ').skip(11).take(2).map(|it| it.parse::<u64>().unwrap_or(0)).sum();
        let per_second = sysconf(SysconfVar::CLK_TCK)?.context("the clock of the kernel")?;
        Ok(Duration::from_secs_f64(ticks as f64 / per_second as f64))
    }

    /// Its resident memory, in KiB.
    pub(crate) fn memory_kib(&self) -> Result<u64> {
        let status = self.proc("status")?;
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).context("its memory")?;
        Ok(line.trim().trim_end_matches(" kB").parse()?)
    }
}

/// The model server.
pub(crate) struct ModelServer {
    process: Process,
    /// Where it listens.
    pub(crate) url: String,
}

impl ModelServer {
    pub(crate) async fn start() -> Result<Self> {
        let mut process = Process::spawn(Command::new(std::env::current_exe()?).arg("model"))?;
        let address = process.word(|word| word.starts_with("127.")).await?;
        Ok(Self { process, url: format!("http://{address}") })
    }

    pub(crate) fn cpu(&self) -> Result<Duration> {
        self.process.cpu()
    }
}

/// A server with its own PostgreSQL in a directory of its own, and a person who is signed in.
pub(crate) struct Server {
    /// The process, without its PostgreSQL.
    pub(crate) process: Process,
    /// The person.
    pub(crate) client: Client,
    _home: tempfile::TempDir,
}

impl Server {
    pub(crate) async fn start(
        binary: &Path,
        model: &ModelServer,
        chat_slots: usize,
        log: Option<&Path>,
    ) -> Result<Self> {
        let home = tempfile::Builder::new().prefix("ropewalk-bench-").tempdir()?;
        let log = log.map_or_else(|| home.path().join("server.log"), Path::to_owned);
        let log = std::fs::OpenOptions::new().create(true).append(true).open(log)?;
        let mut command = Command::new(binary);
        command
            .arg("server")
            .args(["--http-address", "127.0.0.1:0", "--api-rate-limit", "0", "--build-workers", "0"])
            .arg("--data-dir")
            .arg(home.path().join("data"))
            .args(["--chat-slots", &chat_slots.to_string()])
            .env("HOME", home.path())
            .env("ROPEWALK_LOG", "warn")
            // The steps of chats are measured, and nothing beside them.
            .env("ROPEWALK_WRITE_TITLES", "false")
            .env("ANTHROPIC_API_KEY", "key-of-the-bench")
            .env("ANTHROPIC_BASE_URL", &model.url)
            .stderr(log);
        let mut process = Process::spawn(&mut command)?;
        let url = process.word(|word| word.starts_with("http://")).await?;
        let client = Client::new(&url, None)?;
        let password = Secret::new("correct horse battery");
        let first = CreateFirstUserRequest {
            email: "ada@example.com".to_owned(),
            username: "ada".to_owned(),
            name: String::new(),
            password: password.clone(),
            setup_token: None,
        };
        client.create_first_user(&first).await?;
        let token = client.login("ada@example.com", password).await?;
        Ok(Self { process, client: client.with_token(token), _home: home })
    }
}
