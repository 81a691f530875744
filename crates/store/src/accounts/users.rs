//! People.

use ropewalk_model::{OrganizationId, Timestamp, UserId};
use ropewalk_telemetry::Secret;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{LoginType, UserStatus};
use crate::{Step, Store, StoreError, expect_rows};

/// A person or service account.
#[derive(Clone, Debug)]
pub struct UserRecord {
    /// The account.
    pub id: UserId,
    /// Unique without regard to case.
    pub email: String,
    /// Unique without regard to case.
    pub username: String,
    /// For people.
    pub name: String,
    /// A picture.
    pub avatar_url: String,
    /// The argon2 PHC string; `None` = no password login.
    pub hashed_password: Option<Secret>,
    /// How they sign in.
    pub login_type: LoginType,
    /// Whether the account is in use.
    pub status: UserStatus,
    /// Roles of the deployment, without the implicit `member`.
    pub site_roles: Vec<String>,
    /// The organizations that they are a member of, the longest first.
    pub organization_ids: Vec<OrganizationId>,
    /// Last seen, to the hour.
    pub last_seen_at: Option<Timestamp>,
    /// When the account was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// An account to make.
#[derive(Clone, Debug)]
pub struct NewUser {
    /// The account.
    pub id: UserId,
    /// Its e-mail address.
    pub email: String,
    /// Its name in URLs.
    pub username: String,
    /// Its name for people.
    pub name: String,
    /// The argon2 PHC string.
    pub hashed_password: Option<Secret>,
    /// How they sign in.
    pub login_type: LoginType,
    /// Whether it is in use from the start.
    pub status: UserStatus,
    /// Roles of the deployment.
    pub site_roles: Vec<String>,
    /// Now.
    pub created_at: Timestamp,
}

/// Which people to list, ordered by user name.
#[derive(Clone, Debug, Default)]
pub struct UserFilter {
    /// A part of user name, e-mail address or name; empty = all.
    pub text: String,
    /// Only those with this status.
    pub status: Option<UserStatus>,
    /// Only those who sign in like this.
    pub login_type: Option<LoginType>,
    /// Only this one.
    pub only: Option<UserId>,
    /// Begin after this one.
    pub after: Option<UserId>,
    /// Most entries.
    pub limit: i64,
    /// Entries to skip.
    pub offset: i64,
}

struct UserRow {
    id: Uuid,
    email: String,
    username: String,
    name: String,
    avatar_url: String,
    hashed_password: Option<String>,
    login_type: String,
    status: String,
    site_roles: Vec<String>,
    organization_ids: Vec<Uuid>,
    last_seen_at: Option<Timestamp>,
    created_at: Timestamp,
    updated_at: Timestamp,
}

impl TryFrom<UserRow> for UserRecord {
    type Error = StoreError;
    fn try_from(row: UserRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            email: row.email,
            username: row.username,
            name: row.name,
            avatar_url: row.avatar_url,
            hashed_password: row.hashed_password.map(Secret::from),
            login_type: LoginType::read(&row.login_type, row.id)?,
            status: UserStatus::read(&row.status, row.id)?,
            site_roles: row.site_roles,
            organization_ids: row.organization_ids.into_iter().map(OrganizationId::from).collect(),
            last_seen_at: row.last_seen_at,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// A checked query for whole users; `$tail` is what stands after `where`.
macro_rules! user_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            UserRow,
            r#"select u.id, u.email, u.username, u.name, u.avatar_url, u.hashed_password, u.login_type, u.status,
                      u.site_roles, u.last_seen_at, u.created_at, u.updated_at,
                      array(select m.organization_id from organization_members m where m.user_id = u.id
                             order by m.created_at, m.organization_id) as "organization_ids!"
                 from users u where not u.deleted and "# + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// A person by id.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.users.by_id", skip_all, err(level = "debug"))]
    pub async fn user_by_id(&self, id: UserId) -> Result<Option<UserRecord>, StoreError> {
        let row = user_query!("u.id = $1", id.uuid()).fetch_optional(self.pool()).await;
        row.step("read a user")?.map(UserRecord::try_from).transpose()
    }

    /// A person by user name, without regard to case.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.users.by_username", skip_all, err(level = "debug"))]
    pub async fn user_by_username(&self, username: &str) -> Result<Option<UserRecord>, StoreError> {
        let row = user_query!("lower(u.username) = lower($1)", username).fetch_optional(self.pool()).await;
        row.step("read a user by name")?.map(UserRecord::try_from).transpose()
    }

    /// A person by e-mail address, without regard to case.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.users.by_email", skip_all, err(level = "debug"))]
    pub async fn user_by_email(&self, email: &str) -> Result<Option<UserRecord>, StoreError> {
        let row = user_query!("lower(u.email) = lower($1)", email).fetch_optional(self.pool()).await;
        row.step("read a user by e-mail address")?.map(UserRecord::try_from).transpose()
    }

    /// A page of people.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.users.list", skip_all, err(level = "debug"))]
    pub async fn list_users(&self, filter: &UserFilter) -> Result<Vec<UserRecord>, StoreError> {
        let rows = user_query!(
            "($1 = '' or position(lower($1) in lower(u.username)) > 0
                      or position(lower($1) in lower(u.email)) > 0
                      or position(lower($1) in lower(u.name)) > 0)
             and ($2::text is null or u.status = $2)
             and ($3::text is null or u.login_type = $3)
             and ($4::uuid is null or u.id = $4)
             and ($5::uuid is null or (lower(u.username), u.id) >
                  (select lower(a.username), a.id from users a where a.id = $5))
             order by lower(u.username), u.id limit $6 offset $7",
            filter.text,
            filter.status.map(UserStatus::as_str),
            filter.login_type.map(LoginType::as_str),
            filter.only.map(UserId::uuid),
            filter.after.map(UserId::uuid),
            filter.limit,
            filter.offset,
        )
        .fetch_all(self.pool())
        .await
        .step("list users")?;
        rows.into_iter().map(UserRecord::try_from).collect()
    }

    /// How many people a filter selects, without its page.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.users.count", skip_all, err(level = "debug"))]
    pub async fn count_users(&self, filter: &UserFilter) -> Result<i64, StoreError> {
        sqlx::query_scalar!(
            r#"select count(*) as "count!" from users u where not u.deleted
                and ($1 = '' or position(lower($1) in lower(u.username)) > 0
                      or position(lower($1) in lower(u.email)) > 0
                      or position(lower($1) in lower(u.name)) > 0)
                and ($2::text is null or u.status = $2)
                and ($3::text is null or u.login_type = $3)
                and ($4::uuid is null or u.id = $4)"#,
            filter.text,
            filter.status.map(UserStatus::as_str),
            filter.login_type.map(LoginType::as_str),
            filter.only.map(UserId::uuid),
        )
        .fetch_one(self.pool())
        .await
        .step("count users")
    }

    /// Whether anybody has an account.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.users.any", skip_all, err(level = "debug"))]
    pub async fn any_user_exists(&self) -> Result<bool, StoreError> {
        sqlx::query_scalar!(r#"select exists(select 1 from users where not deleted) as "any!""#)
            .fetch_one(self.pool())
            .await
            .step("look whether there is any user")
    }

    /// Makes an account and its memberships.
    ///
    /// # Errors
    /// [`StoreError::violates`] `users_username`, `users_email`, or `organization_members_organization_id_fkey`.
    #[tracing::instrument(name = "db.users.create", skip_all, err(level = "debug"))]
    pub async fn create_user(
        &self,
        user: &NewUser,
        organizations: &[OrganizationId],
    ) -> Result<(), StoreError> {
        let step = "make a user";
        let mut transaction = self.begin(step).await?;
        insert_user(&mut transaction, user, organizations).await?;
        transaction.commit().await.step(step)
    }

    /// Sets a new password and ends all sessions and tokens of the account.
    ///
    /// # Errors
    /// The database does not answer; [`StoreError::RowCount`] when the account is gone.
    #[tracing::instrument(name = "db.users.set_password", skip_all, err(level = "debug"))]
    pub async fn set_user_password(
        &self,
        id: UserId,
        hash: &Secret,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let step = "set a password";
        let mut transaction = self.begin(step).await?;
        let done = sqlx::query!(
            "update users set hashed_password = $2, updated_at = $3 where id = $1 and not deleted",
            id.uuid(),
            hash.expose(),
            now,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        expect_rows(step, done.rows_affected(), 1)?;
        sqlx::query!("delete from api_keys where user_id = $1", id.uuid())
            .execute(&mut *transaction)
            .await
            .step(step)?;
        transaction.commit().await.step(step)
    }
}

/// Inserts an account and its memberships into an open transaction.
pub(super) async fn insert_user(
    connection: &mut PgConnection,
    user: &NewUser,
    organizations: &[OrganizationId],
) -> Result<(), StoreError> {
    let step = "make a user";
    sqlx::query!(
        "insert into users (id, email, username, name, hashed_password, login_type, status, site_roles,
                            created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        user.id.uuid(),
        user.email,
        user.username,
        user.name,
        user.hashed_password.as_ref().map(Secret::expose),
        user.login_type.as_str(),
        user.status.as_str(),
        &user.site_roles,
        user.created_at,
    )
    .execute(&mut *connection)
    .await
    .step(step)?;
    let organizations: Vec<Uuid> = organizations.iter().map(|id| id.uuid()).collect();
    sqlx::query!(
        "insert into organization_members (organization_id, user_id, created_at, updated_at)
         select o, $2, $3, $3 from unnest($1::uuid[]) as o",
        &organizations,
        user.id.uuid(),
        user.created_at,
    )
    .execute(connection)
    .await
    .map(drop)
    .step(step)
}
