//! Lists of organizations (platform.md 2.2, 2.4).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_store::accounts::OrganizationRecord;
use ropewalk_wire::accounts::Organization;

use super::{OrganizationRef, views};
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// The organizations that the subject may see, by name, at most 1,000.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn list_organizations(&self, subject: &Subject) -> Result<Vec<Organization>, UseCaseError> {
        let all = self.store().list_organizations(None).await?;
        Ok(visible(subject, all))
    }

    /// The organizations of a person that the subject may see too.
    ///
    /// # Errors
    /// Not found: the person.
    pub async fn list_user_organizations(
        &self,
        subject: &Subject,
        user: &UserRef,
    ) -> Result<Vec<Organization>, UseCaseError> {
        let user = self.find_user(subject, user).await?;
        let theirs = self.store().list_organizations(Some(user.id)).await?;
        Ok(visible(subject, theirs))
    }

    /// One organization of a person.
    ///
    /// # Errors
    /// Not found: the person, the organization, or the membership.
    pub async fn get_user_organization(
        &self,
        subject: &Subject,
        user: &UserRef,
        organization: &OrganizationRef,
    ) -> Result<Organization, UseCaseError> {
        let user = self.find_user(subject, user).await?;
        let found = self.find_organization(subject, organization).await?;
        if user.organization_ids.contains(&found.id) {
            Ok(views::organization(found))
        } else {
            Err(UseCaseError::not_found("organization"))
        }
    }
}

fn visible(subject: &Subject, organizations: Vec<OrganizationRecord>) -> Vec<Organization> {
    organizations
        .into_iter()
        .filter(|it| subject.can(Action::Read, &Object::of_organization(ResourceType::Organization, it.id)))
        .map(views::organization)
        .collect()
}
