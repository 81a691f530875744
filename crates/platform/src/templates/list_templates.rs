//! Lists of templates (platform.md 2.5).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_store::templates::{TemplateFilter, TemplateRecord};
use ropewalk_wire::templates::Template;

use super::views;
use crate::organizations::OrganizationRef;
use crate::search_query::SearchQuery;
use crate::{Platform, UseCaseError};

impl Platform {
    /// The templates that the subject may see, by name, at most 1,000. `q` takes a part of the name or display name, and
    /// the keys `name`, `exact_name`, `organization`, `deprecated` and `deleted`.
    ///
    /// # Errors
    /// A bad `q`; not found: the organization.
    pub async fn list_templates(
        &self,
        subject: &Subject,
        organization: Option<&OrganizationRef>,
        q: &str,
    ) -> Result<Vec<Template>, UseCaseError> {
        let mut query = SearchQuery::parse(q)?;
        let named = query.take("organization").map(OrganizationRef::Name);
        let mut filter = TemplateFilter {
            exact_name: query.take("exact_name"),
            deprecated: query.take_word("deprecated", read_bool)?,
            deleted: query.take_word("deleted", read_bool)?.unwrap_or(false),
            text: query.take("name").unwrap_or_else(|| query.free_text()),
            organizations: None,
        };
        query.finish()?;
        if let Some(organization) = organization.or(named.as_ref()) {
            filter.organizations = Some(vec![self.find_organization(subject, organization).await?.id]);
        } else if !subject.is_site_owner() {
            // What only some members may see is left out below; this bounds what is read.
            filter.organizations = Some(subject.organizations.clone());
        }
        let templates: Vec<TemplateRecord> = self
            .store()
            .templates(&filter)
            .await?
            .into_iter()
            .filter(|template| subject.can(Action::Read, &object_of(template)))
            .collect();
        self.template_views(templates).await
    }

    /// How templates look, with their build times.
    pub(super) async fn template_views(
        &self,
        templates: Vec<TemplateRecord>,
    ) -> Result<Vec<Template>, UseCaseError> {
        let ids: Vec<_> = templates.iter().map(|template| template.id).collect();
        let times = self.store().build_times(&ids).await?;
        Ok(templates.into_iter().map(|template| views::template(template, &times)).collect())
    }
}

/// What rights on a template are asked about.
pub(crate) fn object_of(template: &TemplateRecord) -> Object {
    Object::of_organization(ResourceType::Template, template.organization_id)
}

fn read_bool(word: &str) -> Option<bool> {
    word.parse().ok()
}
