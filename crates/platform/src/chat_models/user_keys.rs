//! Keys that people bring for providers that allow it (chats-api.md 1.15).

use ropewalk_authz::{Action, Subject};
use ropewalk_model::ProviderConfigId;
use ropewalk_store::chat_models::{ProviderRecord, UserProviderKey};
use ropewalk_telemetry::Secret;
use ropewalk_wire::chat_models::UserChatProviderConfig;

use super::{SETTINGS, provider_rules};
use crate::vault::Purpose;
use crate::{Platform, UseCaseError};

impl Platform {
    /// The providers for which the subject may bring a key, and whether they have.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn list_user_provider_configs(
        &self,
        subject: &Subject,
    ) -> Result<Vec<UserChatProviderConfig>, UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        let providers = self.store().list_chat_providers().await?;
        let keys = self.store().user_provider_keys(subject.user_id).await?;
        let has_key = |it: &ProviderRecord| keys.iter().any(|key| key.provider_id == it.id);
        let takes_keys = |it: &&ProviderRecord| it.draft.enabled && it.draft.allow_user_api_key;
        providers.iter().filter(takes_keys).map(|it| view(it, has_key(it))).collect()
    }

    /// Stores the subject's key for a provider in the place of an earlier one.
    ///
    /// # Errors
    /// Not found; invalid for a provider that is turned off or takes no keys of people, and for a key that is empty, too long or
    /// not of the provider's form.
    pub async fn put_user_provider_key(
        &self,
        subject: &Subject,
        id: ProviderConfigId,
        key: &Secret,
    ) -> Result<UserChatProviderConfig, UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        let provider =
            self.store().chat_provider_by_id(id).await?.ok_or(UseCaseError::not_found("provider"))?;
        let kind = provider_rules::kind_of(&provider.provider)?;
        if !provider.draft.enabled {
            return Err(UseCaseError::invalid("The provider is turned off, so it takes no keys."));
        }
        if !provider.draft.allow_user_api_key {
            return Err(UseCaseError::invalid("The provider does not take keys of people."));
        }
        let key = provider_rules::clean_key(key)?
            .ok_or_else(|| UseCaseError::invalid_field("api_key", "must not be empty"))?;
        provider_rules::check_key_form(kind, &key)?;
        let sealed_api_key = self
            .vault()
            .seal(&Purpose::user_provider_api_key(subject.user_id, id), &key, self.entropy())
            .map_err(|error| UseCaseError::internal("seal a person's key of a provider", error))?;
        let stored = UserProviderKey { provider_id: id, sealed_api_key };
        if !self.store().put_user_provider_key(subject.user_id, &stored, self.now()).await? {
            return Err(UseCaseError::not_found("provider"));
        }
        view(&provider, true)
    }

    /// Removes the subject's key for a provider. One that is not there is gone already.
    ///
    /// # Errors
    /// Not found: the provider.
    pub async fn delete_user_provider_key(
        &self,
        subject: &Subject,
        id: ProviderConfigId,
    ) -> Result<(), UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        if !self.store().delete_user_provider_key(subject.user_id, id).await?
            && self.store().chat_provider_by_id(id).await?.is_none()
        {
            return Err(UseCaseError::not_found("provider"));
        }
        Ok(())
    }
}

fn view(provider: &ProviderRecord, has_user_api_key: bool) -> Result<UserChatProviderConfig, UseCaseError> {
    let kind = provider_rules::kind_of(&provider.provider)?;
    let draft = &provider.draft;
    Ok(UserChatProviderConfig {
        provider_id: provider.id,
        provider: kind.name().to_owned(),
        display_name: match draft.display_name.as_str() {
            "" => kind.display_name().to_owned(),
            name => name.to_owned(),
        },
        has_user_api_key,
        has_central_api_key_fallback: draft.allow_central_api_key_fallback
            && draft.central_api_key_enabled
            && draft.sealed_api_key.is_some(),
    })
}
