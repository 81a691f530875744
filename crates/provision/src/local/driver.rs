//! [`LocalDriver`]: the port's three calls, each in a file of its own.

use std::sync::Arc;

use async_trait::async_trait;
use tokio::sync::Mutex;

use super::{LocalDriverConfig, layout::Layout, state::LocalState};
use crate::{BuildContext, BuildOutcome, Driver, DriverError, LogLevel, sandbox::SandboxProbe};

/// Runs workspaces as process trees on this host.
#[derive(Debug)]
pub struct LocalDriver {
    pub(super) config: LocalDriverConfig,
    pub(super) probe: Arc<SandboxProbe>,
    /// Held while a workspace's uid is chosen and its home made, so that two starts never choose the same one.
    pub(super) choosing_user: Mutex<()>,
}

impl LocalDriver {
    /// A driver with the settings of `config`. Nothing is probed or written before the first build.
    #[must_use]
    pub fn new(config: LocalDriverConfig) -> Self {
        let probe = SandboxProbe::new(config.launcher.clone(), &config.data_dir, config.user_ids.clone());
        Self { config, probe: Arc::new(probe), choosing_user: Mutex::new(()) }
    }

    /// The probe of this machine's sandboxes, for reports.
    #[must_use]
    pub const fn probe(&self) -> &Arc<SandboxProbe> {
        &self.probe
    }

    pub(super) fn layout(&self, context: &BuildContext<'_>) -> Layout {
        Layout::new(&self.config.data_dir, context.workspace_id)
    }

    pub(super) fn state(&self, context: &BuildContext<'_>) -> Result<Option<LocalState>, DriverError> {
        LocalState::read(context.state, self.config.instance_id)
    }
}

#[async_trait]
impl Driver for LocalDriver {
    fn provisioner(&self) -> &'static str {
        "local"
    }

    async fn start(&self, context: BuildContext<'_>) -> Result<BuildOutcome, DriverError> {
        self.start_workspace(&context).await
    }

    async fn stop(&self, context: BuildContext<'_>) -> Result<BuildOutcome, DriverError> {
        self.stop_workspace(&context).await
    }

    async fn delete(&self, context: BuildContext<'_>) -> Result<BuildOutcome, DriverError> {
        self.delete_workspace(&context).await
    }

    fn running_pid(&self, state: &serde_json::Value) -> Option<u32> {
        let state = LocalState::read(Some(state), self.config.instance_id).ok().flatten()?;
        let leader = state.tree()?.leader;
        if leader.is_alive() { u32::try_from(leader.pid).ok() } else { None }
    }
}

/// An information line of the build's log.
pub(super) async fn info(context: &BuildContext<'_>, stage: &str, text: &str) {
    context.log.line(LogLevel::Info, stage, text).await;
}

/// Runs file work where blocking is allowed.
pub(super) async fn blocking<T: Send + 'static>(
    action: &'static str,
    work: impl FnOnce() -> Result<T, DriverError> + Send + 'static,
) -> Result<T, DriverError> {
    tokio::task::spawn_blocking(work).await.unwrap_or(Err(DriverError::Interrupted { action }))
}
