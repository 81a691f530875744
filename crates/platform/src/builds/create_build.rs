//! Asks for a build of a workspace (platform.md 3.3).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::build::{JobStatus, Transition};
use ropewalk_model::{BuildId, TemplateVersionId, WorkspaceId};
use ropewalk_store::builds::{CreateBuildOutcome, NewBuild};
use ropewalk_store::templates::TemplateVersionRecord;
use ropewalk_store::workspaces::WorkspaceRecord;
use ropewalk_wire::builds::{
    BuildReason, CreateWorkspaceBuildRequest, WorkspaceBuild, WorkspaceBuildParameter,
};

use crate::{FieldProblem, Platform, UseCaseError, channels};

impl Platform {
    /// Queues a build of a workspace.
    ///
    /// # Errors
    /// 404 and 403 by the subject's rights; 400 for options that native templates do not have; 409 while another build
    /// has not ended; 406 and 400 by the state of the version.
    pub async fn create_build(
        &self,
        subject: &Subject,
        workspace_id: WorkspaceId,
        request: &CreateWorkspaceBuildRequest,
    ) -> Result<WorkspaceBuild, UseCaseError> {
        self.create_build_once(subject, workspace_id, request, self.entropy().uuid().into()).await
    }

    /// The same under an id of the caller's, which must be random: a build of this id that is there already is the answer,
    /// whatever has become of it, and no second one is queued.
    ///
    /// # Errors
    /// As [`Self::create_build`].
    pub async fn create_build_once(
        &self,
        subject: &Subject,
        workspace_id: WorkspaceId,
        request: &CreateWorkspaceBuildRequest,
        id: BuildId,
    ) -> Result<WorkspaceBuild, UseCaseError> {
        let workspace = self.find_workspace(subject, workspace_id).await?;
        let transition = Transition::from(request.transition);
        let action = match transition {
            Transition::Start => Action::Start,
            Transition::Stop => Action::Stop,
            Transition::Delete => Action::Delete,
        };
        let object =
            Object::of_member(ResourceType::Workspace, workspace.organization_id, workspace.owner_id);
        subject.authorize(action, &object)?;
        check_options(request)?;
        check_parameters(&request.rich_parameter_values)?;
        let version = self.version_for(subject, &workspace, request.template_version_id).await?;
        if transition == Transition::Start && version.archived {
            return Err(UseCaseError::invalid_field("template_version_id", "names an archived version"));
        }
        let build = NewBuild {
            id,
            job_id: self.entropy().uuid().into(),
            workspace_id,
            template_version_id: version.id,
            transition,
            initiator_id: subject.user_id,
            reason: request.reason.unwrap_or(BuildReason::Initiator).as_str().to_owned(),
        };
        match self.store().create_build(&build).await? {
            CreateBuildOutcome::Queued => self.announce_queued(&build).await,
            CreateBuildOutcome::Known => {}
            CreateBuildOutcome::Active { build_number } => {
                return Err(UseCaseError::conflict(format!(
                    "Build {build_number} of the workspace is still active. Wait for its end, or cancel it."
                )));
            }
            CreateBuildOutcome::NoWorkspace => return Err(UseCaseError::not_found("workspace")),
        }
        let stored = self.store().build(build.id).await?.ok_or(UseCaseError::not_found("build"))?;
        self.one_build(&stored).await
    }

    /// Wakes the workers, and tells who watches.
    pub(crate) async fn announce_queued(&self, build: &NewBuild) {
        self.announce(&[
            channels::JOBS.to_owned(),
            channels::workspace(build.workspace_id),
            channels::build(build.id),
        ])
        .await;
    }

    /// The version that a build uses: the one asked for, else that of the last build (platform.md 3.3, 3 and 4).
    async fn version_for(
        &self,
        subject: &Subject,
        workspace: &WorkspaceRecord,
        asked: Option<TemplateVersionId>,
    ) -> Result<TemplateVersionRecord, UseCaseError> {
        let version = match asked {
            Some(id) => self.find_template_version(subject, id).await?,
            None => {
                let latest = self.store().build(workspace.latest_build_id).await?;
                let latest = latest.ok_or(UseCaseError::not_found("build"))?;
                let version = self.store().template_version(latest.template_version_id).await?;
                version.ok_or(UseCaseError::not_found("template version"))?
            }
        };
        if version.template_id != Some(workspace.template_id) {
            return Err(UseCaseError::invalid_field("template_version_id", "belongs to another template"));
        }
        check_imported(&version)?;
        Ok(version)
    }
}

/// A version may be used only after its import has succeeded (platform.md 2.5).
pub(crate) fn check_imported(version: &TemplateVersionRecord) -> Result<(), UseCaseError> {
    match version.job.status() {
        JobStatus::Succeeded => Ok(()),
        JobStatus::Pending | JobStatus::Running | JobStatus::Canceling => Err(UseCaseError::NotReady {
            message: format!("The template version {} is still being imported.", version.name),
        }),
        JobStatus::Canceled | JobStatus::Failed => Err(UseCaseError::invalid(format!(
            "The import of the template version {} did not succeed, so it cannot be used.",
            version.name
        ))),
    }
}

/// Native templates have no parameters, so every value is for one that does not exist.
pub(crate) fn check_parameters(values: &[WorkspaceBuildParameter]) -> Result<(), UseCaseError> {
    if values.is_empty() {
        return Ok(());
    }
    let problem = |value: &WorkspaceBuildParameter| {
        FieldProblem::new(
            "rich_parameter_values",
            format!("names the parameter {:?}, which the template does not have", value.name),
        )
    };
    Err(UseCaseError::invalid_fields(values.iter().map(problem).collect()))
}

/// What native templates do not have.
fn check_options(request: &CreateWorkspaceBuildRequest) -> Result<(), UseCaseError> {
    let mut problems = Vec::new();
    if request.dry_run {
        problems.push(FieldProblem::new("dry_run", "is not supported"));
    }
    if request.state.is_some() {
        problems.push(FieldProblem::new("state", "is not supported by templates of this kind"));
    }
    if request.orphan {
        problems.push(FieldProblem::new("orphan", "is not supported by templates of this kind"));
    }
    if request.log_level.as_deref().is_some_and(|level| !matches!(level, "" | "debug")) {
        problems.push(FieldProblem::new("log_level", "must be debug or absent"));
    }
    if request.template_version_preset_id.is_some() {
        problems.push(FieldProblem::new("template_version_preset_id", "names an unknown preset"));
    }
    if problems.is_empty() { Ok(()) } else { Err(UseCaseError::invalid_fields(problems)) }
}

#[cfg(test)]
mod tests {
    use ropewalk_wire::builds::{CreateWorkspaceBuildRequest, WorkspaceTransition};

    use super::check_options;
    use crate::UseCaseError;

    #[test]
    fn each_option_that_is_not_there_is_named() {
        let request = CreateWorkspaceBuildRequest {
            dry_run: true,
            orphan: true,
            state: Some(String::new()),
            log_level: Some("info".to_owned()),
            ..CreateWorkspaceBuildRequest::new(WorkspaceTransition::Delete)
        };
        let Err(UseCaseError::Invalid { validations, .. }) = check_options(&request) else { panic!() };
        let fields: Vec<&str> = validations.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["dry_run", "state", "orphan", "log_level"]);
        check_options(&CreateWorkspaceBuildRequest::new(WorkspaceTransition::Stop)).unwrap();
    }
}
