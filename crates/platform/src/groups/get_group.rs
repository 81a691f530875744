//! One group.

use ropewalk_authz::Subject;
use ropewalk_model::GroupId;
use ropewalk_store::accounts::GroupRecord;
use ropewalk_wire::accounts::{GetGroupQuery, Group};

use super::{may_see, views};
use crate::organizations::OrganizationRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// A group that the subject may see.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub(crate) async fn find_group(
        &self,
        subject: &Subject,
        id: GroupId,
    ) -> Result<GroupRecord, UseCaseError> {
        visible(subject, self.store().group_by_id(id).await?)
    }

    /// A group of an organization by its name.
    ///
    /// # Errors
    /// Not found: the organization, or the group.
    pub(super) async fn find_group_by_name(
        &self,
        subject: &Subject,
        organization: &OrganizationRef,
        name: &str,
    ) -> Result<GroupRecord, UseCaseError> {
        let organization = self.find_organization(subject, organization).await?;
        visible(subject, self.store().group_by_name(organization.id, name).await?)
    }

    /// One group with its members, as the API shows it.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn get_group(
        &self,
        subject: &Subject,
        id: GroupId,
        query: GetGroupQuery,
    ) -> Result<Group, UseCaseError> {
        let group = self.find_group(subject, id).await?;
        self.show_group(subject, group, query).await
    }

    /// One group of an organization by its name.
    ///
    /// # Errors
    /// Not found: the organization, or the group.
    pub async fn get_group_by_name(
        &self,
        subject: &Subject,
        organization: &OrganizationRef,
        name: &str,
        query: GetGroupQuery,
    ) -> Result<Group, UseCaseError> {
        let group = self.find_group_by_name(subject, organization, name).await?;
        self.show_group(subject, group, query).await
    }

    async fn show_group(
        &self,
        subject: &Subject,
        group: GroupRecord,
        query: GetGroupQuery,
    ) -> Result<Group, UseCaseError> {
        if query.exclude_members {
            return Ok(views::group(group, Vec::new()));
        }
        let mut shown = self.with_members(subject, vec![group]).await?;
        shown.pop().ok_or(UseCaseError::not_found("group"))
    }
}

fn visible(subject: &Subject, group: Option<GroupRecord>) -> Result<GroupRecord, UseCaseError> {
    group.filter(|it| may_see(subject, it)).ok_or(UseCaseError::not_found("group"))
}
