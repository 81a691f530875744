//! Where it happens: one server with its own PostgreSQL, or two on one PostgreSQL that is nobody's.

use std::path::PathBuf;
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use ropewalk_client::Client;
use ropewalk_model::WorkspaceId;
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::FakeLlm;
use ropewalk_testkit::{DatabaseProxy, TestCluster, wait_for};
use ropewalk_wire::workspaces::{CreateWorkspaceRequest, Workspace};
use tempfile::TempDir;

use crate::server::{EMAIL, PASSWORD, PATIENCE, Server, Speaks, free_port};

/// People here look a hundred times a second whether something has happened.
const UNLIMITED: [&str; 2] = ["--api-rate-limit", "0"];

/// A server that is busy with its own recovery is asked again after the next blow.
const METRICS_TIMEOUT: Duration = Duration::from_secs(10);

/// The parts that blows fall on.
pub(super) struct Scene {
    /// The first has the workspace.
    pub(super) servers: Vec<Server>,
    /// A client of each server, of the same person.
    pub(super) clients: Vec<Client>,
    pub(super) workspace: WorkspaceId,
    /// The workspace's home, seen from the host and from inside.
    pub(super) home: PathBuf,
    pub(super) home_inside: String,
    /// The PostgreSQL that the servers share, and what stands between each of them and it.
    shared: Option<(TestCluster, Vec<DatabaseProxy>)>,
    _key: TempDir,
}

impl Scene {
    pub(super) async fn alone(fake: &FakeLlm) -> Self {
        let server = Server::start(&Speaks::Chat.environment(fake), &UNLIMITED).await;
        let client = server.sign_in().await;
        Self::with(vec![server], vec![client], None, tempfile::tempdir().expect("a directory")).await
    }

    pub(super) async fn cluster(fake: &FakeLlm) -> Self {
        let database = TestCluster::start().await;
        let key = tempfile::tempdir().expect("a directory");
        let key_file = key.path().join("secrets.key");
        std::fs::write(&key_file, "5a".repeat(32)).expect("the key is written");
        let proxies = vec![DatabaseProxy::before(&database.url()), DatabaseProxy::before(&database.url())];
        let mut servers = Vec::new();
        // The second one builds nothing, so the workspace is on the first one's host.
        for (proxy, more) in proxies.iter().zip([&[][..], &["--build-workers", "0"][..]]) {
            let port = free_port();
            let mut arguments: Vec<String> = vec!["--postgres-url".into(), proxy.url().into()];
            arguments.extend(["--relay-address".into(), format!("http://127.0.0.1:{port}")]);
            arguments.extend(["--secrets-key-file".into(), key_file.display().to_string()]);
            arguments.extend(UNLIMITED.iter().chain(more).map(|it| (*it).to_owned()));
            servers.push(Server::start_at(port, &Speaks::Chat.environment(fake), arguments).await);
        }
        let first = servers[0].sign_in().await;
        let second = Client::new(&servers[1].url, None).expect("a client");
        let token = second.login(EMAIL, Secret::new(PASSWORD)).await.expect("a session");
        let second = second.with_token(token);
        Self::with(servers, vec![first, second], Some((database, proxies)), key).await
    }

    async fn with(
        servers: Vec<Server>,
        clients: Vec<Client>,
        shared: Option<(TestCluster, Vec<DatabaseProxy>)>,
        key: TempDir,
    ) -> Self {
        let workspace = running_workspace(&clients[0]).await;
        let home = servers[0].data_dir().join("workspaces").join(workspace.id.to_string());
        let home_inside = workspace.latest_build.resources[0].agents[0].expanded_directory.clone();
        Self { servers, clients, workspace: workspace.id, home, home_inside, shared, _key: key }
    }

    pub(super) const fn is_cluster(&self) -> bool {
        self.shared.is_some()
    }

    /// The names of the chats that this server works on, by which the script knows them.
    pub(super) async fn worked_on_by(&self, server: usize) -> Vec<String> {
        let Some((database, _)) = &self.shared else { return Vec::new() };
        let address = self.servers[server].url.trim_end_matches('/');
        let held = format!(
            "select c.title from chats c join replicas r on r.id = c.worker_id
              where c.status = 'running' and trim(trailing '/' from r.relay_address) = '{address}'"
        );
        let titles = database.scalars::<String>(&held).await.unwrap_or_default();
        titles.iter().filter_map(|title| title.split(' ').nth(1)).map(str::to_owned).collect()
    }

    /// Whether the chat of this name is at rest, as far as the database tells.
    pub(super) async fn is_at_rest(&self, name: &str) -> bool {
        let Some((database, _)) = &self.shared else { return false };
        let resting =
            format!("select 1 from chats where title like 'turn {name} %' and status not in ('running')");
        database.scalars::<i32>(&resting).await.is_ok_and(|rows| !rows.is_empty())
    }

    /// `kill -9` of the PostgreSQL; it comes back by itself, or is started again.
    pub(super) async fn kill_postgres(&mut self) {
        match &mut self.shared {
            Some((database, _)) => database.kill_and_start().await,
            None => self.signal_own_postgres(Signal::SIGKILL),
        }
    }

    /// A fast shutdown of the PostgreSQL; it comes back by itself, or is started again.
    pub(super) async fn restart_postgres(&mut self) {
        match &mut self.shared {
            Some((database, _)) => database.stop_and_start().await,
            None => self.signal_own_postgres(Signal::SIGINT),
        }
    }

    fn signal_own_postgres(&self, signal: Signal) {
        let file = self.servers[0].data_dir().join("postgres/data/postmaster.pid");
        // Without the file it is being started again just now.
        let Ok(text) = std::fs::read_to_string(file) else { return };
        if let Some(pid) = text.lines().next().and_then(|line| line.trim().parse().ok()) {
            let _gone = kill(Pid::from_raw(pid), signal);
        }
    }

    /// Ends the connections on which the servers listen for notifications; says how many there were.
    pub(super) async fn cut_listeners(&self) -> usize {
        let Some((database, _)) = &self.shared else { return 0 };
        let cut = "select pg_terminate_backend(pid) from pg_stat_activity
                    where query ilike 'listen %' or query ilike 'unlisten %'";
        let cut = database.scalars::<bool>(cut).await.unwrap_or_default();
        cut.into_iter().filter(|it| *it).count()
    }

    /// Whether this server is told of anything from now on.
    pub(super) fn lose_notifications(&self, server: usize, lose: bool) {
        if let Some((_, proxies)) = &self.shared {
            proxies[server].lose_notifications(lose);
        }
    }

    pub(super) fn lost_notifications(&self) -> usize {
        self.shared.iter().flat_map(|(_, proxies)| proxies).map(DatabaseProxy::lost_notifications).sum()
    }

    /// The proxies note each statement; nobody here reads them.
    pub(super) fn forget_statements(&self) {
        for proxy in self.shared.iter().flat_map(|(_, proxies)| proxies) {
            drop(proxy.take_statements());
        }
    }

    /// What the watchdogs of the servers count; none when a server does not tell.
    pub(super) async fn unexplained_chats(&self) -> Option<u64> {
        let mut sum = 0;
        for server in &self.servers {
            let url = format!("{}/metrics", server.url.trim_end_matches('/'));
            let answer = reqwest::Client::new().get(url).timeout(METRICS_TIMEOUT).send().await.ok()?;
            let text = answer.error_for_status().ok()?.text().await.ok()?;
            let count = text.lines().find_map(|line| line.strip_prefix("ropewalk_chats_unexplained "));
            sum += count.expect("the metric").trim().parse::<u64>().expect("a number");
        }
        Some(sum)
    }
}

/// A workspace whose agent is connected.
async fn running_workspace(client: &Client) -> Workspace {
    let template = client.templates().await.expect("templates")[0].id;
    let request = CreateWorkspaceRequest {
        template_id: Some(template),
        name: "chaos".to_owned(),
        ..CreateWorkspaceRequest::default()
    };
    client.create_workspace(&request).await.expect("a workspace");
    wait_for("the agent is connected", PATIENCE, || async {
        let workspace = client.workspace_by_name("chaos").await.ok()?;
        let agent = workspace.latest_build.resources.first()?.agents.first()?;
        (!agent.expanded_directory.is_empty() && agent.first_connected_at.is_some()).then_some(workspace)
    })
    .await
}
