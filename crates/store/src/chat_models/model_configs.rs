//! The models that chats can use.

use ropewalk_model::{ModelConfigId, Timestamp};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use super::lock_model_configs;
use crate::{Step, Store, StoreError, expect_rows};

/// Most model configs in one list.
const LIST_LIMIT: i64 = 1000;

/// A model that chats can use.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelConfigRecord {
    /// The model config.
    pub id: ModelConfigId,
    /// What people may change.
    pub draft: ModelConfigDraft,
    /// Whether chats without a choice use it.
    pub is_default: bool,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// The part of a model config that people may change.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelConfigDraft {
    /// Its provider's canonical name.
    pub provider: String,
    /// The provider's name of the model.
    pub model: String,
    /// For people.
    pub display_name: String,
    /// Whether chats may use it.
    pub enabled: bool,
    /// The context window, in tokens; above 0.
    pub context_limit: i64,
    /// At how many percent of the window a chat is compacted; 0 to 100.
    pub compression_threshold: i32,
    /// The settings of its calls, as JSON.
    pub model_config: Value,
}

/// What a writer wants of the default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DefaultWish {
    /// Let it be as it is.
    Keep,
    /// Make this one the default.
    Make,
    /// Make another one the default, if there is another one that is enabled.
    Unmake,
}

/// What became of a change.
#[derive(Clone, Debug, PartialEq)]
pub enum ModelConfigWrite<E> {
    /// It was made.
    Done(ModelConfigRecord),
    /// There is no such model config.
    NotFound,
    /// Its provider is not set up, or turned off.
    ProviderNotReady,
    /// The caller's rules refused it.
    Refused(E),
}

pub(super) struct ModelConfigRow {
    pub(super) id: Uuid,
    pub(super) provider: String,
    pub(super) model: String,
    pub(super) display_name: String,
    pub(super) enabled: bool,
    pub(super) is_default: bool,
    pub(super) context_limit: i64,
    pub(super) compression_threshold: i32,
    pub(super) model_config: Value,
    pub(super) created_at: Timestamp,
    pub(super) updated_at: Timestamp,
}

impl From<ModelConfigRow> for ModelConfigRecord {
    fn from(row: ModelConfigRow) -> Self {
        Self {
            id: row.id.into(),
            draft: ModelConfigDraft {
                provider: row.provider,
                model: row.model,
                display_name: row.display_name,
                enabled: row.enabled,
                context_limit: row.context_limit,
                compression_threshold: row.compression_threshold,
                model_config: row.model_config,
            },
            is_default: row.is_default,
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A checked query for whole model configs; `$tail` is what stands after `where not deleted`.
macro_rules! model_config_query {
    ($tail:tt $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            ModelConfigRow,
            "select id, provider, model, display_name, enabled, is_default, context_limit, compression_threshold,
                    model_config, created_at, updated_at
               from chat_model_configs where not deleted " + $tail
            $(, $argument)*
        )
    };
}

impl Store {
    /// All model configs, by provider and model, at most 1,000.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_model_configs.list", skip_all, err(level = "debug"))]
    pub async fn list_model_configs(&self) -> Result<Vec<ModelConfigRecord>, StoreError> {
        let rows = model_config_query!("order by provider, lower(model), id limit $1", LIST_LIMIT)
            .fetch_all(self.pool())
            .await
            .step("list the model configs")?;
        Ok(rows.into_iter().map(ModelConfigRecord::from).collect())
    }

    /// A model config by id; deleted ones are not there.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_model_configs.by_id", skip_all, err(level = "debug"))]
    pub async fn model_config_by_id(
        &self,
        id: ModelConfigId,
    ) -> Result<Option<ModelConfigRecord>, StoreError> {
        let row = model_config_query!("and id = $1", id.uuid()).fetch_optional(self.pool()).await;
        Ok(row.step("read a model config")?.map(ModelConfigRecord::from))
    }

    /// Whether a model is there and turned on, and so is its provider.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_model_configs.is_usable", skip_all, err(level = "debug"))]
    pub async fn model_is_usable(&self, id: ModelConfigId) -> Result<bool, StoreError> {
        sqlx::query_scalar!(
            r#"select exists (
                   select from chat_model_configs m join chat_providers p on p.provider = m.provider
                    where m.id = $1 and m.enabled and not m.deleted and p.enabled) as "is_usable!""#,
            id.uuid(),
        )
        .fetch_one(self.pool())
        .await
        .step("ask whether a model can be used")
    }

    /// The default model config.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_model_configs.default", skip_all, err(level = "debug"))]
    pub async fn default_model_config(&self) -> Result<Option<ModelConfigRecord>, StoreError> {
        let row = model_config_query!("and is_default").fetch_optional(self.pool()).await;
        Ok(row.step("read the default model config")?.map(ModelConfigRecord::from))
    }

    /// Makes a model config. The first one becomes the default whatever the wish is.
    ///
    /// # Errors
    /// [`StoreError::violates`] `chat_model_configs_model` when the provider has one of that model.
    #[tracing::instrument(name = "db.chat_model_configs.create", skip_all, err(level = "debug"))]
    pub async fn create_model_config(
        &self,
        id: ModelConfigId,
        draft: &ModelConfigDraft,
        wish: DefaultWish,
        now: Timestamp,
    ) -> Result<ModelConfigWrite<std::convert::Infallible>, StoreError> {
        let step = "make a model config";
        let mut transaction = self.begin(step).await?;
        lock_model_configs(&mut transaction).await?;
        if !provider_is_ready(&mut transaction, &draft.provider).await? {
            return Ok(ModelConfigWrite::ProviderNotReady);
        }
        sqlx::query!(
            "insert into chat_model_configs (id, provider, model, display_name, enabled, context_limit,
                 compression_threshold, model_config, created_at, updated_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
            id.uuid(),
            draft.provider,
            draft.model,
            draft.display_name,
            draft.enabled,
            draft.context_limit,
            draft.compression_threshold,
            draft.model_config,
            now,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        apply_wish(&mut transaction, id, wish).await?;
        let record = read_back(&mut transaction, id).await?;
        transaction.commit().await.step(step)?;
        Ok(ModelConfigWrite::Done(record))
    }

    /// Changes a model config: `edit` sees it as it is, with other writers waiting, and changes it or refuses.
    ///
    /// # Errors
    /// As [`Store::create_model_config`].
    #[tracing::instrument(name = "db.chat_model_configs.edit", skip_all, err(level = "debug"))]
    pub async fn edit_model_config<E>(
        &self,
        id: ModelConfigId,
        now: Timestamp,
        edit: impl FnOnce(&mut ModelConfigDraft) -> Result<DefaultWish, E> + Send,
    ) -> Result<ModelConfigWrite<E>, StoreError> {
        let step = "change a model config";
        let mut transaction = self.begin(step).await?;
        lock_model_configs(&mut transaction).await?;
        let row = model_config_query!("and id = $1", id.uuid()).fetch_optional(&mut *transaction).await;
        let Some(row) = row.step(step)? else { return Ok(ModelConfigWrite::NotFound) };
        let mut draft = ModelConfigRecord::from(row).draft;
        let provider_before = draft.provider.clone();
        let wish = match edit(&mut draft) {
            Ok(wish) => wish,
            Err(refusal) => return Ok(ModelConfigWrite::Refused(refusal)),
        };
        if draft.provider != provider_before && !provider_is_ready(&mut transaction, &draft.provider).await? {
            return Ok(ModelConfigWrite::ProviderNotReady);
        }
        let done = sqlx::query!(
            "update chat_model_configs set provider = $2, model = $3, display_name = $4, enabled = $5,
                    context_limit = $6, compression_threshold = $7, model_config = $8, updated_at = $9
              where id = $1",
            id.uuid(),
            draft.provider,
            draft.model,
            draft.display_name,
            draft.enabled,
            draft.context_limit,
            draft.compression_threshold,
            draft.model_config,
            now,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        expect_rows(step, done.rows_affected(), 1)?;
        apply_wish(&mut transaction, id, wish).await?;
        let record = read_back(&mut transaction, id).await?;
        transaction.commit().await.step(step)?;
        Ok(ModelConfigWrite::Done(record))
    }

    /// Removes a model config; its row stays for the chats that used it. False when there is none.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.chat_model_configs.remove", skip_all, err(level = "debug"))]
    pub async fn remove_model_config(&self, id: ModelConfigId, now: Timestamp) -> Result<bool, StoreError> {
        let step = "remove a model config";
        let mut transaction = self.begin(step).await?;
        lock_model_configs(&mut transaction).await?;
        let done = sqlx::query!(
            "update chat_model_configs set deleted = true, is_default = false, updated_at = $2
              where id = $1 and not deleted",
            id.uuid(),
            now,
        )
        .execute(&mut *transaction)
        .await
        .step(step)?;
        if done.rows_affected() == 0 {
            return Ok(false);
        }
        repick_default(&mut transaction, None).await?;
        transaction.commit().await.step(step)?;
        Ok(true)
    }
}

/// Whether a provider is set up and turned on. Its row is locked, so that it stays so until the transaction ends.
async fn provider_is_ready(connection: &mut PgConnection, provider: &str) -> Result<bool, StoreError> {
    let found =
        sqlx::query_scalar!("select enabled from chat_providers where provider = $1 for share", provider)
            .fetch_optional(connection)
            .await
            .step("look at the provider of a model config")?;
    Ok(found == Some(true))
}

async fn apply_wish(
    connection: &mut PgConnection,
    id: ModelConfigId,
    wish: DefaultWish,
) -> Result<(), StoreError> {
    match wish {
        DefaultWish::Keep => repick_default(connection, None).await,
        DefaultWish::Unmake => {
            clear_default(connection, Some(id)).await?;
            repick_default(connection, Some(id)).await
        }
        DefaultWish::Make => {
            clear_default(connection, None).await?;
            set_default(connection, id).await
        }
    }
}

/// Picks a default when there is none, or when it is turned off while another is on: the oldest enabled one. `avoid` is
/// picked only when nothing else is enabled.
pub(super) async fn repick_default(
    connection: &mut PgConnection,
    avoid: Option<ModelConfigId>,
) -> Result<(), StoreError> {
    let step = "pick a default model";
    let picked = sqlx::query_scalar!(
        r#"select id from chat_model_configs where not deleted
            order by (is_default and enabled) desc, (enabled and $1::uuid is distinct from id) desc,
                     enabled desc, is_default desc, created_at, id
            limit 1"#,
        avoid.map(ModelConfigId::uuid),
    )
    .fetch_optional(&mut *connection)
    .await
    .step(step)?;
    let Some(picked) = picked else { return Ok(()) };
    clear_default(connection, None).await?;
    set_default(connection, picked.into()).await
}

async fn clear_default(connection: &mut PgConnection, only: Option<ModelConfigId>) -> Result<(), StoreError> {
    sqlx::query!(
        "update chat_model_configs set is_default = false
          where is_default and not deleted and ($1::uuid is null or id = $1)",
        only.map(ModelConfigId::uuid),
    )
    .execute(connection)
    .await
    .map(drop)
    .step("unset the default model")
}

async fn set_default(connection: &mut PgConnection, id: ModelConfigId) -> Result<(), StoreError> {
    let step = "set the default model";
    let done = sqlx::query!("update chat_model_configs set is_default = true where id = $1", id.uuid())
        .execute(connection)
        .await
        .step(step)?;
    expect_rows(step, done.rows_affected(), 1)
}

async fn read_back(
    connection: &mut PgConnection,
    id: ModelConfigId,
) -> Result<ModelConfigRecord, StoreError> {
    let row = model_config_query!("and id = $1", id.uuid()).fetch_one(connection).await;
    row.step("read a model config back").map(ModelConfigRecord::from)
}
