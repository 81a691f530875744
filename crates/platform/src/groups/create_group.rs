//! Making a group.

use ropewalk_authz::{Action, Subject};
use ropewalk_store::accounts::NewGroup;
use ropewalk_wire::accounts::{CreateGroupRequest, GetGroupQuery, Group};

use super::require;
use super::rules::GroupFields;
use crate::organizations::OrganizationRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Makes a group without members.
    ///
    /// # Errors
    /// Not found: the organization. Forbidden; invalid with the bad fields; conflict when the name is taken.
    pub async fn create_group(
        &self,
        subject: &Subject,
        organization: &OrganizationRef,
        request: &CreateGroupRequest,
    ) -> Result<Group, UseCaseError> {
        let organization = self.find_organization(subject, organization).await?;
        require(subject, Action::Create, organization.id)?;
        let fields = GroupFields {
            name: Some(&request.name),
            display_name: Some(&request.display_name),
            avatar_url: Some(&request.avatar_url),
            quota_allowance: Some(request.quota_allowance),
        };
        fields.check()?;
        let group = NewGroup {
            id: self.entropy().uuid().into(),
            organization_id: organization.id,
            name: request.name.clone(),
            display_name: request.display_name.clone(),
            avatar_url: request.avatar_url.clone(),
            quota_allowance: request.quota_allowance,
            created_at: self.now(),
        };
        self.store().create_group(&group).await.map_err(|error| {
            if error.violates("groups_name") {
                UseCaseError::taken("name", &request.name)
            } else {
                error.into()
            }
        })?;
        self.get_group(subject, group.id, GetGroupQuery::default()).await
    }
}
