//! One template (platform.md 2.5).

use ropewalk_authz::{Action, Subject};
use ropewalk_model::TemplateId;
use ropewalk_store::templates::TemplateRecord;
use ropewalk_wire::templates::Template;

use super::list_templates::object_of;
use crate::organizations::OrganizationRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// One template by id, deleted or not.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn get_template(&self, subject: &Subject, id: TemplateId) -> Result<Template, UseCaseError> {
        let template = self.find_template(subject, id).await?;
        self.one_template(template).await
    }

    /// One template by name.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn get_template_by_name(
        &self,
        subject: &Subject,
        organization: &OrganizationRef,
        name: &str,
    ) -> Result<Template, UseCaseError> {
        let organization = self.find_organization(subject, organization).await?;
        let template = self.store().template_by_name(organization.id, name).await?;
        let template = template.filter(|template| subject.can(Action::Read, &object_of(template)));
        self.one_template(template.ok_or(UseCaseError::not_found("template"))?).await
    }

    /// The template, if the subject may see it.
    pub(crate) async fn find_template(
        &self,
        subject: &Subject,
        id: TemplateId,
    ) -> Result<TemplateRecord, UseCaseError> {
        self.store()
            .template(id)
            .await?
            .filter(|template| subject.can(Action::Read, &object_of(template)))
            .ok_or(UseCaseError::not_found("template"))
    }

    async fn one_template(&self, template: TemplateRecord) -> Result<Template, UseCaseError> {
        self.template_views(vec![template]).await?.pop().ok_or(UseCaseError::not_found("template"))
    }
}
