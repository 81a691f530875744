//! Lists of groups.

use ropewalk_authz::Subject;
use ropewalk_model::GroupId;
use ropewalk_store::accounts::GroupFilter;
use ropewalk_wire::accounts::{Group, ListGroupsQuery};

use super::may_see;
use crate::accounts::UserRef;
use crate::organizations::OrganizationRef;
use crate::{Platform, UseCaseError};

/// Most ids that a request may name.
const IDS_MAX: usize = 1000;

impl Platform {
    /// The groups of an organization, by name, at most 1,000.
    ///
    /// # Errors
    /// Not found: the organization.
    pub async fn list_organization_groups(
        &self,
        subject: &Subject,
        organization: &OrganizationRef,
    ) -> Result<Vec<Group>, UseCaseError> {
        let organization = self.find_organization(subject, organization).await?;
        self.visible_groups(
            subject,
            &GroupFilter { organization: Some(organization.id), ..GroupFilter::default() },
        )
        .await
    }

    /// The groups that the subject may see, by name, at most 1,000.
    ///
    /// # Errors
    /// Invalid, when the query names an organization or a person that the subject does not see, or what is no id.
    pub async fn list_groups(
        &self,
        subject: &Subject,
        query: &ListGroupsQuery,
    ) -> Result<Vec<Group>, UseCaseError> {
        let mut filter = GroupFilter::default();
        if let Some(organization) = given::<OrganizationRef>(&query.organization) {
            let found = UseCaseError::found(self.find_organization(subject, &organization).await)?;
            let found =
                found.ok_or_else(|| UseCaseError::invalid_field("organization", "is no organization"))?;
            filter.organization = Some(found.id);
        }
        if let Some(member) = given::<UserRef>(&query.has_member) {
            let found = UseCaseError::found(self.find_user(subject, &member).await)?;
            let found =
                found.ok_or_else(|| UseCaseError::invalid_field("has_member", "is nobody you may see"))?;
            filter.member = Some(found.id);
        }
        filter.ids = read_ids(&query.group_ids)?;
        self.visible_groups(subject, &filter).await
    }

    async fn visible_groups(
        &self,
        subject: &Subject,
        filter: &GroupFilter,
    ) -> Result<Vec<Group>, UseCaseError> {
        let mut groups = self.store().list_groups(filter).await?;
        groups.retain(|it| may_see(subject, it));
        self.with_members(subject, groups).await
    }
}

/// What a query parameter names; `None` when it is empty.
fn given<T: std::str::FromStr<Err = std::convert::Infallible>>(text: &str) -> Option<T> {
    if text.is_empty() { None } else { text.parse().ok() }
}

fn read_ids(text: &str) -> Result<Option<Vec<GroupId>>, UseCaseError> {
    if text.is_empty() {
        return Ok(None);
    }
    let bad = |detail: String| UseCaseError::invalid_field("group_ids", detail);
    let ids: Vec<GroupId> = text
        .split(',')
        .map(|it| {
            it.trim().parse().map_err(|_bad| bad(format!("must be ids separated by commas: {it:?} is none")))
        })
        .collect::<Result<_, _>>()?;
    if ids.len() > IDS_MAX {
        return Err(bad(format!("must name at most {IDS_MAX} groups")));
    }
    Ok(Some(ids))
}
