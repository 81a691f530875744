//! What a sealed secret is for. It is authenticated with the secret.

use ropewalk_model::{ProviderConfigId, UserId};

/// A place in the database that holds a sealed secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose(String);

impl Purpose {
    /// The key of an LLM provider: `chat_providers.sealed_api_key`.
    #[must_use]
    pub fn provider_api_key(provider: ProviderConfigId) -> Self {
        Self(format!("chat_providers/sealed_api_key/{provider}"))
    }

    /// A person's own key for an LLM provider: `chat_user_provider_keys.sealed_api_key`.
    #[must_use]
    pub fn user_provider_api_key(user: UserId, provider: ProviderConfigId) -> Self {
        Self(format!("chat_user_provider_keys/sealed_api_key/{user}/{provider}"))
    }

    /// The private key of notifications: the setting `vapid_keys`.
    #[must_use]
    pub fn vapid_private_key() -> Self {
        Self("site_settings/vapid_keys/private".to_owned())
    }

    /// The text that is authenticated. Never change it for an existing place: what is sealed there would not open.
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}
