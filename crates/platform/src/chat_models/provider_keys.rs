//! Whose key a request to a provider uses (chat-engine.md 2.1, "Key resolution"), and sealing the deployment's own.

use ropewalk_llm::{ProviderEndpoint, ProviderKind};
use ropewalk_model::{ProviderConfigId, UserId};
use ropewalk_store::chat_models::{ProviderDraft, ProviderRecord};
use ropewalk_telemetry::Secret;
use url::Url;

use super::provider_rules::works_without_key;
use crate::vault::{Purpose, VaultError};
use crate::{Platform, UseCaseError};

/// Why there is no key.
#[derive(Debug)]
pub(super) enum NoKey {
    /// The deployment has none.
    Missing,
    /// The person must bring one.
    UserKeyRequired,
    /// The deployment's cannot be opened.
    Unreadable(VaultError),
    /// The person's own cannot be opened.
    UserKeyUnreadable(VaultError),
}

/// A person's own key for a provider.
#[derive(Clone, Copy, Debug)]
pub(super) struct OwnKey<'a> {
    /// Whose it is.
    pub(super) user: UserId,
    /// The key, sealed.
    pub(super) sealed: &'a [u8],
}

/// Which key would be used, as far as the settings tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum KeyChoice {
    /// The person's own.
    Own,
    /// The deployment's.
    Central,
    /// None: the provider works without.
    NotNeeded,
    /// The deployment has none.
    Missing,
    /// The person must bring one.
    UserKeyRequired,
}

/// The table of chat-engine.md 2.1.
pub(super) const fn choose_key(kind: ProviderKind, draft: &ProviderDraft, has_own: bool) -> KeyChoice {
    if draft.allow_user_api_key && has_own {
        return KeyChoice::Own;
    }
    let may_use_central = !draft.allow_user_api_key || draft.allow_central_api_key_fallback;
    let has_central = draft.central_api_key_enabled && draft.sealed_api_key.is_some();
    if has_central && may_use_central {
        KeyChoice::Central
    } else if draft.allow_user_api_key && !(draft.central_api_key_enabled && may_use_central) {
        KeyChoice::UserKeyRequired
    } else if works_without_key(kind, draft.base_url.as_str()) {
        KeyChoice::NotNeeded
    } else if draft.allow_user_api_key {
        KeyChoice::UserKeyRequired
    } else {
        KeyChoice::Missing
    }
}

impl Platform {
    /// Seals a provider's key.
    pub(super) fn seal_provider_key(
        &self,
        id: ProviderConfigId,
        key: &Secret,
    ) -> Result<Vec<u8>, UseCaseError> {
        self.vault()
            .seal(&Purpose::provider_api_key(id), key, self.entropy())
            .map_err(|error| UseCaseError::internal("seal the key of a provider", error))
    }

    /// Where a provider is, with the key to use there; `own` is that of the person on whose behalf it is used.
    pub(super) fn endpoint_of(
        &self,
        kind: ProviderKind,
        provider: &ProviderRecord,
        own: Option<OwnKey<'_>>,
    ) -> Result<ProviderEndpoint, NoKey> {
        let choice = choose_key(kind, &provider.draft, own.is_some());
        let api_key = match (choice, own, provider.draft.sealed_api_key.as_ref()) {
            (KeyChoice::Own, Some(own), _) => self
                .vault()
                .open(&Purpose::user_provider_api_key(own.user, provider.id), own.sealed)
                .map_err(NoKey::UserKeyUnreadable)?,
            (KeyChoice::Central, _, Some(sealed)) => self
                .vault()
                .open(&Purpose::provider_api_key(provider.id), sealed)
                .map_err(NoKey::Unreadable)?,
            (KeyChoice::NotNeeded, ..) => Secret::new(""),
            (KeyChoice::UserKeyRequired, ..) | (KeyChoice::Own, None, _) => {
                return Err(NoKey::UserKeyRequired);
            }
            (KeyChoice::Missing, ..) | (KeyChoice::Central, _, None) => return Err(NoKey::Missing),
        };
        let display_name = &provider.draft.display_name;
        Ok(ProviderEndpoint {
            kind,
            display_name: (!display_name.is_empty()).then(|| display_name.clone()),
            // The rules let only URLs into the database that parse.
            base_url: Url::parse(&provider.draft.base_url).ok(),
            api_key,
        })
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_llm::ProviderKind;
    use ropewalk_store::chat_models::ProviderDraft;

    use super::{KeyChoice, choose_key};

    #[test]
    fn the_key_follows_the_flags() {
        let draft = |has_key: bool, central: bool, user: bool, fallback: bool| ProviderDraft {
            display_name: String::new(),
            base_url: String::new(),
            sealed_api_key: has_key.then(Vec::new),
            enabled: true,
            central_api_key_enabled: central,
            allow_user_api_key: user,
            allow_central_api_key_fallback: fallback,
        };
        for (has_key, central, user, fallback, expected) in [
            (true, true, false, false, KeyChoice::Central),
            (true, true, true, true, KeyChoice::Central),
            (true, true, true, false, KeyChoice::UserKeyRequired),
            (true, false, true, false, KeyChoice::UserKeyRequired),
            (false, true, true, true, KeyChoice::UserKeyRequired),
            (false, true, false, false, KeyChoice::Missing),
        ] {
            let draft = draft(has_key, central, user, fallback);
            assert_eq!(choose_key(ProviderKind::Openai, &draft, false), expected, "{draft:?}");
            let with_own = if user { KeyChoice::Own } else { expected };
            assert_eq!(choose_key(ProviderKind::Openai, &draft, true), with_own, "{draft:?}");
        }
        let mut local = draft(false, true, false, false);
        "http://127.0.0.1:1/v1".clone_into(&mut local.base_url);
        assert_eq!(choose_key(ProviderKind::OpenaiCompat, &local, false), KeyChoice::NotNeeded);
        assert_eq!(choose_key(ProviderKind::Openai, &local, false), KeyChoice::Missing);
    }
}
