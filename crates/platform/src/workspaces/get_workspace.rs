//! One workspace (platform.md 2.6).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::WorkspaceId;
use ropewalk_store::workspaces::WorkspaceRecord;
use ropewalk_wire::workspaces::Workspace;

use super::views;
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// One workspace by id.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it; gone (410) when it is deleted and `include_deleted` is not set.
    pub async fn get_workspace(
        &self,
        subject: &Subject,
        id: WorkspaceId,
        include_deleted: bool,
    ) -> Result<Workspace, UseCaseError> {
        let workspace = self.find_workspace(subject, id).await?;
        if workspace.deleted && !include_deleted {
            return Err(UseCaseError::Gone { message: "The workspace was deleted.".to_owned() });
        }
        self.one_workspace(workspace).await
    }

    /// One workspace by owner and name.
    ///
    /// # Errors
    /// Not found: the person or the workspace, also when the subject may not see them.
    pub async fn get_workspace_by_name(
        &self,
        subject: &Subject,
        owner: &UserRef,
        name: &str,
        include_deleted: bool,
    ) -> Result<Workspace, UseCaseError> {
        let workspace = self.find_workspace_by_name(subject, owner, name, include_deleted).await?;
        self.one_workspace(workspace).await
    }

    /// The workspace, deleted or not, if the subject may see it.
    pub(crate) async fn find_workspace(
        &self,
        subject: &Subject,
        id: WorkspaceId,
    ) -> Result<WorkspaceRecord, UseCaseError> {
        visible(subject, self.store().workspace(id).await?)
    }

    /// The workspace of this name, if the subject may see it.
    pub(crate) async fn find_workspace_by_name(
        &self,
        subject: &Subject,
        owner: &UserRef,
        name: &str,
        include_deleted: bool,
    ) -> Result<WorkspaceRecord, UseCaseError> {
        let owner = self.find_user(subject, owner).await?;
        visible(subject, self.store().workspace_by_name(owner.id, name, include_deleted).await?)
    }

    /// How one workspace looks.
    pub(super) async fn one_workspace(&self, workspace: WorkspaceRecord) -> Result<Workspace, UseCaseError> {
        let one = self.workspace_views(vec![workspace]).await?.pop();
        one.ok_or(UseCaseError::not_found("workspace"))
    }

    /// How workspaces look, with their latest builds read in one go.
    pub(super) async fn workspace_views(
        &self,
        workspaces: Vec<WorkspaceRecord>,
    ) -> Result<Vec<Workspace>, UseCaseError> {
        let ids: Vec<_> = workspaces.iter().map(|workspace| workspace.latest_build_id).collect();
        let builds = self.store().builds_by_id(&ids).await?;
        let things = self.built_things(&builds).await?;
        let now = self.now();
        Ok(workspaces
            .into_iter()
            .filter_map(|workspace| {
                let latest = builds.iter().find(|build| build.id == workspace.latest_build_id)?;
                Some(views::workspace(workspace, latest, &things, now))
            })
            .collect())
    }
}

/// What rights on a workspace are asked about.
fn visible(subject: &Subject, found: Option<WorkspaceRecord>) -> Result<WorkspaceRecord, UseCaseError> {
    found
        .filter(|workspace| {
            let object =
                Object::of_member(ResourceType::Workspace, workspace.organization_id, workspace.owner_id);
            subject.can(Action::Read, &object)
        })
        .ok_or(UseCaseError::not_found("workspace"))
}
