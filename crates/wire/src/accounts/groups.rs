//! Groups (platform.md 2.4, 2.30).

use chrono::{DateTime, Utc};
use ropewalk_model::{GroupId, OrganizationId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{LoginType, UserStatus};

/// Where a group comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum GroupSource {
    /// Somebody made it here.
    User,
    /// The identity provider named it.
    Oidc,
}

/// A person, without roles and organizations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ReducedUser {
    /// The account.
    #[schema(value_type = Uuid)]
    pub id: UserId,
    /// The name in URLs.
    pub username: String,
    /// The name for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// A picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub avatar_url: String,
    /// The e-mail address.
    pub email: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was last seen, to the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Whether it is in use.
    pub status: UserStatus,
    /// How it signs in.
    pub login_type: LoginType,
}

/// A group of people of one organization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Group {
    /// The group. That of Everyone is the organization's id.
    #[schema(value_type = Uuid)]
    pub id: GroupId,
    /// The name in URLs; unique in the organization without regard to case.
    pub name: String,
    /// The name for people; may be empty.
    pub display_name: String,
    /// Its organization.
    #[schema(value_type = Uuid)]
    pub organization_id: OrganizationId,
    /// The members that the caller may see, by user name, at most 1,000.
    pub members: Vec<ReducedUser>,
    /// How many members there are, also those that the caller may not see.
    pub total_member_count: i64,
    /// A picture; may be empty.
    pub avatar_url: String,
    /// What it adds to its members' allowance of workspaces.
    pub quota_allowance: i32,
    /// Where it comes from.
    pub source: GroupSource,
    /// The organization's name.
    pub organization_name: String,
    /// The organization's name for people.
    pub organization_display_name: String,
}

/// A page of a group's members.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GroupMembersResponse {
    /// The page: the members that the caller may see, by user name.
    pub users: Vec<ReducedUser>,
    /// How many members there are, also those that the caller may not see.
    pub count: i64,
}

/// Makes a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CreateGroupRequest {
    /// The name in URLs.
    #[serde(default)]
    pub name: String,
    /// The name for people.
    #[serde(default)]
    pub display_name: String,
    /// A picture.
    #[serde(default)]
    pub avatar_url: String,
    /// What it adds to its members' allowance of workspaces.
    #[serde(default)]
    pub quota_allowance: i32,
}

/// Changes a group; what is absent, null or (the name) empty stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PatchGroupRequest {
    /// The people who become members, by id.
    #[serde(default)]
    pub add_users: Vec<String>,
    /// The people who are members no longer, by id.
    #[serde(default)]
    pub remove_users: Vec<String>,
    /// The name in URLs.
    #[serde(default)]
    pub name: String,
    /// The name for people.
    #[serde(default)]
    pub display_name: Option<String>,
    /// A picture.
    #[serde(default)]
    pub avatar_url: Option<String>,
    /// What it adds to its members' allowance of workspaces.
    #[serde(default)]
    pub quota_allowance: Option<i32>,
}

/// Which groups to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListGroupsQuery {
    /// Only those of this organization: a name or an id.
    #[serde(default)]
    pub organization: String,
    /// Only those that this person is a member of: a user name or an id.
    #[serde(default)]
    pub has_member: String,
    /// Only these: ids, separated by commas.
    #[serde(default)]
    pub group_ids: String,
}

/// How to show a group.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct GetGroupQuery {
    /// Leaves the members out.
    #[serde(default)]
    pub exclude_members: bool,
}

/// Which members to list.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListGroupMembersQuery {
    /// Most entries; 0 or absent = 1,000, which is also the most.
    #[serde(default)]
    pub limit: i64,
    /// How many entries to skip.
    #[serde(default)]
    pub offset: i64,
}
