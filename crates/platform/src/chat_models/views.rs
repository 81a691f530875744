//! How providers and model configs look on the wire (chats-api.md 2.15, 2.17).

use chrono::{DateTime, Utc};
use ropewalk_llm::ProviderKind;
use ropewalk_llm::catalog::{KnownModel, Rates};
use ropewalk_model::ProviderConfigId;
use ropewalk_store::StoreError;
use ropewalk_store::chat_models::{ModelConfigRecord, ProviderRecord, ProviderSource};
use ropewalk_wire::chat_models::{
    ChatModelConfig, ChatProviderConfig, ChatProviderSource, ModelCallConfig, ModelCost, PricePerMillion,
    SuggestedModel,
};

use super::effort_rule::EffortRule;
use crate::UseCaseError;

/// The zero time of the wire, `0001-01-01T00:00:00Z` (chats-api.md 0.3), in seconds of the Unix clock.
const ZERO_TIME_SECS: i64 = -62_135_596_800;

pub(super) fn provider(record: &ProviderRecord) -> ChatProviderConfig {
    let draft = &record.draft;
    let kind_name =
        ProviderKind::parse(&record.provider).map_or(record.provider.as_str(), |it| it.display_name());
    ChatProviderConfig {
        id: record.id,
        provider: record.provider.clone(),
        display_name: if draft.display_name.is_empty() { kind_name } else { &draft.display_name }.to_owned(),
        enabled: draft.enabled,
        has_api_key: draft.sealed_api_key.is_some(),
        central_api_key_enabled: draft.central_api_key_enabled,
        allow_user_api_key: draft.allow_user_api_key,
        allow_central_api_key_fallback: draft.allow_central_api_key_fallback,
        base_url: draft.base_url.clone(),
        source: match record.source {
            ProviderSource::Database => ChatProviderSource::Database,
            ProviderSource::EnvPreset => ChatProviderSource::EnvPreset,
        },
        created_at: record.created_at,
        updated_at: record.updated_at,
    }
}

/// A provider that could be set up.
pub(super) fn supported_provider(kind: ProviderKind) -> ChatProviderConfig {
    let zero = DateTime::<Utc>::from_timestamp(ZERO_TIME_SECS, 0).unwrap_or(DateTime::<Utc>::UNIX_EPOCH);
    ChatProviderConfig {
        id: ProviderConfigId::NIL,
        provider: kind.name().to_owned(),
        display_name: kind.display_name().to_owned(),
        enabled: false,
        has_api_key: false,
        central_api_key_enabled: true,
        allow_user_api_key: false,
        allow_central_api_key_fallback: false,
        base_url: String::new(),
        source: ChatProviderSource::Supported,
        created_at: zero,
        updated_at: zero,
    }
}

pub(super) fn model_config(
    record: &ModelConfigRecord,
    providers: &[ProviderRecord],
) -> Result<ChatModelConfig, UseCaseError> {
    let draft = &record.draft;
    let call_config = call_config(record)?;
    let efforts = ProviderKind::parse(&draft.provider)
        .and_then(|kind| EffortRule::read(kind, call_config.reasoning_effort.as_ref()));
    Ok(ChatModelConfig {
        id: record.id,
        provider: draft.provider.clone(),
        ai_provider_id: providers.iter().find(|it| it.provider == draft.provider).map(|it| it.id),
        model: draft.model.clone(),
        display_name: draft.display_name.clone(),
        enabled: draft.enabled,
        is_default: record.is_default,
        context_limit: draft.context_limit,
        compression_threshold: draft.compression_threshold,
        reasoning_efforts: efforts
            .into_iter()
            .flat_map(EffortRule::selectable)
            .map(|it| it.as_str().to_owned())
            .collect(),
        model_config: (!call_config.is_empty()).then_some(call_config),
        created_at: record.created_at,
        updated_at: record.updated_at,
    })
}

/// The stored settings of a model's calls.
pub(super) fn call_config(record: &ModelConfigRecord) -> Result<ModelCallConfig, UseCaseError> {
    serde_json::from_value(record.draft.model_config.clone()).map_err(|source| {
        let source =
            StoreError::Corrupt { what: "model settings", key: record.id.to_string(), source: source.into() };
        source.into()
    })
}

pub(super) fn suggestion(known: &KnownModel) -> SuggestedModel {
    SuggestedModel {
        model: known.id.clone(),
        display_name: known.name.clone(),
        context_limit: known.context_limit,
        cost: known.price.as_ref().map(|price| cost(&price.rates)).unwrap_or_default(),
        reasoning: known.reasoning,
    }
}

/// The catalogue's usual rates. Those for long contexts are not part of a model config.
pub(super) fn cost(rates: &Rates) -> ModelCost {
    // A rate that has more decimals than a price can hold counts as unknown.
    let price = |rate: f64| PricePerMillion::parse(&rate.to_string()).ok();
    ModelCost {
        input_price_per_million_tokens: price(rates.input),
        output_price_per_million_tokens: price(rates.output),
        cache_read_price_per_million_tokens: rates.cache_read.and_then(price),
        cache_write_price_per_million_tokens: rates.cache_write.and_then(price),
    }
}
