//! The life of an agent: start, connection, stop in order (agent-and-provisioning.md 2.1, 2.3).
//!
//! Two scopes: what starts things ends when the stop begins; what reports (lifecycle, logs) and the tunnel live
//! on until the last report is taken or its time is over. When [`run_agent`] returns, nothing that the agent
//! started runs any more.

use std::fs::DirBuilder;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use ropewalk_model::agent::Lifecycle;
use ropewalk_wire::agent::{AgentManifest, ScriptStage};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::connection::Connection;
use crate::files::FileChanges;
use crate::git::ChatPaths;
use crate::http::ApiState;
use crate::journal::Journal;
use crate::processes::{ProcessTable, RunMarker};
use crate::report::{LogSender, Outbox, OutboxSender};
use crate::scripts::{ScriptRunner, StageOutcome};
use crate::server::{ClientError, ServerClient};
use crate::settings::AgentSettings;
use crate::workspace::CommandEnvironment;

/// How an agent is asked to stop.
#[derive(Clone, Debug, Default)]
pub struct AgentStop {
    /// Stop in order: stop scripts, then processes, then the last reports.
    pub soft: CancellationToken,
    /// Hurry: kill at once and wait for nobody. Means nothing without `soft`.
    pub hard: CancellationToken,
}

/// Why an agent could not start.
#[derive(Debug, thiserror::Error)]
pub enum AgentRunError {
    /// A directory that it needs cannot be made.
    #[error("the directory {} cannot be made", path.display())]
    Directory {
        /// The directory.
        path: PathBuf,
        /// Why.
        #[source]
        source: std::io::Error,
    },
    /// There can be no connection to the server.
    #[error(transparent)]
    Client(#[from] ClientError),
}

/// Runs an agent until `stop`. A server that cannot be reached is no error: the agent goes on trying.
///
/// # Errors
/// The agent could not start at all.
pub async fn run_agent(settings: AgentSettings, stop: AgentStop) -> Result<(), AgentRunError> {
    let journal_dir = settings.script_data_dir.join("journal");
    for path in [&settings.log_dir, &settings.script_data_dir.join("bin"), &journal_dir] {
        make_private(path).map_err(|source| AgentRunError::Directory { path: path.clone(), source })?;
    }
    let server =
        ServerClient::new(settings.url.clone(), settings.token.clone(), settings.limits.report_limit)?;
    let running = Running::start(settings, server, journal_dir, &stop);
    stop.soft.cancelled().await;
    running.stop(&stop.hard).await;
    Ok(())
}

fn make_private(path: &Path) -> std::io::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path)
}

struct Running {
    settings: AgentSettings,
    tasks: TaskTracker,
    starting: TaskTracker,
    scripts: Arc<ScriptRunner>,
    processes: ProcessTable,
    manifest: Arc<RwLock<Option<Arc<AgentManifest>>>>,
    environment: Arc<RwLock<Arc<CommandEnvironment>>>,
    outbox: Outbox,
    reports: OutboxSender,
    logs: LogSender,
    /// Ends the readers of scripts' output.
    stop_readers: CancellationToken,
    /// Ends the connection.
    end: CancellationToken,
}

impl Running {
    fn start(settings: AgentSettings, server: ServerClient, journal_dir: PathBuf, stop: &AgentStop) -> Self {
        let (tasks, starting) = (TaskTracker::new(), TaskTracker::new());
        let (stop_readers, end) = (CancellationToken::new(), CancellationToken::new());
        let marker = RunMarker::new(settings.entropy.uuid().to_string());
        let journal = Arc::new(Journal::open(journal_dir));
        let processes = ProcessTable::new(&settings, journal.clone(), marker.clone(), tasks.clone());
        let (outbox, reports) = Outbox::start(server.clone(), &settings, &tasks);
        let (logs, lines) = LogSender::start(server.clone(), &settings, &tasks);
        let scripts = Arc::new(ScriptRunner::new(
            settings.clone(),
            marker,
            lines,
            reports.clone(),
            tasks.clone(),
            stop_readers.clone(),
        ));
        let environment = Arc::new(RwLock::new(Arc::new(CommandEnvironment::bare(&settings))));
        let manifest = Arc::default();
        let api = ApiState {
            processes: processes.clone(),
            changes: FileChanges::new(journal),
            environment: environment.clone(),
            tasks: tasks.clone(),
            places: settings.context.clone(),
            paths: ChatPaths::default(),
        };
        let connection = Connection {
            settings: settings.clone(),
            server,
            api,
            scripts: scripts.clone(),
            outbox: reports.clone(),
            manifest: Arc::clone(&manifest),
            tasks: tasks.clone(),
            starting: starting.clone(),
            stop_starting: stop.soft.clone(),
        };
        tasks.spawn(connection.run(end.clone()));
        Self {
            settings,
            tasks,
            starting,
            scripts,
            processes,
            manifest,
            environment,
            outbox,
            reports,
            logs,
            stop_readers,
            end,
        }
    }

    async fn stop(self, hard: &CancellationToken) {
        self.reports.lifecycle(Lifecycle::ShuttingDown);
        self.starting.close();
        let _stopped_or_hurry = hard.run_until_cancelled(self.starting.wait()).await;
        let outcome = self.run_stop_scripts(hard).await;
        self.reports.lifecycle(match outcome {
            StageOutcome::Ok => Lifecycle::Off,
            StageOutcome::Failed => Lifecycle::ShutdownError,
            StageOutcome::TimedOut => Lifecycle::ShutdownTimeout,
        });
        self.processes.stop(hard).await;
        self.stop_readers.cancel();
        let limit = self.settings.limits.drain_limit;
        tokio::join!(self.outbox.finish(limit, hard), self.logs.finish(limit, hard));
        self.end.cancel();
        self.tasks.close();
        if tokio::time::timeout(limit, self.tasks.wait()).await.is_err() {
            tracing::warn!("Some work of the agent did not end within {limit:?}");
        }
        tracing::info!("The agent has stopped");
    }

    async fn run_stop_scripts(&self, hard: &CancellationToken) -> StageOutcome {
        let manifest = self.manifest.read().unwrap_or_else(PoisonError::into_inner).clone();
        let environment = self.environment.read().unwrap_or_else(PoisonError::into_inner).clone();
        // Without a manifest nothing was started, and nothing has to be stopped.
        let Some(manifest) = manifest else { return StageOutcome::Ok };
        self.scripts.run_stage(ScriptStage::Stop, &manifest.scripts, &environment, hard).await
    }
}
