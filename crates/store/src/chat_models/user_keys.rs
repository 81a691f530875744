//! Keys that people bring for a provider. They come and go sealed; nothing here can open them.

use ropewalk_model::{ProviderConfigId, Timestamp, UserId};

use crate::{Step, Store, StoreError};

/// Most keys of one person in a list; there is at most one per provider.
const LIST_LIMIT: i64 = 100;

/// A person's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UserProviderKey {
    /// The provider that it is for.
    pub provider_id: ProviderConfigId,
    /// The key, sealed.
    pub sealed_api_key: Vec<u8>,
}

impl Store {
    /// The keys of a person, by provider.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_user_provider_keys.list", skip_all, err(level = "debug"))]
    pub async fn user_provider_keys(&self, user: UserId) -> Result<Vec<UserProviderKey>, StoreError> {
        let rows = sqlx::query!(
            "select provider_id, sealed_api_key from chat_user_provider_keys
              where user_id = $1
              order by provider_id
              limit $2",
            user.uuid(),
            LIST_LIMIT,
        )
        .fetch_all(self.pool())
        .await
        .step("list a person's keys of providers")?;
        let keys = rows.into_iter().map(|row| UserProviderKey {
            provider_id: row.provider_id.into(),
            sealed_api_key: row.sealed_api_key,
        });
        Ok(keys.collect())
    }

    /// Stores a person's key in the place of an earlier one. `false`: the provider is gone.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_user_provider_keys.put", skip_all, err(level = "debug"))]
    pub async fn put_user_provider_key(
        &self,
        user: UserId,
        key: &UserProviderKey,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let put = sqlx::query!(
            "insert into chat_user_provider_keys (user_id, provider_id, sealed_api_key, created_at, updated_at)
             select $1, p.id, $3, $4, $4 from chat_providers p where p.id = $2
                 on conflict (user_id, provider_id)
                 do update set sealed_api_key = excluded.sealed_api_key, updated_at = excluded.updated_at",
            user.uuid(),
            key.provider_id.uuid(),
            key.sealed_api_key,
            now,
        )
        .execute(self.pool())
        .await
        .step("store a person's key of a provider")?;
        Ok(put.rows_affected() > 0)
    }

    /// Removes a person's key. `false`: there was none.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_user_provider_keys.delete", skip_all, err(level = "debug"))]
    pub async fn delete_user_provider_key(
        &self,
        user: UserId,
        provider: ProviderConfigId,
    ) -> Result<bool, StoreError> {
        let gone = sqlx::query!(
            "delete from chat_user_provider_keys where user_id = $1 and provider_id = $2",
            user.uuid(),
            provider.uuid(),
        )
        .execute(self.pool())
        .await
        .step("remove a person's key of a provider")?;
        Ok(gone.rows_affected() > 0)
    }
}
