//! `{org}` in a path: an id, a name, or the word `default` (platform.md 0).

use std::convert::Infallible;
use std::str::FromStr;

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::OrganizationId;
use ropewalk_store::accounts::OrganizationRecord;
use ropewalk_wire::accounts::Organization;

use super::views;
use crate::{Platform, UseCaseError};

/// Length of an id with its dashes.
const ID_CHARS: usize = 36;

/// How a request names an organization.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationRef {
    /// The default one.
    Default,
    /// By id.
    Id(OrganizationId),
    /// By name.
    Name(String),
}

impl FromStr for OrganizationRef {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        if text == "default" {
            return Ok(Self::Default);
        }
        match text.parse() {
            Ok(id) if text.len() == ID_CHARS => Ok(Self::Id(id)),
            Ok(_) | Err(_) => Ok(Self::Name(text.to_owned())),
        }
    }
}

impl Platform {
    /// The organization that a request names, if the subject may see it.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn find_organization(
        &self,
        subject: &Subject,
        organization: &OrganizationRef,
    ) -> Result<OrganizationRecord, UseCaseError> {
        let found = match organization {
            OrganizationRef::Default => self.store().default_organization().await?,
            OrganizationRef::Id(id) => self.store().organization_by_id(*id).await?,
            OrganizationRef::Name(name) => self.store().organization_by_name(name).await?,
        };
        found
            .filter(|it| {
                subject.can(Action::Read, &Object::of_organization(ResourceType::Organization, it.id))
            })
            .ok_or(UseCaseError::not_found("organization"))
    }

    /// One organization, as the API shows it.
    ///
    /// # Errors
    /// As [`Platform::find_organization`].
    pub async fn get_organization(
        &self,
        subject: &Subject,
        organization: &OrganizationRef,
    ) -> Result<Organization, UseCaseError> {
        self.find_organization(subject, organization).await.map(views::organization)
    }
}
