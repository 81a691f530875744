//! Groups of people within an organization. The group Everyone of an organization has the organization's id; the database makes it.

use ropewalk_model::{GroupId, OrganizationId, Timestamp, UserId};
use uuid::Uuid;

use crate::{Step, Store, StoreError, expect_rows};

/// Most groups in one list.
const LIST_LIMIT: i64 = 1000;

/// Where a group comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupSource {
    /// Somebody made it here.
    User,
    /// The identity provider named it.
    Oidc,
}

/// A stored word that this binary does not know.
#[derive(Debug, thiserror::Error)]
#[error("the source {0:?} is unknown")]
struct UnknownSource(String);

impl GroupSource {
    fn read(word: &str, key: Uuid) -> Result<Self, StoreError> {
        match word {
            "user" => Ok(Self::User),
            "oidc" => Ok(Self::Oidc),
            other => Err(StoreError::corrupt("group source", key, UnknownSource(other.to_owned()))),
        }
    }
}

/// A group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRecord {
    /// The group.
    pub id: GroupId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// The organization's name.
    pub organization_name: String,
    /// The organization's name for people.
    pub organization_display_name: String,
    /// Unique in its organization without regard to case.
    pub name: String,
    /// For people; may be empty.
    pub display_name: String,
    /// A picture; may be empty.
    pub avatar_url: String,
    /// What it adds to its members' allowance of workspaces.
    pub quota_allowance: i32,
    /// Where it comes from.
    pub source: GroupSource,
    /// How many members it has.
    pub member_count: i64,
}

impl GroupRecord {
    /// Whether it is the group Everyone of its organization.
    #[must_use]
    pub fn is_everyone(&self) -> bool {
        self.id.uuid() == self.organization_id.uuid()
    }
}

/// Which groups to list.
#[derive(Clone, Debug, Default)]
pub struct GroupFilter {
    /// Only those of this organization.
    pub organization: Option<OrganizationId>,
    /// Only those that this person is a member of.
    pub member: Option<UserId>,
    /// Only these.
    pub ids: Option<Vec<GroupId>>,
}

/// A group to make.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewGroup {
    /// The group.
    pub id: GroupId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// Its name.
    pub name: String,
    /// For people.
    pub display_name: String,
    /// A picture.
    pub avatar_url: String,
    /// What it adds to its members' allowance.
    pub quota_allowance: i32,
    /// Now.
    pub created_at: Timestamp,
}

/// What is to become of a group; `None` = as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GroupChange {
    /// Its name.
    pub name: Option<String>,
    /// For people.
    pub display_name: Option<String>,
    /// A picture.
    pub avatar_url: Option<String>,
    /// What it adds to its members' allowance.
    pub quota_allowance: Option<i32>,
    /// Who becomes a member.
    pub add: Vec<UserId>,
    /// Who is a member no longer.
    pub remove: Vec<UserId>,
}

struct GroupRow {
    id: Uuid,
    organization_id: Uuid,
    organization_name: String,
    organization_display_name: String,
    name: String,
    display_name: String,
    avatar_url: String,
    quota_allowance: i32,
    source: String,
    member_count: i64,
}

impl TryFrom<GroupRow> for GroupRecord {
    type Error = StoreError;

    fn try_from(row: GroupRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            organization_id: row.organization_id.into(),
            organization_name: row.organization_name,
            organization_display_name: row.organization_display_name,
            name: row.name,
            display_name: row.display_name,
            avatar_url: row.avatar_url,
            quota_allowance: row.quota_allowance,
            source: GroupSource::read(&row.source, row.id)?,
            member_count: row.member_count,
        })
    }
}

/// A checked query for whole groups; `$tail` is what stands after `where`.
macro_rules! group_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            GroupRow,
            r#"select g.id, g.organization_id, o.name as organization_name, o.display_name as organization_display_name,
                      g.name, g.display_name, g.avatar_url, g.quota_allowance, g.source,
                      (select count(*) from group_memberships m join users u on u.id = m.user_id
                        where m.group_id = g.id and not u.deleted) as "member_count!"
                 from groups g join organizations o on o.id = g.organization_id
                where "# + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// A group by id.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.groups.by_id", skip_all, err(level = "debug"))]
    pub async fn group_by_id(&self, id: GroupId) -> Result<Option<GroupRecord>, StoreError> {
        let row = group_query!("g.id = $1", id.uuid()).fetch_optional(self.pool()).await;
        row.step("read a group")?.map(GroupRecord::try_from).transpose()
    }

    /// A group by its name, without regard to case.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.groups.by_name", skip_all, err(level = "debug"))]
    pub async fn group_by_name(
        &self,
        organization: OrganizationId,
        name: &str,
    ) -> Result<Option<GroupRecord>, StoreError> {
        let row =
            group_query!("g.organization_id = $1 and lower(g.name) = lower($2)", organization.uuid(), name,)
                .fetch_optional(self.pool())
                .await;
        row.step("read a group by name")?.map(GroupRecord::try_from).transpose()
    }

    /// Groups by name, at most 1,000.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.groups.list", skip_all, err(level = "debug"))]
    pub async fn list_groups(&self, filter: &GroupFilter) -> Result<Vec<GroupRecord>, StoreError> {
        let ids: Option<Vec<Uuid>> = filter.ids.as_ref().map(|ids| ids.iter().map(|id| id.uuid()).collect());
        let rows = group_query!(
            "($1::uuid is null or g.organization_id = $1)
             and ($2::uuid is null or exists (
                     select from group_memberships m where m.group_id = g.id and m.user_id = $2))
             and ($3::uuid[] is null or g.id = any($3))
             order by lower(g.name), g.id limit $4",
            filter.organization.map(OrganizationId::uuid),
            filter.member.map(UserId::uuid),
            ids.as_deref(),
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("list groups")?;
        rows.into_iter().map(GroupRecord::try_from).collect()
    }

    /// Makes a group without members.
    ///
    /// # Errors
    /// [`StoreError::violates`] `groups_name`.
    #[tracing::instrument(name = "db.groups.create", skip_all, err(level = "debug"))]
    pub async fn create_group(&self, group: &NewGroup) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into groups (id, organization_id, name, display_name, avatar_url, quota_allowance, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $7)",
            group.id.uuid(),
            group.organization_id.uuid(),
            group.name,
            group.display_name,
            group.avatar_url,
            group.quota_allowance,
            group.created_at,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("make a group")
    }

    /// Changes a group and its members, or nothing of it. Who is a member already, or is none, stays so.
    ///
    /// # Errors
    /// [`StoreError::violates`] `groups_name` or `group_members_organization_member`; [`StoreError::RowCount`] when the group is gone.
    #[tracing::instrument(name = "db.groups.update", skip_all, fields(group.id = %id), err(level = "debug"))]
    pub async fn update_group(
        &self,
        id: GroupId,
        change: &GroupChange,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let step = "change a group";
        let mut transaction = self.begin(step).await?;
        let done = sqlx::query!(
            "update groups
                set name = coalesce($2, name), display_name = coalesce($3, display_name),
                    avatar_url = coalesce($4, avatar_url), quota_allowance = coalesce($5, quota_allowance), updated_at = $6
              where id = $1",
            id.uuid(),
            change.name,
            change.display_name,
            change.avatar_url,
            change.quota_allowance,
            now,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        expect_rows(step, done.rows_affected(), 1)?;
        let bare = |users: &[UserId]| users.iter().map(|id| id.uuid()).collect::<Vec<Uuid>>();
        sqlx::query!(
            "delete from group_members where group_id = $1 and user_id = any($2)",
            id.uuid(),
            &bare(&change.remove),
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        sqlx::query!(
            "insert into group_members (group_id, organization_id, user_id, created_at)
             select g.id, g.organization_id, u, $3 from groups g, unnest($2::uuid[]) u where g.id = $1
                 on conflict (group_id, user_id) do nothing",
            id.uuid(),
            &bare(&change.add),
            now,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        transaction.commit().await.step(step)
    }

    /// Removes a group with its memberships and its limit; whether there was one.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.groups.delete", skip_all, fields(group.id = %id), err(level = "debug"))]
    pub async fn delete_group(&self, id: GroupId) -> Result<bool, StoreError> {
        sqlx::query!("delete from groups where id = $1 and id <> organization_id", id.uuid())
            .execute(self.pool())
            .await
            .map(|done| done.rows_affected() > 0)
            .step("delete a group")
    }
}
