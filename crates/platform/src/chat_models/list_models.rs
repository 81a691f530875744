//! The models to choose from (chats-api.md 1.14, 1.16).

use ropewalk_authz::{Action, Subject};
use ropewalk_llm::{ModelRef, ProviderKind, catalog};
use ropewalk_store::chat_models::{ModelConfigRecord, ProviderRecord};
use ropewalk_wire::chat_models::{
    CatalogModel, ChatModelConfig, ChatModelProvider, ChatModelsResponse,
    ModelUnavailableReason as WireReason,
};

use super::provider_keys::{KeyChoice, choose_key};
use super::{SETTINGS, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// The model configs: administrators see all, others those that are turned on.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn list_model_configs(&self, subject: &Subject) -> Result<Vec<ChatModelConfig>, UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        let sees_all = subject.can(Action::Read, &SETTINGS);
        let providers = self.store().list_chat_providers().await?;
        let records = self.store().list_model_configs().await?;
        records
            .iter()
            .filter(|it| sees_all || it.draft.enabled)
            .map(|it| views::model_config(it, &providers))
            .collect()
    }

    /// The catalogue: the providers that are set up and turned on, with their models; for administrators also those that
    /// could be set up, with the models that Ropewalk knows.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn list_chat_models(&self, subject: &Subject) -> Result<ChatModelsResponse, UseCaseError> {
        subject.authorize(Action::Use, &SETTINGS)?;
        let is_admin = subject.can(Action::Update, &SETTINGS);
        let providers = self.store().list_chat_providers().await?;
        let records = self.store().list_model_configs().await?;
        let providers = ProviderKind::ALL
            .into_iter()
            .filter_map(|kind| {
                let provider = providers.iter().find(|it| it.provider == kind.name() && it.draft.enabled);
                (provider.is_some() || is_admin).then(|| entry(kind, provider, &records, is_admin))
            })
            .collect();
        Ok(ChatModelsResponse { providers })
    }
}

fn entry(
    kind: ProviderKind,
    provider: Option<&ProviderRecord>,
    records: &[ModelConfigRecord],
    is_admin: bool,
) -> ChatModelProvider {
    let unavailable_reason = match provider.map(|it| choose_key(kind, &it.draft)) {
        Some(KeyChoice::Central | KeyChoice::NotNeeded) => None,
        Some(KeyChoice::UserKeyRequired) => Some(WireReason::UserApiKeyRequired),
        Some(KeyChoice::Missing) | None => Some(WireReason::MissingApiKey),
    };
    let models = records
        .iter()
        .filter(|it| provider.is_some() && it.draft.enabled && it.draft.provider == kind.name())
        .map(|it| CatalogModel {
            id: ModelRef { provider: kind, model: it.draft.model.clone() }.to_string(),
            provider: kind.name().to_owned(),
            model: it.draft.model.clone(),
            display_name: it.draft.display_name.clone(),
        })
        .collect();
    let known: &[catalog::KnownModel] = if is_admin { catalog::models_of(kind.name()) } else { &[] };
    ChatModelProvider {
        provider: kind.name().to_owned(),
        available: unavailable_reason.is_none(),
        unavailable_reason,
        models,
        known_models: known.iter().filter(|it| it.tool_call).map(views::suggestion).collect(),
    }
}
