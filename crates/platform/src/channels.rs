//! The names of the notification channels of workspaces, builds and jobs, and how they are published.
//!
//! Notifications are hints: whoever gets one reads the database. They go out after the commit that they tell about. One
//! that is lost costs time, never correctness, because every listener also looks by itself now and then.

use ropewalk_model::{AgentId, BuildId, WorkspaceId};
use ropewalk_telemetry::ErrorChain;

use crate::{Platform, UseCaseError};

/// A job was queued.
pub(crate) const JOBS: &str = "jobs";

/// Something about a workspace, its latest build or its agents has changed.
pub(crate) fn workspace(id: WorkspaceId) -> String {
    format!("workspace:{id}")
}

/// A build has new log lines, another status, or was asked to cancel.
pub(crate) fn build(id: BuildId) -> String {
    format!("build:{id}")
}

/// An agent has new log lines.
pub(crate) fn agent_logs(id: AgentId) -> String {
    format!("agent-logs:{id}")
}

/// The end of a follower because the server stops; its client comes again, to the next server.
pub(crate) fn stopping(step: &str) -> UseCaseError {
    UseCaseError::Unavailable { step: step.to_owned(), source: "the server stops".into() }
}

impl Platform {
    /// Tells all replicas that something has changed. A failure is logged and forgotten: see the module.
    pub(crate) async fn announce(&self, channels: &[String]) {
        let messages: Vec<(String, String)> =
            channels.iter().map(|channel| (channel.clone(), String::new())).collect();
        if let Err(error) = self.store().pubsub().publish_all(&messages).await {
            tracing::warn!(error = %ErrorChain(&error), "Could not announce a change; others see it a little later");
        }
    }
}
