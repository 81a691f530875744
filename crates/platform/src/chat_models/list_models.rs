//! The models to choose from (chats-api.md 1.14, 1.16).

use ropewalk_authz::{Action, Subject};
use ropewalk_llm::{ModelRef, ProviderKind, catalog};
use ropewalk_model::UserId;
use ropewalk_store::chat_models::{ModelConfigRecord, ProviderRecord, UserProviderKey};
use ropewalk_wire::chat_models::{
    CatalogModel, ChatModelConfig, ChatModelProvider, ChatModelsResponse,
    ModelUnavailableReason as WireReason, SuggestedModel,
};

use super::provider_keys::{NoKey, OwnKey};
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
        let own = self.store().user_provider_keys(subject.user_id).await?;
        let providers = ProviderKind::ALL
            .into_iter()
            .filter_map(|kind| {
                let provider = providers.iter().find(|it| it.provider == kind.name() && it.draft.enabled);
                if provider.is_none() && !is_admin {
                    return None;
                }
                let is_own = |it: &&ModelConfigRecord| it.draft.enabled && it.draft.provider == kind.name();
                let models = records.iter().filter(|_| provider.is_some()).filter(is_own);
                Some(ChatModelProvider {
                    models: models.map(|it| catalogue_model(kind, it)).collect(),
                    known_models: if is_admin { suggestions(kind) } else { Vec::new() },
                    reasoning_efforts: kind
                        .efforts()
                        .iter()
                        .filter(|_| is_admin)
                        .map(|it| it.as_str().to_owned())
                        .collect(),
                    ..self.availability(kind, provider, subject.user_id, &own)
                })
            })
            .collect();
        Ok(ChatModelsResponse { providers })
    }

    /// Whether this person can use a provider. It opens the key as a call would, so that a provider whose key is lost does
    /// not look ready.
    fn availability(
        &self,
        kind: ProviderKind,
        provider: Option<&ProviderRecord>,
        user: UserId,
        own: &[UserProviderKey],
    ) -> ChatModelProvider {
        let own_for = |provider: &ProviderRecord| {
            let key = own.iter().find(|it| it.provider_id == provider.id)?;
            Some(OwnKey { user, sealed: &key.sealed_api_key })
        };
        let unavailable_reason = match provider.map(|it| self.endpoint_of(kind, it, own_for(it))) {
            Some(Ok(_endpoint)) => None,
            Some(Err(NoKey::UserKeyRequired | NoKey::UserKeyUnreadable(_))) => {
                Some(WireReason::UserApiKeyRequired)
            }
            Some(Err(NoKey::Missing | NoKey::Unreadable(_))) | None => Some(WireReason::MissingApiKey),
        };
        ChatModelProvider {
            provider: kind.name().to_owned(),
            available: unavailable_reason.is_none(),
            unavailable_reason,
            models: Vec::new(),
            known_models: Vec::new(),
            reasoning_efforts: Vec::new(),
        }
    }
}

fn catalogue_model(kind: ProviderKind, record: &ModelConfigRecord) -> CatalogModel {
    CatalogModel {
        id: ModelRef { provider: kind, model: record.draft.model.clone() }.to_string(),
        provider: kind.name().to_owned(),
        model: record.draft.model.clone(),
        display_name: record.draft.display_name.clone(),
    }
}

/// The known models that can do the work: those that call tools.
fn suggestions(kind: ProviderKind) -> Vec<SuggestedModel> {
    catalog::models_of(kind.name()).iter().filter(|it| it.tool_call).map(views::suggestion).collect()
}
