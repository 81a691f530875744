//! Changing a provider (chats-api.md 1.15).

use ropewalk_authz::Subject;
use ropewalk_model::ProviderConfigId;
use ropewalk_store::chat_models::ProviderDraft;
use ropewalk_wire::chat_models::{ChatProviderConfig, UpdateChatProviderRequest};

use super::{provider_rules, require_admin, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// Changes a provider. What the request leaves out stays.
    ///
    /// # Errors
    /// Forbidden; not found; invalid.
    pub async fn update_chat_provider(
        &self,
        subject: &Subject,
        id: ProviderConfigId,
        request: &UpdateChatProviderRequest,
    ) -> Result<ChatProviderConfig, UseCaseError> {
        require_admin(subject)?;
        let clean_key = request.api_key.as_ref().map(provider_rules::clean_key).transpose()?;
        let new_key = match &clean_key {
            Some(Some(key)) => Some(Some(self.seal_provider_key(id, key)?)),
            Some(None) => Some(None),
            None => None,
        };
        let outcome = self
            .store()
            .edit_chat_provider(id, self.now(), |provider| {
                let kind = provider_rules::kind_of(&provider.provider)?;
                if let Some(Some(key)) = &clean_key {
                    provider_rules::check_key_form(kind, key)?;
                }
                apply(request, new_key, &mut provider.draft);
                provider_rules::check(kind, &provider.draft)
            })
            .await?;
        match outcome {
            Some(Ok(provider)) => Ok(views::provider(&provider)),
            Some(Err(refusal)) => Err(refusal),
            None => Err(UseCaseError::not_found("provider")),
        }
    }
}

/// `new_key`: `None` keeps, `Some(None)` removes.
fn apply(request: &UpdateChatProviderRequest, new_key: Option<Option<Vec<u8>>>, draft: &mut ProviderDraft) {
    if let Some(name) = request.display_name.as_deref().map(str::trim).filter(|it| !it.is_empty()) {
        name.clone_into(&mut draft.display_name);
    }
    if let Some(base_url) = request.base_url.as_deref().map(str::trim) {
        base_url.clone_into(&mut draft.base_url);
    }
    if let Some(sealed) = new_key {
        draft.sealed_api_key = sealed;
    }
    let keep = |given: Option<bool>, flag: &mut bool| *flag = given.unwrap_or(*flag);
    keep(request.enabled, &mut draft.enabled);
    keep(request.central_api_key_enabled, &mut draft.central_api_key_enabled);
    keep(request.allow_user_api_key, &mut draft.allow_user_api_key);
    keep(request.allow_central_api_key_fallback, &mut draft.allow_central_api_key_fallback);
}
