//! The latest chat of each of some workspaces (chats-api.md 1.4).

use ropewalk_model::{ChatId, OrganizationId, Timestamp, UserId, WorkspaceId};
use uuid::Uuid;

use crate::{Step, Store, StoreError};

/// The latest chat that one owner has in one workspace, and what decides who may see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkspaceChat {
    /// The workspace.
    pub workspace_id: WorkspaceId,
    /// The chat.
    pub chat_id: ChatId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// Whose chat it is.
    pub owner_id: UserId,
    /// When a person or a turn last changed it.
    pub updated_at: Timestamp,
}

impl Store {
    /// The latest chat that is not archived, for each of the workspaces and each owner who has one there.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.by_workspace", skip_all, fields(count = workspaces.len()), err(level = "debug"))]
    pub async fn latest_chats_of_workspaces(
        &self,
        workspaces: &[WorkspaceId],
    ) -> Result<Vec<WorkspaceChat>, StoreError> {
        let workspaces: Vec<Uuid> = workspaces.iter().map(|id| id.uuid()).collect();
        sqlx::query_as!(
            WorkspaceChat,
            r#"select distinct on (c.workspace_id, c.owner_id)
                      c.workspace_id as "workspace_id!", c.id as chat_id, c.organization_id, c.owner_id, c.updated_at
                 from chats c
                where c.workspace_id = any($1) and not c.archived
                order by c.workspace_id, c.owner_id, c.updated_at desc, c.id desc
                limit 10000"#,
            &workspaces,
        )
        .fetch_all(self.pool())
        .await
        .step("find the chats of workspaces")
    }
}
