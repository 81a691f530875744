//! Versions of templates (platform.md 2.5).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::{TemplateId, TemplateVersionId};
use ropewalk_store::templates::TemplateVersionRecord;
use ropewalk_wire::builds::WorkspaceResource;
use ropewalk_wire::templates::{
    ListTemplateVersionsQuery, Preset, TemplateVersion, TemplateVersionParameter,
};

use super::views;
use crate::{Platform, UseCaseError};

impl Platform {
    /// The versions of a template, the newest last.
    ///
    /// # Errors
    /// Not found: the template, also when the subject may not see it.
    pub async fn list_template_versions(
        &self,
        subject: &Subject,
        template: TemplateId,
        query: &ListTemplateVersionsQuery,
    ) -> Result<Vec<TemplateVersion>, UseCaseError> {
        let template = self.find_template(subject, template).await?;
        let limit = (query.limit > 0).then_some(query.limit);
        let versions = self
            .store()
            .template_versions(template.id, query.include_archived, limit, query.offset.max(0))
            .await?;
        Ok(versions.into_iter().map(views::version).collect())
    }

    /// One version.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn get_template_version(
        &self,
        subject: &Subject,
        id: TemplateVersionId,
    ) -> Result<TemplateVersion, UseCaseError> {
        self.find_template_version(subject, id).await.map(views::version)
    }

    /// The choices that a version gives. Native templates give none.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn template_version_parameters(
        &self,
        subject: &Subject,
        id: TemplateVersionId,
    ) -> Result<Vec<TemplateVersionParameter>, UseCaseError> {
        self.find_template_version(subject, id).await.map(|_version| Vec::new())
    }

    /// The presets of a version. Native templates have none.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn template_version_presets(
        &self,
        subject: &Subject,
        id: TemplateVersionId,
    ) -> Result<Vec<Preset>, UseCaseError> {
        self.find_template_version(subject, id).await.map(|_version| Vec::new())
    }

    /// The resources that the import of a version found. Native templates are not imported, so there are none.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn template_version_resources(
        &self,
        subject: &Subject,
        id: TemplateVersionId,
    ) -> Result<Vec<WorkspaceResource>, UseCaseError> {
        self.find_template_version(subject, id).await.map(|_version| Vec::new())
    }

    /// The version, if the subject may see it.
    pub(crate) async fn find_template_version(
        &self,
        subject: &Subject,
        id: TemplateVersionId,
    ) -> Result<TemplateVersionRecord, UseCaseError> {
        self.store()
            .template_version(id)
            .await?
            .filter(|version| {
                let object = Object::of_organization(ResourceType::Template, version.organization_id);
                subject.can(Action::Read, &object)
            })
            .ok_or(UseCaseError::not_found("template version"))
    }
}
