//! Makes a workspace and queues its first build, in one transaction.

use ropewalk_model::{OrganizationId, TemplateId, UserId, WorkspaceId};

use crate::builds::{NewBuild, insert_build};
use crate::{Step, Store, StoreError};

/// A workspace to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWorkspace {
    /// The workspace.
    pub id: WorkspaceId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// Its owner.
    pub owner_id: UserId,
    /// Its template.
    pub template_id: TemplateId,
    /// Unique for its owner without regard to case.
    pub name: String,
    /// After how many ms it stops; `None` = never.
    pub ttl_ms: Option<i64>,
}

/// What became of a request for a workspace.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CreateWorkspaceOutcome {
    /// It exists and its first build is queued.
    Queued,
    /// The owner has another one of that name.
    NameTaken,
}

impl Store {
    /// Makes a workspace and queues its first build.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.workspace.create", skip_all, err(level = "debug"))]
    pub async fn create_workspace(
        &self,
        workspace: &NewWorkspace,
        build: &NewBuild,
    ) -> Result<CreateWorkspaceOutcome, StoreError> {
        let step = "make a workspace";
        let mut transaction = self.begin(step).await?;
        let inserted = sqlx::query!(
            "insert into workspaces (id, organization_id, owner_id, template_id, name, ttl_ms, last_used_at, created_at,
                                     updated_at)
             values ($1, $2, $3, $4, $5, $6, now(), now(), now())",
            workspace.id.uuid(),
            workspace.organization_id.uuid(),
            workspace.owner_id.uuid(),
            workspace.template_id.uuid(),
            workspace.name,
            workspace.ttl_ms,
        )
        .execute(&mut *transaction)
        .await
        .step(step);
        match inserted {
            Err(error) if error.violates("workspaces_owner_name") => {
                return Ok(CreateWorkspaceOutcome::NameTaken);
            }
            Err(error) => return Err(error),
            Ok(_inserted) => {}
        }
        insert_build(&mut transaction, build, workspace.organization_id.uuid(), 1, None).await?;
        transaction.commit().await.step(step)?;
        Ok(CreateWorkspaceOutcome::Queued)
    }
}
