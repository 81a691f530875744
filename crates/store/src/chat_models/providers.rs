//! LLM providers. Keys come and go sealed; nothing here can open them.

use ropewalk_model::{ProviderConfigId, Timestamp};
use uuid::Uuid;

use super::lock_model_configs;
use super::model_configs::repick_default;
use crate::{Step, Store, StoreError, expect_rows};

/// Most providers in one list; there is at most one per kind.
const LIST_LIMIT: i64 = 100;

/// Who set a provider up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ProviderSource {
    /// A person.
    Database,
    /// The environment of a first start.
    EnvPreset,
}

impl ProviderSource {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Database => "database",
            Self::EnvPreset => "env_preset",
        }
    }

    fn read(word: &str, key: Uuid) -> Result<Self, StoreError> {
        [Self::Database, Self::EnvPreset]
            .into_iter()
            .find(|it| it.as_str() == word)
            .ok_or_else(|| StoreError::corrupt("provider source", key, word.to_owned()))
    }
}

/// A provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderRecord {
    /// The provider.
    pub id: ProviderConfigId,
    /// Its canonical name, such as `anthropic`; unique.
    pub provider: String,
    /// What people may change.
    pub draft: ProviderDraft,
    /// Who set it up.
    pub source: ProviderSource,
    /// When it was set up.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// The part of a provider that people may change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderDraft {
    /// For people; empty = the kind's own.
    pub display_name: String,
    /// Where it is; empty = the provider's own address.
    pub base_url: String,
    /// Its key, sealed.
    pub sealed_api_key: Option<Vec<u8>>,
    /// Whether it may be used.
    pub enabled: bool,
    /// Whether the deployment's key may be used.
    pub central_api_key_enabled: bool,
    /// Whether people may bring keys of their own.
    pub allow_user_api_key: bool,
    /// Whether people without a key of their own may use the deployment's.
    pub allow_central_api_key_fallback: bool,
}

/// What became of the wish to remove a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProviderRemoval {
    /// It and its model configs are gone.
    Removed,
    /// There is none of that id.
    NotFound,
    /// Chats use these models of it.
    InUse(Vec<String>),
}

pub(super) struct ProviderRow {
    pub(super) id: Uuid,
    pub(super) provider: String,
    pub(super) display_name: String,
    pub(super) base_url: String,
    pub(super) sealed_api_key: Option<Vec<u8>>,
    pub(super) enabled: bool,
    pub(super) central_api_key_enabled: bool,
    pub(super) allow_user_api_key: bool,
    pub(super) allow_central_api_key_fallback: bool,
    pub(super) source: String,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
}

impl TryFrom<ProviderRow> for ProviderRecord {
    type Error = StoreError;
    fn try_from(row: ProviderRow) -> Result<Self, StoreError> {
        Ok(Self {
            id: row.id.into(),
            provider: row.provider,
            draft: ProviderDraft {
                display_name: row.display_name,
                base_url: row.base_url,
                sealed_api_key: row.sealed_api_key,
                enabled: row.enabled,
                central_api_key_enabled: row.central_api_key_enabled,
                allow_user_api_key: row.allow_user_api_key,
                allow_central_api_key_fallback: row.allow_central_api_key_fallback,
            },
            source: ProviderSource::read(&row.source, row.id)?,
            created_at: row.created_at,
            updated_at: row.updated_at,
        })
    }
}

/// A checked query for whole providers; `$tail` is what stands after the table's name.
macro_rules! provider_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            ProviderRow,
            "select id, provider, display_name, base_url, sealed_api_key, enabled, central_api_key_enabled,
                    allow_user_api_key, allow_central_api_key_fallback, source, created_at, updated_at
               from chat_providers " + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// All providers, by name.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_providers.list", skip_all, err(level = "debug"))]
    pub async fn list_chat_providers(&self) -> Result<Vec<ProviderRecord>, StoreError> {
        let rows = provider_query!("order by provider limit $1", LIST_LIMIT)
            .fetch_all(self.pool())
            .await
            .step("list the LLM providers")?;
        rows.into_iter().map(ProviderRecord::try_from).collect()
    }

    /// A provider by id.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_providers.by_id", skip_all, err(level = "debug"))]
    pub async fn chat_provider_by_id(
        &self,
        id: ProviderConfigId,
    ) -> Result<Option<ProviderRecord>, StoreError> {
        let row = provider_query!("where id = $1", id.uuid()).fetch_optional(self.pool()).await;
        row.step("read an LLM provider")?.map(ProviderRecord::try_from).transpose()
    }

    /// Whether any provider is set up.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_providers.any", skip_all, err(level = "debug"))]
    pub async fn any_chat_provider_exists(&self) -> Result<bool, StoreError> {
        sqlx::query_scalar!(r#"select exists(select 1 from chat_providers) as "any!""#)
            .fetch_one(self.pool())
            .await
            .step("look whether there is any LLM provider")
    }

    /// Stores a new provider.
    ///
    /// # Errors
    /// [`StoreError::violates`] `chat_providers_provider_key` when there is one of that name.
    #[tracing::instrument(name = "db.chat_providers.insert", skip_all, err(level = "debug"))]
    pub async fn insert_chat_provider(&self, provider: &ProviderRecord) -> Result<(), StoreError> {
        let draft = &provider.draft;
        sqlx::query!(
            "insert into chat_providers (id, provider, display_name, base_url, sealed_api_key, enabled,
                 central_api_key_enabled, allow_user_api_key, allow_central_api_key_fallback, source, created_at,
                 updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
            provider.id.uuid(),
            provider.provider,
            draft.display_name,
            draft.base_url,
            draft.sealed_api_key,
            draft.enabled,
            draft.central_api_key_enabled,
            draft.allow_user_api_key,
            draft.allow_central_api_key_fallback,
            provider.source.as_str(),
            provider.created_at,
            provider.updated_at,
        )
        .execute(self.pool())
        .await
        .map(drop)
        .step("store an LLM provider")
    }

    /// Changes a provider: `edit` sees it as it is, under a lock, and changes it or refuses. `None` = no such provider.
    ///
    /// # Errors
    /// The database does not answer. What `edit` refuses is inside the answer.
    #[tracing::instrument(name = "db.chat_providers.edit", skip_all, err(level = "debug"))]
    pub async fn edit_chat_provider<E>(
        &self,
        id: ProviderConfigId,
        now: Timestamp,
        edit: impl FnOnce(&mut ProviderRecord) -> Result<(), E> + Send,
    ) -> Result<Option<Result<ProviderRecord, E>>, StoreError> {
        let step = "change an LLM provider";
        let mut transaction = self.begin(step).await?;
        let row = provider_query!("where id = $1 for update", id.uuid())
            .fetch_optional(&mut *transaction)
            .await
            .step(step)?;
        let Some(row) = row else { return Ok(None) };
        let mut provider = ProviderRecord::try_from(row)?;
        if let Err(refusal) = edit(&mut provider) {
            return Ok(Some(Err(refusal)));
        }
        provider.updated_at = now;
        let draft = &provider.draft;
        let done = sqlx::query!(
            "update chat_providers set display_name = $2, base_url = $3, sealed_api_key = $4, enabled = $5,
                    central_api_key_enabled = $6, allow_user_api_key = $7, allow_central_api_key_fallback = $8,
                    updated_at = $9
              where id = $1",
            id.uuid(),
            draft.display_name,
            draft.base_url,
            draft.sealed_api_key,
            draft.enabled,
            draft.central_api_key_enabled,
            draft.allow_user_api_key,
            draft.allow_central_api_key_fallback,
            now,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        expect_rows(step, done.rows_affected(), 1)?;
        transaction.commit().await.step(step)?;
        Ok(Some(Ok(provider)))
    }

    /// Removes a provider with its model configs, unless chats use one of them.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_providers.remove", skip_all, err(level = "debug"))]
    pub async fn remove_chat_provider(
        &self,
        id: ProviderConfigId,
        now: Timestamp,
    ) -> Result<ProviderRemoval, StoreError> {
        let step = "remove an LLM provider";
        let mut transaction = self.begin(step).await?;
        lock_model_configs(&mut transaction).await?;
        let name =
            sqlx::query_scalar!("select provider from chat_providers where id = $1 for update", id.uuid())
                .fetch_optional(&mut *transaction)
                .await
                .step(step)?;
        let Some(name) = name else { return Ok(ProviderRemoval::NotFound) };
        let models = sqlx::query_scalar!(
            "select m.model from chat_model_configs m
              where m.provider = $1 and not m.deleted
                and exists(select 1 from chats c where c.last_model_config_id = m.id and not c.archived)
              order by m.model limit 20",
            name,
        )
        .fetch_all(&mut *transaction)
        .await
        .step(step)?;
        if !models.is_empty() {
            return Ok(ProviderRemoval::InUse(models));
        }
        sqlx::query!(
            "update chat_model_configs set deleted = true, is_default = false, updated_at = $2
              where provider = $1 and not deleted",
            name,
            now,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        repick_default(&mut transaction, None).await?;
        let done = sqlx::query!("delete from chat_providers where id = $1", id.uuid())
            .execute(&mut *transaction)
            .await
            .step(step)?;
        expect_rows(step, done.rows_affected(), 1)?;
        transaction.commit().await.step(step)?;
        Ok(ProviderRemoval::Removed)
    }
}
