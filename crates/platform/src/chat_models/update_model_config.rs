//! Changing a model config (chats-api.md 1.16).

use ropewalk_authz::Subject;
use ropewalk_model::ModelConfigId;
use ropewalk_store::chat_models::{DefaultWish, ModelConfigDraft, ModelConfigWrite};
use ropewalk_wire::chat_models::{ChatModelConfig, UpdateChatModelConfigRequest};

use super::create_model_config::{provider_not_ready, refusal};
use super::{model_config_rules as rules, require_admin, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// Changes a model config. What the request leaves out stays; with another model that Ropewalk knows, the context
    /// window becomes that model's unless one is given.
    ///
    /// # Errors
    /// Forbidden; not found; invalid; conflict; precondition.
    pub async fn update_model_config(
        &self,
        subject: &Subject,
        id: ModelConfigId,
        request: &UpdateChatModelConfigRequest,
    ) -> Result<ChatModelConfig, UseCaseError> {
        require_admin(subject)?;
        let provider = self.provider_name(request.provider.as_deref(), request.ai_provider_id).await?;
        let model = request.model.as_deref().map(str::trim).unwrap_or_default();
        let mut wanted_provider = provider.clone().unwrap_or_default();
        let outcome = self
            .store()
            .edit_model_config(id, self.now(), |draft| {
                apply(request, provider, draft)?;
                wanted_provider.clone_from(&draft.provider);
                rules::check(draft, request.model_config.as_ref())?;
                wish(request, draft)
            })
            .await
            .map_err(|error| refusal(error, model))?;
        match outcome {
            ModelConfigWrite::Done(record) => {
                views::model_config(&record, &self.store().list_chat_providers().await?)
            }
            ModelConfigWrite::NotFound => Err(UseCaseError::not_found("model")),
            ModelConfigWrite::ProviderNotReady => Err(provider_not_ready(&wanted_provider)),
            ModelConfigWrite::Refused(refusal) => Err(refusal),
        }
    }
}

fn apply(
    request: &UpdateChatModelConfigRequest,
    provider: Option<String>,
    draft: &mut ModelConfigDraft,
) -> Result<(), UseCaseError> {
    let not_blank =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|it| !it.is_empty()).map(str::to_owned);
    let before = (draft.provider.clone(), draft.model.clone());
    if let Some(provider) = provider {
        draft.provider = provider;
    }
    if let Some(model) = not_blank(&request.model) {
        draft.model = model;
    }
    if let Some(name) = not_blank(&request.display_name) {
        draft.display_name = name;
    }
    if let Some(context_limit) = request.context_limit {
        draft.context_limit = context_limit;
    } else if before != (draft.provider.clone(), draft.model.clone())
        && let Some(known) = ropewalk_llm::catalog::lookup(&draft.provider, &draft.model)
    {
        draft.context_limit = known.context_limit;
    }
    draft.enabled = request.enabled.unwrap_or(draft.enabled);
    draft.compression_threshold = request.compression_threshold.unwrap_or(draft.compression_threshold);
    if let Some(config) = &request.model_config {
        draft.model_config = rules::stored_call_config(config)?;
    }
    Ok(())
}

fn wish(
    request: &UpdateChatModelConfigRequest,
    draft: &ModelConfigDraft,
) -> Result<DefaultWish, UseCaseError> {
    match request.is_default {
        Some(true) if !draft.enabled => {
            Err(UseCaseError::invalid_field("is_default", "must be false for a model that is turned off"))
        }
        Some(true) => Ok(DefaultWish::Make),
        Some(false) => Ok(DefaultWish::Unmake),
        None => Ok(DefaultWish::Keep),
    }
}
