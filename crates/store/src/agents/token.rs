//! Who an agent is, by its token; and where an agent belongs.

use ropewalk_model::{AgentId, BuildId, OrganizationId, UserId, WorkspaceId};

use crate::{Step, Store, StoreError};

/// The agent that a token belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentIdentity {
    /// The agent.
    pub agent_id: AgentId,
    /// Where it belongs.
    pub place: AgentPlace,
}

/// Where an agent belongs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentPlace {
    /// The build that made it.
    pub build_id: BuildId,
    /// Its workspace.
    pub workspace_id: WorkspaceId,
    /// The workspace's name.
    pub workspace_name: String,
    /// The workspace's owner.
    pub owner_id: UserId,
    /// The owner's user name.
    pub owner_name: String,
    /// The workspace's organization.
    pub organization_id: OrganizationId,
    /// Whether the workspace exists and no later build of it has succeeded. While a later build is pending or runs,
    /// the agent still belongs to the workspace: it must be able to report its own shutdown.
    pub is_current: bool,
}

struct PlaceRow {
    agent_id: AgentId,
    build_id: BuildId,
    workspace_id: WorkspaceId,
    workspace_name: String,
    owner_id: UserId,
    owner_name: String,
    organization_id: OrganizationId,
    is_current: bool,
}

impl From<PlaceRow> for AgentIdentity {
    fn from(row: PlaceRow) -> Self {
        Self {
            agent_id: row.agent_id,
            place: AgentPlace {
                build_id: row.build_id,
                workspace_id: row.workspace_id,
                workspace_name: row.workspace_name,
                owner_id: row.owner_id,
                owner_name: row.owner_name,
                organization_id: row.organization_id,
                is_current: row.is_current,
            },
        }
    }
}

/// A checked query for the place of an agent `a`; `$tail` is what stands after the joins.
macro_rules! place_query {
    ($tail:tt, $argument:expr) => {
        sqlx::query_as!(
            PlaceRow,
            r#"select a.id as agent_id, b.id as build_id, w.id as workspace_id, w.name as workspace_name, w.owner_id,
                      u.username as owner_name, w.organization_id,
                      (not w.deleted and not exists (
                          select from workspace_builds later join provisioner_jobs j on j.id = later.job_id
                           where later.workspace_id = w.id and later.build_number > b.build_number
                             and j.completed_at is not null and j.error is null and j.canceled_at is null
                      )) as "is_current!"
                 from workspace_agents a
                 join workspace_resources r on r.id = a.resource_id
                 join workspace_builds b on b.job_id = r.job_id
                 join workspaces w on w.id = b.workspace_id
                 join users u on u.id = w.owner_id
                "# + $tail,
            $argument
        )
    };
}

impl Store {
    /// The agent whose token has this SHA-256.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.by_token", skip_all, err(level = "debug"))]
    pub async fn agent_by_token_hash(&self, hash: &[u8]) -> Result<Option<AgentIdentity>, StoreError> {
        let row = place_query!("where a.auth_token_hash = $1", hash).fetch_optional(self.pool()).await;
        Ok(row.step("look up an agent by its token")?.map(AgentIdentity::from))
    }

    /// Where an agent belongs.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.place", skip_all, err(level = "debug"))]
    pub async fn agent_place(&self, id: AgentId) -> Result<Option<AgentPlace>, StoreError> {
        let row = place_query!("where a.id = $1", id.uuid()).fetch_optional(self.pool()).await;
        Ok(row.step("look up where an agent belongs")?.map(|row| AgentIdentity::from(row).place))
    }
}
