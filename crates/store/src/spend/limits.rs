//! The limits that people set: of the deployment, of groups, and of single people.

use ropewalk_model::{GroupId, Timestamp, UserId};

use super::Period;
use crate::{Step, Store, StoreError};

/// How many overrides a list has at most.
const OVERRIDE_LIST_LIMIT: i64 = 1000;

/// The limit of the deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageLimit {
    /// What each person may spend in a period, in micro-USD; `None` = any amount.
    pub spend_limit_micros: Option<i64>,
    /// When it begins anew.
    pub period: Period,
    /// When it was set.
    pub updated_at: Timestamp,
}

/// A limit of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LimitOverride {
    /// Whose.
    pub user_id: UserId,
    /// Their user name.
    pub username: String,
    /// Their name.
    pub name: String,
    /// What they may spend in a period, in micro-USD.
    pub spend_limit_micros: i64,
}

/// A limit of each member of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupLimit {
    /// The group.
    pub group_id: GroupId,
    /// Its name.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// Its picture.
    pub avatar_url: String,
    /// How many members it has.
    pub member_count: i64,
    /// What each of them may spend in a period, in micro-USD.
    pub spend_limit_micros: i64,
}

/// Where a person stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsageStatus {
    /// What they may spend in the period, in micro-USD; `None` = any amount.
    pub limit_micros: Option<i64>,
    /// What they spent in it.
    pub spent_micros: i64,
    /// How long it is.
    pub period: Period,
    /// When it began.
    pub period_start: Timestamp,
    /// When the next begins.
    pub period_end: Timestamp,
}

impl Store {
    /// The limit of the deployment; `None` when it was never set.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.spend.limit", skip_all, err(level = "debug"))]
    pub async fn usage_limit(&self) -> Result<Option<UsageLimit>, StoreError> {
        let row = sqlx::query!("select spend_limit_micros, period, updated_at from chat_usage_limits")
            .fetch_optional(self.pool())
            .await
            .step("read the usage limit")?;
        row.map(|row| {
            Ok(UsageLimit {
                spend_limit_micros: row.spend_limit_micros,
                period: Period::read(&row.period)?,
                updated_at: row.updated_at,
            })
        })
        .transpose()
    }

    /// Sets the limit of the deployment.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.put_limit", skip_all, err(level = "debug"))]
    pub async fn put_usage_limit(&self, limit: UsageLimit) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into chat_usage_limits (spend_limit_micros, period, updated_at) values ($1, $2, $3)
                 on conflict (only_row) do update
                set spend_limit_micros = excluded.spend_limit_micros, period = excluded.period,
                    updated_at = excluded.updated_at",
            limit.spend_limit_micros,
            limit.period.as_str(),
            limit.updated_at,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("set the usage limit")
    }

    /// The limits of single people, by user name.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.overrides", skip_all, err(level = "debug"))]
    pub async fn usage_limit_overrides(&self) -> Result<Vec<LimitOverride>, StoreError> {
        let rows = sqlx::query!(
            "select o.user_id, u.username, u.name, o.spend_limit_micros
               from chat_usage_limit_overrides o join users u on u.id = o.user_id
              order by lower(u.username), u.id
              limit $1",
            OVERRIDE_LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("read the usage limits of people")?;
        let read = rows.into_iter().map(|row| LimitOverride {
            user_id: row.user_id.into(),
            username: row.username,
            name: row.name,
            spend_limit_micros: row.spend_limit_micros,
        });
        Ok(read.collect())
    }

    /// Gives a person a limit of their own.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.put_override", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn put_usage_limit_override(
        &self,
        user: UserId,
        spend_limit_micros: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into chat_usage_limit_overrides (user_id, spend_limit_micros, updated_at) values ($1, $2, $3)
                 on conflict (user_id) do update
                set spend_limit_micros = excluded.spend_limit_micros, updated_at = excluded.updated_at",
            user.uuid(),
            spend_limit_micros,
            now,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("give a person a usage limit")
    }

    /// Takes a person's own limit away; whether there was one.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.delete_override", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn delete_usage_limit_override(&self, user: UserId) -> Result<bool, StoreError> {
        sqlx::query!("delete from chat_usage_limit_overrides where user_id = $1", user.uuid())
            .execute(self.pool())
            .await
            .map(|done| done.rows_affected() > 0)
            .step("take a person's usage limit away")
    }

    /// The limits of groups, by the group's name.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.group_limits", skip_all, err(level = "debug"))]
    pub async fn usage_limits_of_groups(&self) -> Result<Vec<GroupLimit>, StoreError> {
        let rows = sqlx::query!(
            r#"select o.group_id, g.name, g.display_name, g.avatar_url, o.spend_limit_micros,
                      (select count(*) from group_memberships m join users u on u.id = m.user_id
                        where m.group_id = g.id and not u.deleted) as "member_count!"
                 from chat_usage_limit_group_overrides o join groups g on g.id = o.group_id
                order by lower(g.name), g.id
                limit $1"#,
            OVERRIDE_LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("read the usage limits of groups")?;
        let read = rows.into_iter().map(|row| GroupLimit {
            group_id: row.group_id.into(),
            name: row.name,
            display_name: row.display_name,
            avatar_url: row.avatar_url,
            member_count: row.member_count,
            spend_limit_micros: row.spend_limit_micros,
        });
        Ok(read.collect())
    }

    /// Gives each member of a group a limit.
    ///
    /// # Errors
    /// [`StoreError::violates`] `chat_usage_limit_group_overrides_group_id_fkey` when the group is gone.
    #[tracing::instrument(name = "db.spend.put_group_limit", skip_all, fields(group.id = %group), err(level = "debug"))]
    pub async fn put_usage_limit_of_group(
        &self,
        group: GroupId,
        spend_limit_micros: i64,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        sqlx::query!(
            "insert into chat_usage_limit_group_overrides (group_id, spend_limit_micros, updated_at) values ($1, $2, $3)
                 on conflict (group_id) do update
                set spend_limit_micros = excluded.spend_limit_micros, updated_at = excluded.updated_at",
            group.uuid(),
            spend_limit_micros,
            now,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("give a group a usage limit")
    }

    /// Takes a group's limit away; whether there was one.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.delete_group_limit", skip_all, fields(group.id = %group), err(level = "debug"))]
    pub async fn delete_usage_limit_of_group(&self, group: GroupId) -> Result<bool, StoreError> {
        sqlx::query!("delete from chat_usage_limit_group_overrides where group_id = $1", group.uuid())
            .execute(self.pool())
            .await
            .map(|done| done.rows_affected() > 0)
            .step("take a group's usage limit away")
    }

    /// Where a person stands at `now`.
    ///
    /// # Errors
    /// A failed statement, or a stored value that cannot be read.
    #[tracing::instrument(name = "db.spend.status", skip_all, fields(user.id = %user), err(level = "debug"))]
    pub async fn usage_status(&self, user: UserId, now: Timestamp) -> Result<UsageStatus, StoreError> {
        let row = sqlx::query!(
            r#"select limit_micros, spent_micros as "spent_micros!", period as "period!", period_start as "period_start!",
                      period_end as "period_end!"
                 from chat_usage($1, $2)"#,
            user.uuid(),
            now,
        )
        .fetch_one(self.pool())
        .await
        .step("read what a person has spent")?;
        Ok(UsageStatus {
            limit_micros: row.limit_micros,
            spent_micros: row.spent_micros,
            period: Period::read(&row.period)?,
            period_start: row.period_start,
            period_end: row.period_end,
        })
    }

    /// How many enabled models have no price at all: what they cost counts for no limit.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.spend.unpriced_models", skip_all, err(level = "debug"))]
    pub async fn count_unpriced_models(&self) -> Result<i64, StoreError> {
        sqlx::query_scalar!(
            r#"select count(*) as "count!" from chat_model_configs m
                where m.enabled and not m.deleted
                  and not exists (
                      select from jsonb_each(case jsonb_typeof(m.model_config->'cost') when 'object'
                                             then m.model_config->'cost' else '{}' end) p
                       where jsonb_typeof(p.value) <> 'null')"#,
        )
        .fetch_one(self.pool())
        .await
        .step("count the models without a price")
    }
}
