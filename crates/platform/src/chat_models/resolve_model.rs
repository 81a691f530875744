//! From a model config to everything that a call needs (chat-engine.md 2.1). For the chat engine.

use ropewalk_llm::{ModelSettings, ProviderEndpoint, ProviderKind};
use ropewalk_model::chat::ReasoningEffort;
use ropewalk_model::{ModelConfigId, UserId};
use ropewalk_store::StoreError;
use ropewalk_store::chat_models::{ModelConfigRecord, ProviderRecord};
use ropewalk_wire::chat_models::ModelCallConfig;

use super::effort_rule::EffortRule;
use super::provider_keys::{NoKey, OwnKey};
use super::views;
use crate::vault::VaultError;
use crate::{Platform, UseCaseError};

/// A model that can be called now.
#[derive(Clone, Debug)]
pub struct ResolvedModel {
    /// The model config.
    pub id: ModelConfigId,
    /// The provider's kind.
    pub provider: ProviderKind,
    /// The provider's name for people.
    pub provider_display_name: String,
    /// The provider's name of the model.
    pub model: String,
    /// The model's name for people.
    pub display_name: String,
    /// The context window, in tokens.
    pub context_limit: i64,
    /// At how many percent of the window a chat is compacted, 0 to 100.
    pub compression_threshold: i32,
    /// The settings of its calls, prices among them.
    pub call_config: ModelCallConfig,
    /// Where to call, with the key.
    pub endpoint: ProviderEndpoint,
}

/// No model can be called now. `Display` is the sentence for people; it names the provider or the model.
#[derive(Debug, thiserror::Error)]
#[error("{reason}")]
pub struct ModelUnavailable {
    /// Why.
    pub reason: ModelUnavailableReason,
    /// The cause, where there is one.
    #[source]
    source: Option<Box<UnavailableCause>>,
}

#[derive(Debug, thiserror::Error)]
enum UnavailableCause {
    #[error(transparent)]
    Vault(VaultError),
    #[error(transparent)]
    Platform(UseCaseError),
}

/// Why no model can be called.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelUnavailableReason {
    /// Nothing is configured.
    #[error("No model is set up yet. An administrator can do that in the settings.")]
    NoModel,
    /// The model is turned off.
    #[error("The model {model} is turned off. Choose another one.")]
    ModelDisabled {
        /// Its name for people.
        model: String,
    },
    /// The provider is turned off or gone.
    #[error("The provider {provider} is not set up, or turned off. Choose a model of another one.")]
    ProviderDisabled {
        /// Its name.
        provider: String,
    },
    /// The deployment has no key.
    #[error("The provider {provider} has no key. An administrator can enter one in the settings.")]
    MissingApiKey {
        /// Its name.
        provider: String,
    },
    /// The person must bring a key.
    #[error(
        "The provider {provider} wants a key of your own. You can enter one in the settings, under Account."
    )]
    UserApiKeyRequired {
        /// Its name.
        provider: String,
    },
    /// The stored key cannot be opened.
    #[error("The key of the provider {provider} cannot be opened. An administrator must enter it again.")]
    KeyUnreadable {
        /// Its name.
        provider: String,
    },
    /// The person's own stored key cannot be opened.
    #[error(
        "Your key of the provider {provider} cannot be opened. Enter it again in the settings, under Account."
    )]
    UserKeyUnreadable {
        /// Its name.
        provider: String,
    },
    /// The model that was set for titles is gone, or what is set cannot be read.
    #[error(
        "The model that is set for titles is not there any more. An administrator can choose another one in the settings."
    )]
    TitleModelGone,
    /// The database does not answer, or holds what this version cannot read. Trying again may help.
    #[error("The settings of the model cannot be read at the moment.")]
    NotReadable,
}

impl ModelUnavailableReason {
    /// Whether the same call may succeed a little later without anybody's doing.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        match self {
            Self::NotReadable => true,
            Self::NoModel
            | Self::ModelDisabled { .. }
            | Self::ProviderDisabled { .. }
            | Self::MissingApiKey { .. }
            | Self::UserApiKeyRequired { .. }
            | Self::KeyUnreadable { .. }
            | Self::UserKeyUnreadable { .. }
            | Self::TitleModelGone => false,
        }
    }
}

impl ModelUnavailable {
    /// Whether the database was away, so that nothing is known of the model.
    #[must_use]
    pub fn is_outage(&self) -> bool {
        matches!(self.source.as_deref(), Some(UnavailableCause::Platform(UseCaseError::Unavailable { .. })))
    }
}

impl From<ModelUnavailableReason> for ModelUnavailable {
    fn from(reason: ModelUnavailableReason) -> Self {
        Self { reason, source: None }
    }
}

impl From<UseCaseError> for ModelUnavailable {
    fn from(error: UseCaseError) -> Self {
        Self {
            reason: ModelUnavailableReason::NotReadable,
            source: Some(Box::new(UnavailableCause::Platform(error))),
        }
    }
}

impl From<StoreError> for ModelUnavailable {
    fn from(error: StoreError) -> Self {
        UseCaseError::from(error).into()
    }
}

impl Platform {
    /// The model of a chat: the wanted config if it exists, else the default. It acts for the chat's owner, whose own
    /// key counts where the provider allows it. The engine calls it, after the chat's own check of rights.
    ///
    /// # Errors
    /// [`ModelUnavailable`] with the reason.
    pub async fn resolve_model(
        &self,
        wanted: Option<ModelConfigId>,
        owner: UserId,
    ) -> Result<ResolvedModel, ModelUnavailable> {
        let found =
            self.store().callable_model(wanted, owner).await?.ok_or(ModelUnavailableReason::NoModel)?;
        let record = &found.config;
        if !record.draft.enabled {
            let model = record.draft.display_name.clone();
            return Err(ModelUnavailableReason::ModelDisabled { model }.into());
        }
        tracing::trace!(model_config.id = %record.id, user.id = %owner, "Resolving a model");
        let own = found.sealed_user_api_key.as_deref().map(|sealed| OwnKey { user: owner, sealed });
        self.resolve_found(record, found.provider.as_ref(), own)
    }

    fn resolve_found(
        &self,
        record: &ModelConfigRecord,
        provider: Option<&ProviderRecord>,
        own: Option<OwnKey<'_>>,
    ) -> Result<ResolvedModel, ModelUnavailable> {
        let draft = &record.draft;
        let disabled = || ModelUnavailableReason::ProviderDisabled { provider: draft.provider.clone() };
        let kind = ProviderKind::parse(&draft.provider).ok_or_else(disabled)?;
        let provider = provider.filter(|it| it.draft.enabled).ok_or_else(disabled)?;
        let name = match provider.draft.display_name.as_str() {
            "" => kind.display_name().to_owned(),
            name => name.to_owned(),
        };
        let endpoint = self.endpoint_of(kind, provider, own).map_err(|no_key| unavailable(no_key, &name))?;
        Ok(ResolvedModel {
            id: record.id,
            provider: kind,
            provider_display_name: name,
            model: draft.model.clone(),
            display_name: draft.display_name.clone(),
            context_limit: draft.context_limit,
            compression_threshold: draft.compression_threshold,
            call_config: views::call_config(record)?,
            endpoint,
        })
    }
}

fn unavailable(no_key: NoKey, provider: &str) -> ModelUnavailable {
    let provider = provider.to_owned();
    match no_key {
        NoKey::Missing => ModelUnavailableReason::MissingApiKey { provider }.into(),
        NoKey::UserKeyRequired => ModelUnavailableReason::UserApiKeyRequired { provider }.into(),
        NoKey::UserKeyUnreadable(error) => ModelUnavailable {
            reason: ModelUnavailableReason::UserKeyUnreadable { provider },
            source: Some(Box::new(UnavailableCause::Vault(error))),
        },
        NoKey::Unreadable(error) => ModelUnavailable {
            reason: ModelUnavailableReason::KeyUnreadable { provider },
            source: Some(Box::new(UnavailableCause::Vault(error))),
        },
    }
}

impl ResolvedModel {
    /// The settings of a call, as the `llm` crate takes them, with the effort that is `requested` as far as the config allows it. Values that do not fit are left to the provider; the rules for
    /// model configs keep them out.
    #[must_use]
    pub fn settings(&self, requested: Option<ReasoningEffort>) -> ModelSettings {
        let config = &self.call_config;
        let effort = EffortRule::read(self.provider, config.reasoning_effort.as_ref());
        let whole = |it: Option<i64>| it.and_then(|it| u32::try_from(it).ok());
        ModelSettings {
            max_output_tokens: whole(config.max_output_tokens),
            temperature: config.temperature,
            top_p: config.top_p,
            top_k: whole(config.top_k),
            presence_penalty: config.presence_penalty,
            frequency_penalty: config.frequency_penalty,
            reasoning_effort: effort.and_then(|it| it.effective(requested)),
            provider_options: config.provider_options.clone(),
        }
    }
}
