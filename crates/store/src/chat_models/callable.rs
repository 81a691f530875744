//! The model config that a chat's next step uses, with its provider: one statement, because each step asks for it.

use ropewalk_model::{ModelConfigId, UserId};

use super::model_configs::ModelConfigRow;
use super::providers::ProviderRow;
use super::{ModelConfigRecord, ProviderRecord};
use crate::{Step, Store, StoreError};

/// A model config and what it is called through.
#[derive(Clone, Debug)]
pub struct CallableModel {
    /// The config, with the person's own compaction threshold where they set one; it may be turned off.
    pub config: ModelConfigRecord,
    /// Its provider, if it is still set up; it may be turned off.
    pub provider: Option<ProviderRecord>,
    /// The person's own key for the provider, sealed.
    pub sealed_user_api_key: Option<Vec<u8>>,
}

impl Store {
    /// The wanted model config, or the default one when that is gone or none is wanted, as `user` can call it. `None`: nothing is
    /// configured.
    ///
    /// # Errors
    /// The database does not answer, or holds a provider that this version cannot read.
    #[tracing::instrument(name = "db.chat_model_configs.callable", skip_all, err(level = "debug"))]
    pub async fn callable_model(
        &self,
        wanted: Option<ModelConfigId>,
        user: UserId,
    ) -> Result<Option<CallableModel>, StoreError> {
        let found = sqlx::query!(
            r#"select m.id, m.provider, m.model, m.display_name, m.enabled, m.is_default, m.context_limit,
                      coalesce(t.threshold_percent, m.compression_threshold) as "compression_threshold!", m.model_config, m.created_at, m.updated_at,
                      p.id as "provider_id?", p.display_name as "provider_display_name?", p.base_url as "base_url?",
                      p.sealed_api_key, p.enabled as "provider_enabled?",
                      p.central_api_key_enabled as "central_api_key_enabled?",
                      p.allow_user_api_key as "allow_user_api_key?",
                      p.allow_central_api_key_fallback as "allow_central_api_key_fallback?", p.source as "source?",
                      p.created_at as "provider_created_at?", p.updated_at as "provider_updated_at?",
                      k.sealed_api_key as "sealed_user_api_key?"
                 from chat_model_configs m
                 left join chat_providers p on p.provider = m.provider
                 left join chat_user_provider_keys k on k.provider_id = p.id and k.user_id = $2
                 left join chat_compaction_thresholds t on t.model_config_id = m.id and t.user_id = $2
                where not m.deleted and (m.id = $1 or m.is_default)
                order by m.id = $1 desc nulls last
                limit 1"#,
            wanted.map(|id| id.uuid()),
            user.uuid(),
        )
        .fetch_optional(self.pool())
        .await
        .step("read the model of a step")?;
        let Some(row) = found else { return Ok(None) };
        let provider = match row.provider_id {
            None => None,
            Some(id) => Some(ProviderRecord::try_from(ProviderRow {
                id,
                provider: row.provider.clone(),
                display_name: row.provider_display_name.unwrap_or_default(),
                base_url: row.base_url.unwrap_or_default(),
                sealed_api_key: row.sealed_api_key,
                enabled: row.provider_enabled.unwrap_or(false),
                central_api_key_enabled: row.central_api_key_enabled.unwrap_or(false),
                allow_user_api_key: row.allow_user_api_key.unwrap_or(false),
                allow_central_api_key_fallback: row.allow_central_api_key_fallback.unwrap_or(false),
                source: row.source.unwrap_or_default(),
                created_at: row.provider_created_at.unwrap_or_default(),
                updated_at: row.provider_updated_at.unwrap_or_default(),
            })?),
        };
        let config = ModelConfigRecord::from(ModelConfigRow {
            id: row.id,
            provider: row.provider,
            model: row.model,
            display_name: row.display_name,
            enabled: row.enabled,
            is_default: row.is_default,
            context_limit: row.context_limit,
            compression_threshold: row.compression_threshold,
            model_config: row.model_config,
            created_at: row.created_at,
            updated_at: row.updated_at,
        });
        Ok(Some(CallableModel { config, provider, sealed_user_api_key: row.sealed_user_api_key }))
    }
}
