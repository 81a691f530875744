//! The parts of a server, started in the order in which they need each other, stopped in the reverse one:
//! requests first, then chats and builds, then the lease, the database, and last the lock of the data directory.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use ropewalk_api::{ApiSettings, ApiState};
use ropewalk_chat::{ChildLimits, Engine, EngineDeps, EngineSettings, tools::Toolset};
use ropewalk_config::{ModelSettings, PresetKey, SandboxChoice, ServerSettings};
use ropewalk_llm::{ProviderKind, StreamLimits, http_client};
use ropewalk_model::{Clock, Entropy, SystemClock, SystemEntropy};
use ropewalk_platform::builds::{BuildWorker, BuildWorkerSettings};
use ropewalk_platform::chat_models::{ProviderPreset, ProviderPresets};
use ropewalk_platform::{Platform, PlatformDeps, PlatformSettings};
use ropewalk_provision::local::{DEFAULT_USER_IDS, LocalDriver, LocalDriverConfig};
use ropewalk_provision::sandbox::SandboxSetting;
use ropewalk_store::postgres::DataDirLock;
use ropewalk_store::{ReplicaLease, ReplicaRegistration};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use url::Url;
use uuid::Uuid;

use super::database::Database;
use super::listen::{self, HttpServer, Signals};
use super::news::{News, Reachable};
use super::{host, sandbox, secrets_key};
use crate::print::Printer;
use crate::ui;

/// What `buildinfo` says. Clients of the followed API compare the first part with the versions in which features
/// came, so it names a version of that API, and ours behind the plus.
const VERSION: &str = concat!("v2.34.0+ropewalk.", env!("CARGO_PKG_VERSION"));

/// How long a connection to a provider may take to come up.
const MODEL_CONNECT_TIMEOUT: Duration = Duration::from_secs(20);

/// How long background tasks may take to end after everything was told to stop.
const TASKS_TIMEOUT: Duration = Duration::from_secs(10);

/// Runs a server until a signal ends it.
pub(super) async fn run(
    settings: ServerSettings,
    mut signals: Signals,
    printer: Printer,
) -> anyhow::Result<()> {
    let news = News::new(printer);
    let starting = async {
        let lock = DataDirLock::acquire(&settings.storage.data_dir)?;
        let (listener, bound) = listen::bind(settings.http.address).await?;
        let database =
            Database::open(&settings.database, &settings.storage.data_dir, &SystemEntropy, news).await?;
        anyhow::Ok((lock, listener, bound, database))
    };
    let (lock, listener, bound, database) = tokio::select! {
        started = starting => started?,
        signal = signals.next() => {
            news.step(&format!("{signal}: not started"));
            return Ok(());
        }
    };
    let local_url = host::local_url(bound)?;
    let running = match Running::start(&settings, &lock, &database, bound, &local_url).await {
        Ok(running) => running,
        Err(error) => {
            database.close().await;
            return Err(error);
        }
    };
    if let Some(text) = cluster_news(&settings) {
        news.step(text);
    }
    let http = HttpServer::start(listener, running.router.clone(), &running.tasks);
    let is_local = bound.ip().is_loopback();
    let reachable = if is_local { Reachable::FromThisMachine } else { Reachable::FromOtherMachines };
    news.ready(&running.access_url, running.setup_token.as_ref(), reachable);

    let signal = signals.next().await;
    news.step(&format!("{signal}: stopping"));
    let stopping = async {
        running.stop(http, &news).await;
        database.close().await;
    };
    tokio::select! {
        () = stopping => news.step("stopped"),
        signal = signals.next() => news.step(&format!("{signal} again: ended at once")),
    }
    drop(lock);
    Ok(())
}

/// What runs between the database and the socket.
struct Running {
    router: Router,
    access_url: Url,
    setup_token: Option<ropewalk_telemetry::Secret>,
    platform: Platform,
    engine: Engine,
    builds: BuildWorker,
    lease: ReplicaLease,
    shutdown: CancellationToken,
    tasks: TaskTracker,
}

impl Running {
    async fn start(
        settings: &ServerSettings,
        lock: &DataDirLock,
        database: &Database,
        listens_on: SocketAddr,
        local_url: &Url,
    ) -> anyhow::Result<Self> {
        let clock: Arc<dyn Clock> = Arc::new(SystemClock);
        let entropy: Arc<dyn Entropy> = Arc::new(SystemEntropy);
        let data_dir = &settings.storage.data_dir;
        let access_url = settings.http.access_url.clone().unwrap_or_else(|| local_url.clone());
        let shutdown = CancellationToken::new();
        let tasks = TaskTracker::new();
        let store = database.store.clone();

        let vault = secrets_key::open_vault(settings, &store, clock.as_ref(), entropy.as_ref()).await?;
        let instance_id = lock.instance_id(entropy.as_ref())?;
        let registration = ReplicaRegistration {
            id: entropy.uuid().into(),
            instance_id,
            hostname: host::hostname(),
            relay_address: settings.replicas.relay_address.as_ref().map(ToString::to_string),
            version: VERSION.to_owned(),
        };
        let lease = ReplicaLease::start(&store, registration.clone())
            .await
            .context("could not register this server")?;

        let driver = LocalDriver::new(local_driver(settings, instance_id, local_url)?);
        let platform = Platform::new(PlatformDeps {
            store: store.clone(),
            clock: Arc::clone(&clock),
            entropy: Arc::clone(&entropy),
            vault,
            model_http: http_client(MODEL_CONNECT_TIMEOUT)?,
            model_limits: StreamLimits {
                silence: settings.models.silence_timeout,
                ..StreamLimits::default()
            },
            push_http: ropewalk_platform::webpush::http_client()?,
            settings: PlatformSettings {
                access_url: access_url.clone(),
                data_dir: data_dir.clone(),
                version: VERSION.to_owned(),
            },
            replica: registration.clone(),
            drivers: vec![Arc::new(driver)],
            tasks: tasks.clone(),
            shutdown: shutdown.clone(),
        });
        let started = platform.start_up(&presets(&settings.models)?).await?;
        platform.ensure_builtin_templates().await?;
        let builds = BuildWorker::start(
            &platform,
            BuildWorkerSettings {
                parallel: usize::from(settings.workspaces.build_workers),
                ..BuildWorkerSettings::default()
            },
        );
        let engine = Engine::start(EngineDeps {
            store,
            platform: platform.clone(),
            clock,
            entropy,
            replica: registration,
            tools: Arc::new(Toolset::standard()),
            settings: EngineSettings {
                slots: usize::from(settings.workspaces.chat_slots),
                child_limits: ChildLimits {
                    per_family: usize::from(settings.workspaces.agents_per_chat),
                    in_all: usize::from(settings.workspaces.agents),
                },
                writes_titles: settings.workspaces.write_titles,
                records_all_chats: settings.workspaces.record_all_chats,
                ..EngineSettings::default()
            },
            shutdown: shutdown.clone(),
        });
        let api_settings = ApiSettings {
            listens_on,
            api_requests_per_minute: NonZeroU32::new(settings.http.api_rate_limit_per_minute),
            login_requests_per_minute: NonZeroU32::new(settings.http.login_rate_limit_per_minute),
        };
        let state = ApiState::new(platform.clone(), engine.clone(), api_settings);
        let (router, _description) = ropewalk_api::router_with_page(state, Router::new().fallback(ui::page));
        Ok(Self {
            router,
            access_url,
            setup_token: started.setup_token,
            platform,
            engine,
            builds,
            lease,
            shutdown,
            tasks,
        })
    }

    async fn stop(self, http: HttpServer, news: &News) {
        // Streams end by this, so that draining does not wait for them; chats and builds hear it too.
        let running = self.platform.running_local_workspaces().await;
        self.engine.stop().await;
        self.builds.stop().await;
        self.shutdown.cancel();
        http.stop().await;
        self.tasks.close();
        if tokio::time::timeout(TASKS_TIMEOUT, self.tasks.wait()).await.is_err() {
            tracing::warn!(tasks = self.tasks.len(), "Some background tasks did not end in time");
        }
        self.lease.stop().await;
        match running {
            Ok(running) => {
                let names: Vec<String> = running.into_iter().map(|workspace| workspace.name).collect();
                news.still_running(&names);
            }
            Err(error) => tracing::warn!(%error, "Could not list the workspaces that still run"),
        }
    }
}

/// What a person should know of this server's place among others. No URL: the first one on standard output is the one to
/// open.
const fn cluster_news(settings: &ServerSettings) -> Option<&'static str> {
    match (settings.database.postgres_url.is_some(), settings.replicas.relay_address.is_some()) {
        (true, false) => Some(
            "no --relay-address: other servers on this database cannot reach this one (they show no live output of its \
             chats, and do not reach the workspaces that are connected to it)",
        ),
        (false, true) => Some(
            "--relay-address is of no use without --postgres-url: no other server shares this one's own PostgreSQL",
        ),
        (true, true) | (false, false) => None,
    }
}

fn local_driver(
    settings: &ServerSettings,
    instance_id: Uuid,
    local_url: &Url,
) -> anyhow::Result<LocalDriverConfig> {
    Ok(LocalDriverConfig {
        data_dir: settings.storage.data_dir.clone(),
        instance_id,
        agent: sandbox::this_binary(&["agent", "--restart-after-crash"])?,
        launcher: sandbox::this_binary(&["sandbox-exec"])?,
        agent_url: local_url.to_string(),
        sandbox: match settings.workspaces.sandbox {
            SandboxChoice::Auto => SandboxSetting::Auto,
            SandboxChoice::Bubblewrap => SandboxSetting::Bubblewrap,
            SandboxChoice::Landlock => SandboxSetting::Landlock,
            SandboxChoice::None => SandboxSetting::None,
        },
        user_ids: DEFAULT_USER_IDS,
    })
}

/// The providers of the environment, in the order of preference for the default model.
fn presets(models: &ModelSettings) -> anyhow::Result<ProviderPresets> {
    let pairs = [
        (ProviderKind::Anthropic, &models.anthropic),
        (ProviderKind::Openai, &models.openai),
        (ProviderKind::OpenaiCompat, &models.openai_compat),
    ];
    let presets =
        pairs.into_iter().filter_map(|(kind, preset)| preset.as_ref().map(|preset| one(kind, preset)));
    Ok(ProviderPresets { presets: presets.collect() })
}

fn one(kind: ProviderKind, preset: &PresetKey) -> ProviderPreset {
    ProviderPreset {
        kind,
        api_key: preset.api_key.clone(),
        base_url: preset.base_url.clone(),
        model: preset.model.clone(),
        context_limit: preset.context_limit,
    }
}
