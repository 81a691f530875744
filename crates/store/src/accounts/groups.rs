//! Groups of people in an organization. The group of all of its members has the id of the organization; its members are the
//! organization's and are not stored.

use ropewalk_model::{GroupId, OrganizationId, Timestamp, UserId};
use uuid::Uuid;

use super::UserRecord;
use crate::{Step, Store, StoreError, expect_rows};

/// Most groups in one list.
const LIST_LIMIT: i64 = 1000;

/// Most memberships that are read with a list of groups.
const MEMBERSHIP_LIMIT: i64 = 10_000;

/// Who decides on a group's members.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum GroupSource {
    /// People do.
    User,
    /// The provider of the people's identities does, at each login.
    Oidc,
}

impl GroupSource {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Oidc => "oidc",
        }
    }

    fn read(word: &str, key: Uuid) -> Result<Self, StoreError> {
        [Self::User, Self::Oidc]
            .into_iter()
            .find(|it| it.as_str() == word)
            .ok_or_else(|| StoreError::corrupt("source of the group", key, format!("unknown word {word:?}")))
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
    /// Unique in the organization, without regard to case.
    pub name: String,
    /// For people; empty = the name.
    pub display_name: String,
    /// A picture; empty = none.
    pub avatar_url: String,
    /// What it adds to the workspace quota of each member, in credits a day.
    pub quota_allowance: i32,
    /// Who decides on its members.
    pub source: GroupSource,
    /// How many members it has.
    pub member_count: i64,
}

impl GroupRecord {
    /// Whether it is the group of all members of the organization.
    #[must_use]
    pub fn is_everyone(&self) -> bool {
        self.id.uuid() == self.organization_id.uuid()
    }
}

/// A group that is not stored yet.
#[derive(Clone, Debug)]
pub struct NewGroup {
    /// Its id.
    pub id: GroupId,
    /// Its organization.
    pub organization_id: OrganizationId,
    /// What people set.
    pub draft: GroupDraft,
}

/// What people set of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupDraft {
    /// Its name.
    pub name: String,
    /// For people.
    pub display_name: String,
    /// A picture.
    pub avatar_url: String,
    /// What it adds to the quota of each member.
    pub quota_allowance: i32,
}

/// Which groups.
#[derive(Clone, Debug, Default)]
pub struct GroupFilter {
    /// Of this organization.
    pub organization: Option<OrganizationId>,
    /// With this member.
    pub member: Option<UserId>,
    /// Of these; `None` = any.
    pub ids: Option<Vec<GroupId>>,
    /// Of this name, without regard to case.
    pub name: Option<String>,
}

impl Store {
    /// The groups that a filter selects, by name, at most 1,000.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.groups.list", skip_all, err(level = "debug"))]
    pub async fn list_groups(&self, filter: &GroupFilter) -> Result<Vec<GroupRecord>, StoreError> {
        let ids: Option<Vec<Uuid>> = filter.ids.as_ref().map(|it| it.iter().map(|id| id.uuid()).collect());
        let rows = sqlx::query!(
            r#"select g.id, g.organization_id, o.name as organization_name,
                      o.display_name as organization_display_name, g.name, g.display_name, g.avatar_url,
                      g.quota_allowance, g.source,
                      (select count(*) from group_memberships m join users u on u.id = m.user_id
                        where m.group_id = g.id and not u.deleted) as "member_count!"
                 from groups g join organizations o on o.id = g.organization_id
                where ($1::uuid is null or g.organization_id = $1)
                  and ($2::uuid is null
                       or exists (select from group_memberships m where m.group_id = g.id and m.user_id = $2))
                  and ($3::uuid[] is null or g.id = any($3))
                  and ($4::text is null or lower(g.name) = lower($4))
                order by lower(g.name), g.id limit $5"#,
            filter.organization.map(OrganizationId::uuid),
            filter.member.map(UserId::uuid),
            ids.as_deref(),
            filter.name,
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("list groups")?;
        rows.into_iter()
            .map(|row| {
                Ok(GroupRecord {
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
            })
            .collect()
    }

    /// A group by id.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn group_by_id(&self, id: GroupId) -> Result<Option<GroupRecord>, StoreError> {
        let filter = GroupFilter { ids: Some(vec![id]), ..GroupFilter::default() };
        Ok(self.list_groups(&filter).await?.pop())
    }

    /// The members of groups by user name, at most 10,000 in all.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.groups.members", skip_all, err(level = "debug"))]
    pub async fn members_of_groups(&self, ids: &[GroupId]) -> Result<Vec<(GroupId, UserRecord)>, StoreError> {
        let ids: Vec<Uuid> = ids.iter().map(|id| id.uuid()).collect();
        let pairs = sqlx::query!(
            r#"select m.group_id as "group_id!", m.user_id as "user_id!"
                 from group_memberships m join users u on u.id = m.user_id
                where m.group_id = any($1) and not u.deleted
                order by lower(u.username), u.id, m.group_id limit $2"#,
            &ids,
            MEMBERSHIP_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("read the members of groups")?;
        let users: Vec<UserId> = pairs.iter().map(|it| it.user_id.into()).collect();
        let users = self.users_by_ids(&users).await?;
        let of = |id: Uuid| users.iter().find(|it| it.id.uuid() == id).cloned();
        Ok(pairs.into_iter().filter_map(|it| Some((it.group_id.into(), of(it.user_id)?))).collect())
    }

    /// Makes a group.
    ///
    /// # Errors
    /// [`StoreError::violates`] `groups_name`.
    #[tracing::instrument(name = "db.groups.create", skip_all, err(level = "debug"))]
    pub async fn create_group(&self, new: &NewGroup, now: Timestamp) -> Result<(), StoreError> {
        let draft = &new.draft;
        sqlx::query!(
            "insert into groups (id, organization_id, name, display_name, avatar_url, quota_allowance, created_at,
                    updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $7)",
            new.id.uuid(),
            new.organization_id.uuid(),
            draft.name,
            draft.display_name,
            draft.avatar_url,
            draft.quota_allowance,
            now,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("make a group")
    }

    /// Changes a group and its members. Who is a member already stays one, and who is none stays none.
    ///
    /// # Errors
    /// [`StoreError::violates`] `groups_name`; [`StoreError::RowCount`] when the group is gone.
    #[tracing::instrument(name = "db.groups.update", skip_all, fields(group.id = %id), err(level = "debug"))]
    pub async fn update_group(
        &self,
        id: GroupId,
        draft: &GroupDraft,
        (add, remove): (&[UserId], &[UserId]),
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let step = "change a group";
        let ids = |users: &[UserId]| users.iter().map(|id| id.uuid()).collect::<Vec<Uuid>>();
        let mut tx = self.begin(step).await?;
        let done = sqlx::query!(
            "update groups set name = $2, display_name = $3, avatar_url = $4, quota_allowance = $5, updated_at = $6
              where id = $1",
            id.uuid(),
            draft.name,
            draft.display_name,
            draft.avatar_url,
            draft.quota_allowance,
            now,
        )
        .execute(&mut *tx)
        .await
        .step(step)?;
        expect_rows(step, 1, done.rows_affected())?;
        sqlx::query!(
            "delete from group_members where group_id = $1 and user_id = any($2)",
            id.uuid(),
            &ids(remove)
        )
        .execute(&mut *tx)
        .await
        .step(step)?;
        sqlx::query!(
            "insert into group_members (group_id, user_id) select $1, u.id from unnest($2::uuid[]) as u (id)
                 on conflict do nothing",
            id.uuid(),
            &ids(add),
        )
        .execute(&mut *tx)
        .await
        .step(step)?;
        tx.commit().await.step(step)
    }

    /// Removes a group; whether it was there.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.groups.delete", skip_all, fields(group.id = %id), err(level = "debug"))]
    pub async fn delete_group(&self, id: GroupId) -> Result<bool, StoreError> {
        sqlx::query!("delete from groups where id = $1", id.uuid())
            .execute(self.pool())
            .await
            .map(|done| done.rows_affected() > 0)
            .step("remove a group")
    }
}
