//! One agent (platform.md 2.10).

use ropewalk_authz::{Action, Subject};
use ropewalk_model::AgentId;
use ropewalk_wire::agents::WorkspaceAgent;

use super::views;
use crate::{Platform, UseCaseError};

impl Platform {
    /// One agent.
    ///
    /// # Errors
    /// Not found, also when the subject may not see its workspace.
    pub async fn get_agent(&self, subject: &Subject, id: AgentId) -> Result<WorkspaceAgent, UseCaseError> {
        self.agent_place_for(subject, id, Action::Read).await?;
        let agent = self.store().agent(id).await?.ok_or(UseCaseError::not_found("agent"))?;
        let scripts = self.store().scripts_of_agents(&[id]).await?;
        let sources = self.store().log_sources_of_agents(&[id]).await?;
        Ok(views::agent(&agent, &scripts, &sources, self.now()))
    }
}
