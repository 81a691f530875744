//! [`Platform`]: what all use cases share. Cheap to clone; one per server process.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::SubsecRound;
use ropewalk_llm::StreamLimits;
use ropewalk_model::{Clock, Entropy, Timestamp};
use ropewalk_provision::Driver;
use ropewalk_store::{ReplicaRegistration, Store};
use ropewalk_telemetry::Metrics;
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use url::Url;
use uuid::Uuid;

use crate::accounts::Passwords;
use crate::agents::{ForwardedAgents, Registry};
use crate::vault::Vault;
use crate::webpush::VapidKeys;

/// What the use cases need to know of the server they run in.
#[derive(Clone, Debug)]
pub struct PlatformSettings {
    /// The URL under which people and agents reach the server.
    pub access_url: Url,
    /// Where the server keeps its files.
    pub data_dir: PathBuf,
    /// The version of this program, such as `v2.34.0+ropewalk-0.1.0`. Clients compare its first part
    /// (platform.md 1.7 and 6.2), so it must be at least 2.33.0.
    pub version: String,
}

/// What a [`Platform`] is made of.
#[derive(Debug)]
pub struct PlatformDeps {
    /// The database.
    pub store: Store,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// The randomness.
    pub entropy: Arc<dyn Entropy>,
    /// Seals the secrets in the database.
    pub vault: Vault,
    /// The connections to LLM providers, of [`ropewalk_llm::http_client`].
    pub model_http: reqwest::Client,
    /// The limits of a model's answers.
    pub model_limits: StreamLimits,
    /// The connections to push services, of [`crate::webpush::http_client`].
    pub push_http: reqwest::Client,
    /// What the use cases need to know of the server.
    pub settings: PlatformSettings,
    /// What this server said of itself in the database; jobs and tunnels that it holds name it.
    pub replica: ReplicaRegistration,
    /// What carries out builds, one for each kind of template.
    pub drivers: Vec<Arc<dyn Driver>>,
    /// Owns the background tasks.
    pub tasks: TaskTracker,
    /// Says when they must stop.
    pub shutdown: CancellationToken,
}

/// All use cases besides chats. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Platform(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    deps: PlatformDeps,
    passwords: Passwords,
    deployment_id: OnceCell<Uuid>,
    vapid: OnceCell<VapidKeys>,
    agents: Registry,
    metrics: Metrics,
    forwarded_agents: ForwardedAgents,
}

impl Platform {
    /// Puts the parts together. It does nothing by itself: see [`Platform::start_up`].
    #[must_use]
    pub fn new(deps: PlatformDeps) -> Self {
        Self(Arc::new(Inner {
            passwords: Passwords::new(),
            deployment_id: OnceCell::new(),
            vapid: OnceCell::new(),
            agents: Registry::default(),
            metrics: Metrics::new(),
            forwarded_agents: ForwardedAgents::default(),
            deps,
        }))
    }

    /// What the use cases know of the server.
    #[must_use]
    pub fn settings(&self) -> &PlatformSettings {
        &self.0.deps.settings
    }

    /// What this server counts and measures of itself.
    #[must_use]
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// A random id, for requests and the like.
    #[must_use]
    pub fn random_id(&self) -> Uuid {
        self.entropy().uuid()
    }

    /// The database.
    pub(crate) fn store(&self) -> &Store {
        &self.0.deps.store
    }

    /// The present moment, to the microsecond: what the database keeps, so that an answer and a later read agree.
    pub(crate) fn now(&self) -> Timestamp {
        self.0.deps.clock.now().trunc_subsecs(6)
    }

    /// The randomness.
    pub(crate) fn entropy(&self) -> &dyn Entropy {
        self.0.deps.entropy.as_ref()
    }

    /// What seals secrets.
    pub(crate) fn vault(&self) -> &Vault {
        &self.0.deps.vault
    }

    /// The connections to LLM providers, and the limits of their answers.
    pub(crate) fn model_transport(&self) -> (&reqwest::Client, StreamLimits) {
        (&self.0.deps.model_http, self.0.deps.model_limits)
    }

    /// Where the deployment's id is kept once it was read.
    pub(crate) fn deployment_id_cell(&self) -> &OnceCell<Uuid> {
        &self.0.deployment_id
    }

    /// Where the key pair of notifications is kept once it was read.
    pub(crate) fn vapid_cell(&self) -> &OnceCell<VapidKeys> {
        &self.0.vapid
    }

    /// The connections to push services.
    pub(crate) fn push_http(&self) -> &reqwest::Client {
        &self.0.deps.push_http
    }

    /// What hashes and checks passwords.
    pub(crate) fn passwords(&self) -> &Passwords {
        &self.0.passwords
    }

    /// What this server said of itself in the database.
    pub(crate) fn replica(&self) -> &ReplicaRegistration {
        &self.0.deps.replica
    }

    /// What carries out the builds of templates of this kind.
    pub(crate) fn driver(&self, provisioner: &str) -> Option<&Arc<dyn Driver>> {
        self.0.deps.drivers.iter().find(|driver| driver.provisioner() == provisioner)
    }

    /// The tunnels to agents that this server holds.
    pub(crate) fn agent_registry(&self) -> &Registry {
        &self.0.agents
    }

    /// The agents of other servers that this one has reached.
    pub(crate) fn forwarded_agents(&self) -> &ForwardedAgents {
        &self.0.forwarded_agents
    }

    /// The owner of background tasks.
    pub(crate) fn tasks(&self) -> &TaskTracker {
        &self.0.deps.tasks
    }

    /// Tells background tasks to stop.
    pub(crate) fn shutdown(&self) -> &CancellationToken {
        &self.0.deps.shutdown
    }
}
