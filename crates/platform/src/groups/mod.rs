//! Groups (platform.md 2.4): sets of people of one organization, which limits and access can name.
//!
//! What must stay true: the group Everyone of an organization has the organization's id, and nobody names, fills or removes it; a
//! member of an organization sees its groups, and of their members only themselves (platform.md 4.3).

mod create_group;
mod delete_group;
mod get_group;
mod group_members;
mod list_groups;
mod rules;
mod update_group;
mod views;

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::OrganizationId;
use ropewalk_store::accounts::GroupRecord;

use crate::UseCaseError;

/// Most members in one answer.
const MEMBERS_MAX: i64 = 1000;

/// Whether the subject may see a group.
fn may_see(subject: &Subject, group: &GroupRecord) -> bool {
    subject.can(Action::Read, &Object::of_organization(ResourceType::Group, group.organization_id))
}

/// Refuses those who may not change the groups of an organization. They may see them, so they are told so.
fn require(subject: &Subject, action: Action, organization: OrganizationId) -> Result<(), UseCaseError> {
    subject
        .authorize(action, &Object::of_organization(ResourceType::Group, organization))
        .map_err(|_denied| UseCaseError::forbidden("Only administrators may make, change and delete groups."))
}
