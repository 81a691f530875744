//! Builds as they are read (platform.md 2.7).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::{BuildId, WorkspaceId};
use ropewalk_store::builds::BuildRecord;
use ropewalk_wire::builds::{ListBuildsQuery, WorkspaceBuild, WorkspaceBuildParameter, WorkspaceResource};

use super::views::{self, BuiltThings};
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// One build.
    ///
    /// # Errors
    /// Not found, also when the subject may not see its workspace.
    pub async fn get_build(&self, subject: &Subject, id: BuildId) -> Result<WorkspaceBuild, UseCaseError> {
        let build = self.find_build(subject, id).await?;
        self.one_build(&build).await
    }

    /// A build by its number.
    ///
    /// # Errors
    /// Not found: the person, the workspace or the build, also when the subject may not see them.
    pub async fn get_build_by_number(
        &self,
        subject: &Subject,
        owner: &UserRef,
        workspace: &str,
        number: i32,
    ) -> Result<WorkspaceBuild, UseCaseError> {
        let workspace = self.find_workspace_by_name(subject, owner, workspace, false).await?;
        let build = self.store().build_by_number(workspace.id, number).await?;
        self.one_build(&build.ok_or(UseCaseError::not_found("build"))?).await
    }

    /// The builds of a workspace, the newest first.
    ///
    /// # Errors
    /// Not found: the workspace, also when the subject may not see it.
    pub async fn list_builds(
        &self,
        subject: &Subject,
        workspace: WorkspaceId,
        query: &ListBuildsQuery,
    ) -> Result<Vec<WorkspaceBuild>, UseCaseError> {
        let workspace = self.find_workspace(subject, workspace).await?;
        let limit = (query.limit > 0).then_some(query.limit);
        let builds = self.store().builds_of(workspace.id, query.since, limit, query.offset.max(0)).await?;
        let things = self.built_things(&builds).await?;
        let now = self.now();
        Ok(builds.iter().map(|build| views::build(build, &things, now)).collect())
    }

    /// The parameter values of a build.
    ///
    /// # Errors
    /// Not found, also when the subject may not see its workspace.
    pub async fn build_parameters(
        &self,
        subject: &Subject,
        id: BuildId,
    ) -> Result<Vec<WorkspaceBuildParameter>, UseCaseError> {
        self.find_build(subject, id).await?;
        let values = self.store().build_parameters(id).await?;
        Ok(values.into_iter().map(|(name, value)| WorkspaceBuildParameter { name, value }).collect())
    }

    /// What a build made.
    ///
    /// # Errors
    /// Not found, also when the subject may not see its workspace.
    pub async fn build_resources(
        &self,
        subject: &Subject,
        id: BuildId,
    ) -> Result<Vec<WorkspaceResource>, UseCaseError> {
        self.get_build(subject, id).await.map(|build| build.resources)
    }

    /// The build, if the subject may see its workspace.
    pub(super) async fn find_build(
        &self,
        subject: &Subject,
        id: BuildId,
    ) -> Result<BuildRecord, UseCaseError> {
        self.store()
            .build(id)
            .await?
            .filter(|build| subject.can(Action::Read, &object_of(build)))
            .ok_or(UseCaseError::not_found("build"))
    }

    /// How one build looks.
    pub(crate) async fn one_build(&self, build: &BuildRecord) -> Result<WorkspaceBuild, UseCaseError> {
        let things = self.built_things(std::slice::from_ref(build)).await?;
        Ok(views::build(build, &things, self.now()))
    }

    /// What builds made, read in one go.
    pub(crate) async fn built_things(&self, builds: &[BuildRecord]) -> Result<BuiltThings, UseCaseError> {
        let jobs: Vec<_> = builds.iter().map(|build| build.job.id).collect();
        let resources = self.store().resources_of_jobs(&jobs).await?;
        let resource_ids: Vec<_> = resources.iter().map(|resource| resource.id).collect();
        let agents = self.store().agents_of_resources(&resource_ids).await?;
        let agent_ids: Vec<_> = agents.iter().map(|agent| agent.id).collect();
        let scripts = self.store().scripts_of_agents(&agent_ids).await?;
        let log_sources = self.store().log_sources_of_agents(&agent_ids).await?;
        Ok(BuiltThings { resources, agents, scripts, log_sources })
    }
}

/// What rights on a build are asked about: those on its workspace.
pub(super) fn object_of(build: &BuildRecord) -> Object {
    Object::of_member(ResourceType::Workspace, build.organization_id, build.owner_id)
}
