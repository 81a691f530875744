//! The agents of a workspace's latest build, for those who work in it (platform.md 3.9: classify by these, not by a
//! remembered agent).

use ropewalk_authz::Subject;
use ropewalk_model::agent::{ConnectionStatus, INACTIVE_TIMEOUT, Lifecycle, connection_status};
use ropewalk_model::{AgentId, WorkspaceId};

use crate::{Platform, UseCaseError};

/// An agent of a workspace's latest build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LatestAgent {
    /// The agent.
    pub id: AgentId,
    /// Its name.
    pub name: String,
    /// Whether the server can reach it.
    pub status: ConnectionStatus,
    /// How far its own life has come.
    pub lifecycle: Lifecycle,
    /// Where sessions start, as the agent expanded it; empty until it did.
    pub directory: String,
    /// Such as `linux`.
    pub operating_system: String,
}

impl Platform {
    /// The agents of the latest build, by name. Empty while a workspace is stopped or being built.
    ///
    /// # Errors
    /// Not found: the workspace, also when the subject may not see it.
    pub async fn latest_agents(
        &self,
        subject: &Subject,
        workspace_id: WorkspaceId,
    ) -> Result<Vec<LatestAgent>, UseCaseError> {
        let workspace = self.find_workspace(subject, workspace_id).await?;
        let Some(build) = self.store().build(workspace.latest_build_id).await? else { return Ok(Vec::new()) };
        let resources = self.store().resources_of_jobs(&[build.job.id]).await?;
        let ids: Vec<_> = resources.iter().map(|resource| resource.id).collect();
        let agents = self.store().agents_of_resources(&ids).await?;
        let now = self.now();
        Ok(agents
            .into_iter()
            .map(|agent| LatestAgent {
                id: agent.id,
                status: connection_status(&agent.connection_times(), now, INACTIVE_TIMEOUT),
                name: agent.name,
                lifecycle: agent.lifecycle,
                directory: agent.expanded_directory,
                operating_system: agent.operating_system,
            })
            .collect())
    }
}
