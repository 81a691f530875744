//! Making a model config (chats-api.md 1.16).

use ropewalk_authz::Subject;
use ropewalk_model::ProviderConfigId;
use ropewalk_store::StoreError;
use ropewalk_store::chat_models::{DefaultWish, ModelConfigDraft, ModelConfigRecord, ModelConfigWrite};
use ropewalk_wire::chat_models::{ChatModelConfig, CreateChatModelConfigRequest};

use super::model_config_rules::{self as rules, DEFAULT_COMPRESSION_THRESHOLD};
use super::{provider_rules, require_admin, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// Makes a model config. What the request leaves out is taken from the catalogue of known models.
    ///
    /// # Errors
    /// Forbidden; invalid; conflict when the provider has a config of that model; precondition when the provider is not
    /// set up or turned off.
    pub async fn create_model_config(
        &self,
        subject: &Subject,
        request: &CreateChatModelConfigRequest,
    ) -> Result<ChatModelConfig, UseCaseError> {
        require_admin(subject)?;
        let record = self.insert_model_config(request).await?;
        views::model_config(&record, &self.store().list_chat_providers().await?)
    }

    pub(super) async fn insert_model_config(
        &self,
        request: &CreateChatModelConfigRequest,
    ) -> Result<ModelConfigRecord, UseCaseError> {
        let provider = self.provider_name(request.provider.as_deref(), request.ai_provider_id).await?;
        let provider = provider.ok_or_else(|| UseCaseError::invalid_field("provider", "is required"))?;
        let model = request.model.trim();
        if model.is_empty() {
            return Err(UseCaseError::invalid_field("model", "must not be empty"));
        }
        let draft = ModelConfigDraft {
            model: model.to_owned(),
            display_name: rules::display_name(request.display_name.as_deref(), &provider, model),
            enabled: request.enabled.unwrap_or(true),
            context_limit: rules::context_limit(request.context_limit, &provider, model)?,
            compression_threshold: request.compression_threshold.unwrap_or(DEFAULT_COMPRESSION_THRESHOLD),
            model_config: rules::call_config(request.model_config.as_ref(), &provider, model)?,
            provider,
        };
        rules::check(&draft, request.model_config.as_ref())?;
        let wish = match request.is_default {
            Some(true) if !draft.enabled => {
                return Err(UseCaseError::invalid_field(
                    "is_default",
                    "must be false for a model that is turned off",
                ));
            }
            Some(true) => DefaultWish::Make,
            Some(false) | None => DefaultWish::Keep,
        };
        let id = self.entropy().uuid().into();
        let outcome = self.store().create_model_config(id, &draft, wish, self.now()).await;
        match outcome.map_err(|error| refusal(error, &draft.model))? {
            ModelConfigWrite::Done(record) => Ok(record),
            ModelConfigWrite::ProviderNotReady => Err(provider_not_ready(&draft.provider)),
            ModelConfigWrite::NotFound => Err(UseCaseError::not_found("model")),
            ModelConfigWrite::Refused(never) => match never {},
        }
    }

    /// The provider that a request names, by name or by id; `None` when it names none.
    pub(super) async fn provider_name(
        &self,
        name: Option<&str>,
        id: Option<ProviderConfigId>,
    ) -> Result<Option<String>, UseCaseError> {
        if let Some(name) = name.filter(|it| !it.trim().is_empty()) {
            return provider_rules::kind_of(name).map(|kind| Some(kind.name().to_owned()));
        }
        let Some(id) = id else { return Ok(None) };
        match self.store().chat_provider_by_id(id).await? {
            Some(provider) => Ok(Some(provider.provider)),
            None => Err(UseCaseError::invalid_field("ai_provider_id", "is no provider")),
        }
    }
}

pub(super) fn refusal(error: StoreError, model: &str) -> UseCaseError {
    if error.violates("chat_model_configs_model") {
        UseCaseError::taken("model", model)
    } else {
        error.into()
    }
}

pub(super) fn provider_not_ready(provider: &str) -> UseCaseError {
    UseCaseError::Precondition {
        message: format!("The provider {provider} is not set up, or turned off. Set it up first."),
    }
}
