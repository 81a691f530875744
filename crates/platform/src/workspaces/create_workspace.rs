//! Makes a workspace (platform.md 2.6).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::build::Transition;
use ropewalk_model::names::check_name;
use ropewalk_store::builds::NewBuild;
use ropewalk_store::templates::{TemplateRecord, TemplateVersionRecord};
use ropewalk_store::workspaces::{self as stored, CreateWorkspaceOutcome};
use ropewalk_wire::builds::BuildReason;
use ropewalk_wire::workspaces::{CreateWorkspaceRequest, Workspace};

use crate::accounts::UserRef;
use crate::builds::{check_imported, check_parameters};
use crate::organizations::OrganizationRef;
use crate::templates::object_of;
use crate::{FieldProblem, Platform, UseCaseError};

/// A workspace to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewWorkspace {
    /// Whose it will be.
    pub owner: UserRef,
    /// The organization that the request names; it must be the template's. `None` = the template's.
    pub organization: Option<OrganizationRef>,
    /// The rest.
    pub request: CreateWorkspaceRequest,
}

impl Platform {
    /// Makes a workspace and queues its first build.
    ///
    /// # Errors
    /// The table of platform.md 2.6: 400 bad fields, 403 without the right, 404 owner or template, 406 version not
    /// ready, 409 name taken.
    pub async fn create_workspace(
        &self,
        subject: &Subject,
        new: NewWorkspace,
    ) -> Result<Workspace, UseCaseError> {
        let NewWorkspace { owner, organization, request } = new;
        let owner = self.find_user(subject, &owner).await?;
        check_fields(&request)?;
        let (template, version) = self.template_for(subject, &request).await?;
        if let Some(organization) = organization {
            let organization = self.find_organization(subject, &organization).await?;
            if organization.id != template.organization_id {
                return Err(UseCaseError::not_found("template"));
            }
        }
        subject.authorize(Action::Use, &object_of(&template))?;
        let organization_id = template.organization_id;
        subject.authorize(
            Action::Create,
            &Object::of_member(ResourceType::Workspace, organization_id, owner.id),
        )?;
        if !owner.organization_ids.contains(&organization_id) {
            return Err(UseCaseError::forbidden(format!(
                "{} is not a member of the template's organization.",
                owner.username
            )));
        }
        check_usable(&template, &version)?;
        check_parameters(&request.rich_parameter_values)?;
        let workspace = stored::NewWorkspace {
            id: self.entropy().uuid().into(),
            organization_id,
            owner_id: owner.id,
            template_id: template.id,
            name: request.name.clone(),
            ttl_ms: None,
        };
        let build = NewBuild {
            id: self.entropy().uuid().into(),
            job_id: self.entropy().uuid().into(),
            workspace_id: workspace.id,
            template_version_id: version.id,
            transition: Transition::Start,
            initiator_id: subject.user_id,
            reason: BuildReason::Initiator.as_str().to_owned(),
        };
        match self.store().create_workspace(&workspace, &build).await? {
            CreateWorkspaceOutcome::Queued => {}
            CreateWorkspaceOutcome::NameTaken => return Err(UseCaseError::taken("name", &request.name)),
        }
        self.announce_queued(&build).await;
        let record = self.store().workspace(workspace.id).await?;
        self.one_workspace(record.ok_or(UseCaseError::not_found("workspace"))?).await
    }

    /// The template and the version that a request means.
    async fn template_for(
        &self,
        subject: &Subject,
        request: &CreateWorkspaceRequest,
    ) -> Result<(TemplateRecord, TemplateVersionRecord), UseCaseError> {
        match (request.template_id, request.template_version_id) {
            (Some(id), None) => {
                let template = self.find_template(subject, id).await?;
                let version = self.find_template_version(subject, template.active_version_id).await?;
                Ok((template, version))
            }
            (None, Some(id)) => {
                let version = self.find_template_version(subject, id).await?;
                let template_id = version.template_id.ok_or(UseCaseError::not_found("template"))?;
                Ok((self.find_template(subject, template_id).await?, version))
            }
            (None, None) | (Some(_), Some(_)) => {
                let detail = "or template_version_id must be given, and not both";
                Err(UseCaseError::invalid_field("template_id", detail))
            }
        }
    }
}

/// Whether new workspaces may be made of this template and version.
fn check_usable(template: &TemplateRecord, version: &TemplateVersionRecord) -> Result<(), UseCaseError> {
    if template.deleted {
        return Err(UseCaseError::not_found("template"));
    }
    if !template.deprecation_message.is_empty() {
        return Err(UseCaseError::invalid(format!(
            "The template {} is deprecated: {}",
            template.name, template.deprecation_message
        )));
    }
    if version.archived {
        return Err(UseCaseError::invalid_field("template_version_id", "names an archived version"));
    }
    check_imported(version)
}

/// The rules that need nothing but the request.
fn check_fields(request: &CreateWorkspaceRequest) -> Result<(), UseCaseError> {
    let mut problems = Vec::new();
    if let Err(problem) = check_name(&request.name) {
        problems.push(FieldProblem::new("name", problem.to_string()));
    }
    if request.autostart_schedule.as_deref().is_some_and(|schedule| !schedule.is_empty()) {
        problems.push(FieldProblem::new("autostart_schedule", "is not supported by this template"));
    }
    if request.ttl_ms.is_some_and(|ttl| ttl != 0) {
        problems.push(FieldProblem::new("ttl_ms", "is not supported by this template"));
    }
    if request.automatic_updates.as_deref().is_some_and(|word| !matches!(word, "" | "never")) {
        problems.push(FieldProblem::new("automatic_updates", "must be never or absent"));
    }
    if request.template_version_preset_id.is_some() {
        problems.push(FieldProblem::new("template_version_preset_id", "names an unknown preset"));
    }
    if problems.is_empty() { Ok(()) } else { Err(UseCaseError::invalid_fields(problems)) }
}

#[cfg(test)]
mod tests {
    use ropewalk_wire::workspaces::CreateWorkspaceRequest;

    use super::check_fields;
    use crate::UseCaseError;

    #[test]
    fn every_bad_field_is_named_at_once() {
        let request = CreateWorkspaceRequest {
            name: "two words".to_owned(),
            ttl_ms: Some(1),
            automatic_updates: Some("sometimes".to_owned()),
            ..CreateWorkspaceRequest::default()
        };
        let Err(UseCaseError::Invalid { validations, .. }) = check_fields(&request) else { panic!() };
        let fields: Vec<&str> = validations.iter().map(|it| it.field.as_str()).collect();
        assert_eq!(fields, ["name", "ttl_ms", "automatic_updates"]);
    }
}
