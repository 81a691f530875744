//! Who is in a group, as far as the subject may see.

use std::collections::HashMap;

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::{GroupId, OrganizationId};
use ropewalk_store::accounts::{GroupMemberFilter, GroupRecord};
use ropewalk_wire::accounts::{Group, GroupMembersResponse, ListGroupMembersQuery, ReducedUser};

use super::{MEMBERS_MAX, views};
use crate::organizations::OrganizationRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// A page of a group's members: administrators see all, members themselves.
    ///
    /// # Errors
    /// Not found, also when the subject may not see the group.
    pub async fn list_group_members(
        &self,
        subject: &Subject,
        id: GroupId,
        query: ListGroupMembersQuery,
    ) -> Result<GroupMembersResponse, UseCaseError> {
        let group = self.find_group(subject, id).await?;
        self.members_page(subject, &group, query).await
    }

    /// The same of a group by its name.
    ///
    /// # Errors
    /// Not found: the organization, or the group.
    pub async fn list_group_members_by_name(
        &self,
        subject: &Subject,
        organization: &OrganizationRef,
        name: &str,
        query: ListGroupMembersQuery,
    ) -> Result<GroupMembersResponse, UseCaseError> {
        let group = self.find_group_by_name(subject, organization, name).await?;
        self.members_page(subject, &group, query).await
    }

    async fn members_page(
        &self,
        subject: &Subject,
        group: &GroupRecord,
        query: ListGroupMembersQuery,
    ) -> Result<GroupMembersResponse, UseCaseError> {
        let filter = GroupMemberFilter {
            groups: vec![group.id],
            only: (!sees_all(subject, group.organization_id)).then_some(subject.user_id),
            limit: if query.limit <= 0 { MEMBERS_MAX } else { query.limit.min(MEMBERS_MAX) },
            offset: query.offset.max(0),
        };
        let users = self.store().list_group_members(&filter).await?;
        Ok(GroupMembersResponse {
            users: users.into_iter().map(views::member).collect(),
            count: group.member_count,
        })
    }

    /// Groups with the members that the subject may see.
    pub(super) async fn with_members(
        &self,
        subject: &Subject,
        groups: Vec<GroupRecord>,
    ) -> Result<Vec<Group>, UseCaseError> {
        let mut members: HashMap<GroupId, Vec<ReducedUser>> = HashMap::new();
        let (all, own): (Vec<&GroupRecord>, Vec<&GroupRecord>) =
            groups.iter().partition(|it| sees_all(subject, it.organization_id));
        for (some, only) in [(all, None), (own, Some(subject.user_id))] {
            let ids: Vec<GroupId> = some.into_iter().map(|it| it.id).collect();
            if ids.is_empty() {
                continue;
            }
            let filter = GroupMemberFilter { groups: ids, only, limit: MEMBERS_MAX, offset: 0 };
            for member in self.store().list_group_members(&filter).await? {
                members.entry(member.group_id).or_default().push(views::member(member));
            }
        }
        let shown = groups.into_iter().map(|group| {
            let members = members.remove(&group.id).unwrap_or_default();
            views::group(group, members)
        });
        Ok(shown.collect())
    }
}

/// Whether the subject may see other members of groups than themselves.
fn sees_all(subject: &Subject, organization: OrganizationId) -> bool {
    subject.can(Action::Read, &Object::of_organization(ResourceType::GroupMember, organization))
}
