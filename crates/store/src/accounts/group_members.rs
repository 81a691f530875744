//! Who is in a group. Members of Everyone are the members of the organization.

use ropewalk_model::{GroupId, OrganizationId, Timestamp, UserId};
use uuid::Uuid;

use super::{LoginType, UserStatus};
use crate::{Step, Store, StoreError};

/// Which members to list.
#[derive(Clone, Debug)]
pub struct GroupMemberFilter {
    /// Of these groups.
    pub groups: Vec<GroupId>,
    /// Only this person.
    pub only: Option<UserId>,
    /// Most members of each group.
    pub limit: i64,
    /// Members of each group to skip.
    pub offset: i64,
}

/// A person as a member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupMember {
    /// The group.
    pub group_id: GroupId,
    /// The person.
    pub user_id: UserId,
    /// Their e-mail address.
    pub email: String,
    /// Their user name.
    pub username: String,
    /// Their name.
    pub name: String,
    /// A picture.
    pub avatar_url: String,
    /// How they sign in.
    pub login_type: LoginType,
    /// Whether the account is in use.
    pub status: UserStatus,
    /// Last seen, to the hour.
    pub last_seen_at: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl Store {
    /// Members with their group, those of one group by user name.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.groups.members", skip_all, err(level = "debug"))]
    pub async fn list_group_members(
        &self,
        filter: &GroupMemberFilter,
    ) -> Result<Vec<GroupMember>, StoreError> {
        let groups: Vec<Uuid> = filter.groups.iter().map(|id| id.uuid()).collect();
        let rows = sqlx::query_as!(
            MemberRow,
            r#"select g.id as "group_id!", u.id, u.email, u.username, u.name, u.avatar_url, u.login_type, u.status,
                      u.last_seen_at, u.created_at, u.updated_at
                 from unnest($1::uuid[]) as g(id)
                cross join lateral (
                      select u.* from group_memberships m join users u on u.id = m.user_id
                       where m.group_id = g.id and not u.deleted and ($2::uuid is null or u.id = $2)
                       order by lower(u.username), u.id limit $3 offset $4) u
                order by g.id, lower(u.username), u.id"#,
            &groups,
            filter.only.map(UserId::uuid),
            filter.limit,
            filter.offset,
        )
        .fetch_all(self.pool())
        .await
        .step("list the members of groups")?;
        rows.into_iter().map(GroupMember::try_from).collect()
    }

    /// Those of `users` who are members of the organization.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.organizations.members_among", skip_all, err(level = "debug"))]
    pub async fn organization_members_among(
        &self,
        organization: OrganizationId,
        users: &[UserId],
    ) -> Result<Vec<UserId>, StoreError> {
        let users: Vec<Uuid> = users.iter().map(|id| id.uuid()).collect();
        let found = sqlx::query_scalar!(
            "select m.user_id from organization_members m join users u on u.id = m.user_id
              where m.organization_id = $1 and m.user_id = any($2) and not u.deleted",
            organization.uuid(),
            &users,
        )
        .fetch_all(self.pool())
        .await
        .step("look who is a member of an organization")?;
        Ok(found.into_iter().map(UserId::from).collect())
    }
}

struct MemberRow {
    group_id: Uuid,
    id: Uuid,
    email: String,
    username: String,
    name: String,
    avatar_url: String,
    login_type: String,
    status: String,
    last_seen_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl TryFrom<MemberRow> for GroupMember {
    type Error = StoreError;

    fn try_from(row: MemberRow) -> Result<Self, StoreError> {
        Ok(Self {
            group_id: row.group_id.into(),
            user_id: row.id.into(),
            email: row.email,
            username: row.username,
            name: row.name,
            avatar_url: row.avatar_url,
            login_type: LoginType::read(&row.login_type, row.id)?,
            status: UserStatus::read(&row.status, row.id)?,
            last_seen_at: row.last_seen_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}
