//! Sessions and tokens. The secret half of a key is stored only as its SHA-256.

use ropewalk_model::{OrganizationId, Timestamp, UserId};
use uuid::Uuid;

use super::{LoginType, UserStatus};
use crate::{Step, Store, StoreError};

/// Most keys in one list.
const LIST_LIMIT: i64 = 1000;

/// A session or token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKeyRecord {
    /// The public half: ten characters.
    pub id: String,
    /// SHA-256 of the secret half.
    pub hashed_secret: Vec<u8>,
    /// Whose it is.
    pub user_id: UserId,
    /// How its person signed in; `Token` for tokens.
    pub login_type: LoginType,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// The token's name; empty for sessions.
    pub token_name: String,
    /// How long it lives from its last use, in seconds.
    pub lifetime_seconds: i64,
    /// Where it was last used from.
    pub ip: String,
    /// When it was last used, to the hour.
    pub last_used_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A key and what a decision about its person needs.
#[derive(Clone, Debug)]
pub struct KeyHolder {
    /// The key.
    pub key: ApiKeyRecord,
    /// The person's name.
    pub username: String,
    /// Whether the account is in use.
    pub status: UserStatus,
    /// Roles of the deployment.
    pub site_roles: Vec<String>,
    /// Memberships.
    pub organization_ids: Vec<OrganizationId>,
}

/// A key and its owner's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnedApiKey {
    /// The key.
    pub key: ApiKeyRecord,
    /// The owner's name.
    pub username: String,
}

/// Which tokens to list, oldest first, at most 1,000.
#[derive(Clone, Copy, Debug)]
pub struct ApiKeyFilter {
    /// Only this person's; `None` = everybody's.
    pub user: Option<UserId>,
    /// Only those that live at this moment; `None` = ended ones as well.
    pub alive_at: Option<Timestamp>,
}

struct KeyRow {
    id: String,
    hashed_secret: Vec<u8>,
    user_id: Uuid,
    login_type: String,
    scopes: Vec<String>,
    token_name: String,
    lifetime_seconds: i64,
    ip: String,
    last_used_at: Timestamp,
    expires_at: Timestamp,
    created_at: Timestamp,
    updated_at: Timestamp,
    username: String,
    user_status: String,
    site_roles: Vec<String>,
    organization_ids: Vec<Uuid>,
}

impl TryFrom<KeyRow> for KeyHolder {
    type Error = StoreError;
    fn try_from(row: KeyRow) -> Result<Self, StoreError> {
        Ok(Self {
            username: row.username,
            status: UserStatus::read(&row.user_status, row.user_id)?,
            site_roles: row.site_roles,
            organization_ids: row.organization_ids.into_iter().map(OrganizationId::from).collect(),
            key: ApiKeyRecord {
                login_type: LoginType::read(&row.login_type, &row.id)?,
                id: row.id,
                hashed_secret: row.hashed_secret,
                user_id: row.user_id.into(),
                scopes: row.scopes,
                token_name: row.token_name,
                lifetime_seconds: row.lifetime_seconds,
                ip: row.ip,
                last_used_at: row.last_used_at,
                expires_at: row.expires_at,
                created_at: row.created_at,
                updated_at: row.updated_at,
            },
        })
    }
}

/// A checked query for keys with their holders; `$tail` is what stands after `where`.
macro_rules! key_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            KeyRow,
            r#"select k.id, k.hashed_secret, k.user_id, k.login_type, k.scopes, k.token_name, k.lifetime_seconds, k.ip,
                      k.last_used_at, k.expires_at, k.created_at, k.updated_at, u.username,
                      u.status as user_status, u.site_roles,
                      array(select m.organization_id from organization_members m where m.user_id = u.id
                             order by m.created_at, m.organization_id) as "organization_ids!"
                 from api_keys k join users u on u.id = k.user_id and not u.deleted where "# + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// A key by the public half of its token, with its holder.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.api_keys.holder", skip_all, err(level = "debug"))]
    pub async fn api_key_holder(&self, id: &str) -> Result<Option<KeyHolder>, StoreError> {
        let row = key_query!("k.id = $1", id).fetch_optional(self.pool()).await;
        row.step("read an API key")?.map(KeyHolder::try_from).transpose()
    }

    /// A person's token by name, without regard to case.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.api_keys.by_name", skip_all, err(level = "debug"))]
    pub async fn token_by_name(&self, user: UserId, name: &str) -> Result<Option<ApiKeyRecord>, StoreError> {
        let row = key_query!(
            "k.user_id = $1 and lower(k.token_name) = lower($2) and k.token_name <> ''",
            user.uuid(),
            name,
        )
        .fetch_optional(self.pool())
        .await
        .step("read a token by name")?;
        Ok(row.map(KeyHolder::try_from).transpose()?.map(|holder| holder.key))
    }

    /// Tokens, without sessions.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.api_keys.list_tokens", skip_all, err(level = "debug"))]
    pub async fn list_tokens(&self, filter: ApiKeyFilter) -> Result<Vec<OwnedApiKey>, StoreError> {
        let rows = key_query!(
            "k.login_type = 'token' and ($1::uuid is null or k.user_id = $1)
             and ($2::timestamptz is null or k.expires_at > $2)
             order by k.created_at, k.id limit $3",
            filter.user.map(UserId::uuid),
            filter.alive_at,
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("list tokens")?;
        rows.into_iter()
            .map(|row| {
                let holder = KeyHolder::try_from(row)?;
                Ok(OwnedApiKey { key: holder.key, username: holder.username })
            })
            .collect()
    }

    /// Stores a new key, and forgets the person's sessions that ended more than a week ago.
    ///
    /// # Errors
    /// [`StoreError::violates`] `api_keys_token_name` when the person has a token of that name.
    #[tracing::instrument(name = "db.api_keys.insert", skip_all, err(level = "debug"))]
    pub async fn insert_api_key(&self, key: &ApiKeyRecord) -> Result<(), StoreError> {
        sqlx::query!(
            "delete from api_keys
              where user_id = $1 and token_name = '' and expires_at < $2::timestamptz - interval '7 days'",
            key.user_id.uuid(),
            key.created_at,
        )
        .execute(self.pool())
        .await
        .step("remove old sessions")?;
        sqlx::query!(
            "insert into api_keys (id, hashed_secret, user_id, login_type, scopes, token_name, lifetime_seconds, ip,
                                   last_used_at, expires_at, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            key.id,
            key.hashed_secret,
            key.user_id.uuid(),
            key.login_type.as_str(),
            &key.scopes,
            key.token_name,
            key.lifetime_seconds,
            key.ip,
            key.last_used_at,
            key.expires_at,
            key.created_at,
            key.updated_at,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("store an API key")
    }

    /// Notes that a key and its person were seen, and wakes a dormant account. The expiry only ever moves forward, and a
    /// key that ended or was removed in the meantime stays so.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.api_keys.touch", skip_all, err(level = "debug"))]
    pub async fn touch_api_key(
        &self,
        key: &ApiKeyRecord,
        expires_at: Timestamp,
        ip: &str,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let step = "note the use of an API key";
        let mut transaction = self.begin(step).await?;
        sqlx::query!(
            "update api_keys set last_used_at = greatest(last_used_at, $2), expires_at = greatest(expires_at, $3),
                    ip = $4, updated_at = $2
              where id = $1 and expires_at > $2",
            key.id,
            now,
            expires_at,
            ip,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        sqlx::query!(
            "update users set last_seen_at = greatest(last_seen_at, $2),
                    status = case status when 'dormant' then 'active' else status end
              where id = $1",
            key.user_id.uuid(),
            now,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        transaction.commit().await.step(step)
    }

    /// Ends a key now; its row stays. False when there is none, or it ended before.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.api_keys.expire", skip_all, err(level = "debug"))]
    pub async fn expire_api_key(&self, id: &str, now: Timestamp) -> Result<bool, StoreError> {
        sqlx::query!(
            "update api_keys set expires_at = $2, updated_at = $2 where id = $1 and expires_at > $2",
            id,
            now,
        )
        .execute(self.pool())
        .await
        .map(|done| done.rows_affected() == 1)
        .step("end an API key")
    }

    /// Removes a key. False when there is none.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.api_keys.delete", skip_all, err(level = "debug"))]
    pub async fn delete_api_key(&self, id: &str) -> Result<bool, StoreError> {
        sqlx::query!("delete from api_keys where id = $1", id)
            .execute(self.pool())
            .await
            .map(|done| done.rows_affected() == 1)
            .step("remove an API key")
    }
}
