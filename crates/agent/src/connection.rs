//! Keeps the agent connected: manifest, start-up report, tunnel; and again when it ends, for ever
//! (agent-and-provisioning.md 2.1).
//!
//! A refused token (401, 403) is no reason to end: the agent may be up before the build that started it is complete,
//! which is why a new agent asks again soon; and a server may be restored from a backup. The agent says so in its log
//! and goes on trying, slowly once it is not new any more.

use std::sync::{Arc, PoisonError, RwLock};

use ropewalk_model::agent::Lifecycle;
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::{AgentEndError, serve_agent_end};
use ropewalk_wire::agent::{AgentManifest, AgentStartup, ScriptStage};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::http::{ApiState, router};
use crate::report::OutboxSender;
use crate::scripts::{ScriptRunner, StageOutcome};
use crate::server::{Backoff, DialError, ServerClient, ServerError, TunnelIo, dial, jittered};
use crate::settings::AgentSettings;
use crate::workspace::{CommandEnvironment, EnvironmentInputs, write_secret_files};

/// Why a connection could not be made, or broke.
#[derive(Debug, thiserror::Error)]
enum ConnectionError {
    #[error(transparent)]
    Server(#[from] ServerError),
    #[error("the server's manifest has no agent id")]
    NilAgent,
    #[error(transparent)]
    Dial(#[from] DialError),
    #[error(transparent)]
    Tunnel(#[from] AgentEndError),
}

impl ConnectionError {
    const fn is_unauthorized(&self) -> bool {
        match self {
            Self::Server(error) => error.is_unauthorized(),
            Self::Dial(error) => error.is_unauthorized(),
            Self::NilAgent | Self::Tunnel(_) => false,
        }
    }
}

/// The part of the agent that connects.
pub(crate) struct Connection {
    pub(crate) settings: AgentSettings,
    pub(crate) server: ServerClient,
    pub(crate) api: ApiState,
    pub(crate) scripts: Arc<ScriptRunner>,
    pub(crate) outbox: OutboxSender,
    /// The newest manifest, without its secrets.
    pub(crate) manifest: Arc<RwLock<Option<Arc<AgentManifest>>>>,
    pub(crate) tasks: TaskTracker,
    /// The start scripts, apart from everything else, so that a stop can wait for them.
    pub(crate) starting: TaskTracker,
    /// Stops the start scripts.
    pub(crate) stop_starting: CancellationToken,
}

impl Connection {
    /// Connects again and again, until `end`.
    pub(crate) async fn run(self, end: CancellationToken) {
        let limits = &self.settings.limits;
        let mut backoff = Backoff::new(limits.backoff_min, limits.backoff_max);
        let mut is_first = true;
        let born = Instant::now();
        // when the last connection that had come up was lost
        let mut lost: Option<Instant> = None;
        while !end.is_cancelled() {
            let begun = Instant::now();
            let result = self.connect_once(&mut is_first, &end).await;
            if end.is_cancelled() {
                return;
            }
            // A server that takes connections only to drop them must not be asked all the time.
            if result.is_ok() {
                lost = Some(Instant::now());
                if begun.elapsed() > limits.soon_wait {
                    backoff.reset();
                }
            }
            // A server that restarts is back in a moment, and chats wait for this agent.
            let is_soon = lost.is_some_and(|lost| lost.elapsed() < limits.soon_for);
            let entropy = self.settings.entropy.as_ref();
            let wait = match &result {
                Err(error) if error.is_unauthorized() && born.elapsed() > limits.refused_grace => {
                    jittered(limits.refused_wait, entropy)
                }
                Ok(()) | Err(_) if is_soon => backoff.next(entropy).min(limits.soon_wait),
                Ok(()) | Err(_) => backoff.next(entropy),
            };
            match &result {
                Ok(()) => tracing::info!("The server closed the tunnel; connecting again in {wait:?}"),
                Err(error) if error.is_unauthorized() => tracing::warn!(
                    "The server does not accept this agent's token (it may belong to an older build of the \
                     workspace); trying again in {wait:?}: {}",
                    ErrorChain(error)
                ),
                Err(error) => {
                    tracing::warn!("Not connected; trying again in {wait:?}: {}", ErrorChain(error))
                }
            }
            let _ended = end.run_until_cancelled(tokio::time::sleep(wait)).await;
        }
    }

    /// Connects, and serves until the connection ends.
    async fn connect_once(
        &self,
        is_first: &mut bool,
        end: &CancellationToken,
    ) -> Result<(), ConnectionError> {
        let Some(io) = end.run_until_cancelled(self.open(is_first)).await else { return Ok(()) };
        let io = io?;
        tracing::info!("Connected to {}", self.settings.url);
        let router = router(self.api.clone());
        serve_agent_end(io, router, &self.settings.tunnel, &self.tasks, end.clone()).await?;
        Ok(())
    }

    async fn open(&self, is_first: &mut bool) -> Result<TunnelIo, ConnectionError> {
        let mut manifest = self.server.manifest().await?;
        if manifest.agent_id == ropewalk_model::AgentId::NIL {
            return Err(ConnectionError::NilAgent);
        }
        // From here on the manifest can be shown and kept.
        let secrets = std::mem::take(&mut manifest.secrets);
        let inputs = EnvironmentInputs { settings: &self.settings, manifest: &manifest, secrets: &secrets };
        let environment = Arc::new(CommandEnvironment::new(&inputs));
        let startup = AgentStartup {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            expanded_directory: environment.directory.to_string_lossy().into_owned(),
            subsystems: Vec::new(),
        };
        self.server.startup(&startup).await?;
        let manifest = Arc::new(manifest);
        *self.api.environment.write().unwrap_or_else(PoisonError::into_inner) = environment.clone();
        *self.manifest.write().unwrap_or_else(PoisonError::into_inner) = Some(manifest.clone());
        let home = environment.home.clone();
        let writing = self.tasks.spawn_blocking(move || write_secret_files(&secrets, &home)).await;
        if let Err(error) = writing {
            tracing::error!("The secret files could not be written: {}", ErrorChain(&error));
        }
        if std::mem::take(is_first) {
            self.start_up(manifest, environment);
        }
        Ok(dial(&self.server, &self.settings.tunnel).await?)
    }

    /// Runs the start scripts beside the connection.
    fn start_up(&self, manifest: Arc<AgentManifest>, environment: Arc<CommandEnvironment>) {
        let (scripts, outbox, stop) = (self.scripts.clone(), self.outbox.clone(), self.stop_starting.clone());
        self.outbox.lifecycle(Lifecycle::Starting);
        self.starting.spawn(async move {
            let outcome = scripts.run_stage(ScriptStage::Start, &manifest.scripts, &environment, &stop).await;
            if stop.is_cancelled() {
                return;
            }
            outbox.lifecycle(match outcome {
                StageOutcome::Ok => Lifecycle::Ready,
                StageOutcome::Failed => Lifecycle::StartError,
                StageOutcome::TimedOut => Lifecycle::StartTimeout,
            });
        });
    }
}
