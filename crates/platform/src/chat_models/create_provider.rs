//! Setting a provider up (chats-api.md 1.15).

use ropewalk_authz::Subject;
use ropewalk_model::ProviderConfigId;
use ropewalk_store::chat_models::{ProviderDraft, ProviderRecord, ProviderSource};
use ropewalk_wire::chat_models::{ChatProviderConfig, CreateChatProviderRequest};

use super::{provider_rules, require_admin, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// Sets a provider up.
    ///
    /// # Errors
    /// Forbidden; invalid; conflict when it is set up already.
    pub async fn create_chat_provider(
        &self,
        subject: &Subject,
        request: &CreateChatProviderRequest,
    ) -> Result<ChatProviderConfig, UseCaseError> {
        require_admin(subject)?;
        self.insert_provider(request, ProviderSource::Database).await.map(|it| views::provider(&it))
    }

    /// Checks, seals and stores.
    pub(super) async fn insert_provider(
        &self,
        request: &CreateChatProviderRequest,
        source: ProviderSource,
    ) -> Result<ProviderRecord, UseCaseError> {
        let kind = provider_rules::kind_of(&request.provider)?;
        let id = ProviderConfigId::from(self.entropy().uuid());
        let key = match &request.api_key {
            Some(key) => provider_rules::clean_key(key)?,
            None => None,
        };
        if let Some(key) = &key {
            provider_rules::check_key_form(kind, key)?;
        }
        let sealed_api_key = key.map(|key| self.seal_provider_key(id, &key)).transpose()?;
        let text = |field: &Option<String>| field.as_deref().unwrap_or_default().trim().to_owned();
        let draft = ProviderDraft {
            display_name: text(&request.display_name),
            base_url: text(&request.base_url),
            sealed_api_key,
            enabled: request.enabled.unwrap_or(true),
            central_api_key_enabled: request.central_api_key_enabled.unwrap_or(true),
            allow_user_api_key: request.allow_user_api_key.unwrap_or(false),
            allow_central_api_key_fallback: request.allow_central_api_key_fallback.unwrap_or(false),
        };
        provider_rules::check(kind, &draft)?;
        let now = self.now();
        let provider = kind.name().to_owned();
        let record = ProviderRecord { id, provider, draft, source, created_at: now, updated_at: now };
        self.store().insert_chat_provider(&record).await.map_err(|error| {
            if error.violates("chat_providers_provider_key") {
                UseCaseError::conflict(format!(
                    "{} is set up already: change it instead.",
                    kind.display_name()
                ))
            } else {
                error.into()
            }
        })?;
        Ok(record)
    }
}
