//! Providers from the environment of a first start: whoever has a key set for other tools gets a ready model.

use ropewalk_llm::{ProviderKind, catalog};
use ropewalk_store::chat_models::ProviderSource;
use ropewalk_telemetry::Secret;
use ropewalk_wire::chat_models::{CreateChatModelConfigRequest, CreateChatProviderRequest};

use crate::{Platform, UseCaseError};

/// The providers that the environment names. The command line reads it, not this crate.
#[derive(Clone, Debug, Default)]
pub struct ProviderPresets {
    /// In the order of preference: the model of the first becomes the default.
    pub presets: Vec<ProviderPreset>,
}

/// One provider.
#[derive(Clone, Debug)]
pub struct ProviderPreset {
    /// Which.
    pub kind: ProviderKind,
    /// Its key; empty = none, which only compatible servers with a base URL take.
    pub api_key: Secret,
    /// Where it is; `None` = the provider's own address.
    pub base_url: Option<String>,
    /// The model to offer; `None` = the catalogue's choice, if it has one.
    pub model: Option<String>,
    /// That model's context window in tokens; `None` = the catalogue's.
    pub context_limit: Option<i64>,
}

impl Platform {
    /// Sets the providers of the environment up if no provider is set up yet; gives the names of those it did.
    pub(crate) async fn apply_provider_presets(
        &self,
        presets: &ProviderPresets,
    ) -> Result<Vec<&'static str>, UseCaseError> {
        if presets.presets.is_empty() || self.store().any_chat_provider_exists().await? {
            return Ok(Vec::new());
        }
        let mut done = Vec::new();
        for preset in &presets.presets {
            if self.apply_preset(preset).await? {
                done.push(preset.kind.display_name());
            }
        }
        Ok(done)
    }

    /// False when the environment's values break the rules, or when another server was faster. Neither stops the start.
    async fn apply_preset(&self, preset: &ProviderPreset) -> Result<bool, UseCaseError> {
        let request = CreateChatProviderRequest {
            provider: preset.kind.name().to_owned(),
            display_name: None,
            api_key: Some(preset.api_key.clone()),
            base_url: preset.base_url.clone(),
            enabled: None,
            central_api_key_enabled: None,
            allow_user_api_key: None,
            allow_central_api_key_fallback: None,
        };
        let name = preset.kind.display_name();
        match self.insert_provider(&request, ProviderSource::EnvPreset).await {
            Ok(_record) => {}
            Err(error @ UseCaseError::Invalid { .. }) => {
                tracing::warn!("{name} was not set up from the environment: {error}");
                return Ok(false);
            }
            Err(UseCaseError::Conflict { .. }) => return Ok(false),
            Err(error) => return Err(error),
        }
        let suggested = || catalog::default_model(preset.kind.name()).map(|known| known.id.clone());
        let Some(model) = preset.model.clone().or_else(suggested) else {
            tracing::info!("{name} was set up from the environment, without a model: none is named");
            return Ok(true);
        };
        let request = CreateChatModelConfigRequest {
            provider: Some(preset.kind.name().to_owned()),
            model,
            context_limit: preset.context_limit,
            ..CreateChatModelConfigRequest::default()
        };
        match self.insert_model_config(&request).await {
            Ok(_record) => Ok(true),
            Err(error @ (UseCaseError::Invalid { .. } | UseCaseError::Conflict { .. })) => {
                tracing::warn!("The model of {name} was not set up from the environment: {error}");
                Ok(true)
            }
            Err(error) => Err(error),
        }
    }
}
