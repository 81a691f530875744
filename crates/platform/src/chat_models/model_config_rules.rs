//! The rules for model configs (chats-api.md 1.16), and what the catalogue fills in.

use ropewalk_llm::{ProviderKind, catalog, check_provider_options};
use ropewalk_store::chat_models::ModelConfigDraft;
use ropewalk_wire::chat_models::ModelCallConfig;
use serde_json::Value;

use super::{effort_rule, views};
use crate::{FieldProblem, UseCaseError};

/// At how many percent of the window a chat is compacted, when nobody says otherwise, or something that is no percentage (PR-25).
pub const DEFAULT_COMPRESSION_THRESHOLD: i32 = 70;

const MODEL_MAX_CHARS: usize = 256;
const DISPLAY_NAME_MAX_CHARS: usize = 128;
const PROVIDER_OPTIONS_MAX_BYTES: usize = 64 * 1024;

/// The context window: what was given, or what the catalogue says.
pub(super) fn context_limit(given: Option<i64>, provider: &str, model: &str) -> Result<i64, UseCaseError> {
    if let Some(given) = given {
        return Ok(given);
    }
    catalog::lookup(provider, model).map(|known| known.context_limit).ok_or_else(|| {
        let detail = format!("is required: {model} is not among the models that Ropewalk knows");
        UseCaseError::invalid_field("context_limit", detail)
    })
}

/// The name for people: what was given, or the catalogue's, or the model's own.
pub(super) fn display_name(given: Option<&str>, provider: &str, model: &str) -> String {
    match given.map(str::trim) {
        Some(name) if !name.is_empty() => name.to_owned(),
        Some(_) | None => {
            catalog::lookup(provider, model).map_or_else(|| model.to_owned(), |known| known.name.clone())
        }
    }
}

/// The call settings as JSON, with the catalogue's prices where none are given.
pub(super) fn call_config(
    given: Option<&ModelCallConfig>,
    provider: &str,
    model: &str,
) -> Result<Value, UseCaseError> {
    let mut config = given.cloned().unwrap_or_default();
    if config.cost.is_none() {
        let price = catalog::lookup(provider, model).and_then(|known| known.price.as_ref());
        config.cost = price.map(|price| views::cost(&price.rates));
    }
    stored_call_config(&config)
}

/// The call settings as JSON.
pub(super) fn stored_call_config(config: &ModelCallConfig) -> Result<Value, UseCaseError> {
    serde_json::to_value(config)
        .map_err(|error| UseCaseError::internal("write the settings of a model as JSON", error))
}

/// Checks a model config and the call settings that came with it.
pub(super) fn check(draft: &ModelConfigDraft, config: Option<&ModelCallConfig>) -> Result<(), UseCaseError> {
    let mut problems = Vec::new();
    let mut refuse_unless = |is_fine: bool, field: &str, detail: &str| {
        if !is_fine {
            problems.push(FieldProblem::new(field, detail));
        }
    };
    refuse_unless(!draft.model.is_empty(), "model", "must not be empty");
    refuse_unless(
        draft.model.chars().count() <= MODEL_MAX_CHARS,
        "model",
        "must be at most 256 characters long",
    );
    let has_short_name = draft.display_name.chars().count() <= DISPLAY_NAME_MAX_CHARS;
    refuse_unless(has_short_name, "display_name", "must be at most 128 characters long");
    refuse_unless(draft.context_limit > 0, "context_limit", "must be above 0");
    let is_percent = (0..=100).contains(&draft.compression_threshold);
    refuse_unless(is_percent, "compression_threshold", "must be between 0 and 100");
    if let Some(config) = config {
        let is_positive = |it: Option<i64>| it.is_none_or(|it| it > 0 && u32::try_from(it).is_ok());
        let is_within = |it: Option<f64>, low: f64, high: f64| it.is_none_or(|it| (low..=high).contains(&it));
        let whole = "must be a whole number above 0";
        refuse_unless(is_positive(config.max_output_tokens), "model_config.max_output_tokens", whole);
        refuse_unless(is_positive(config.top_k), "model_config.top_k", whole);
        let temperature = is_within(config.temperature, 0.0, 2.0);
        refuse_unless(temperature, "model_config.temperature", "must be between 0 and 2");
        refuse_unless(is_within(config.top_p, 0.0, 1.0), "model_config.top_p", "must be between 0 and 1");
        for (field, penalty) in [
            ("model_config.presence_penalty", config.presence_penalty),
            ("model_config.frequency_penalty", config.frequency_penalty),
        ] {
            refuse_unless(is_within(penalty, -2.0, 2.0), field, "must be between -2 and 2");
        }
        if let Some(effort) = &config.reasoning_effort {
            let provider = ProviderKind::parse(&draft.provider);
            if let Some((field, detail)) = effort_rule::problem(provider, effort) {
                refuse_unless(false, &format!("model_config.reasoning_effort{field}"), &detail);
            }
        }
        if let Some(options) = &config.provider_options {
            let is_small = options.to_string().len() <= PROVIDER_OPTIONS_MAX_BYTES;
            let field = "model_config.provider_options";
            refuse_unless(is_small, field, "must be at most 64 KiB of JSON");
            for problem in check_provider_options(options) {
                let path =
                    if problem.field.is_empty() { String::new() } else { format!(".{}", problem.field) };
                refuse_unless(false, &format!("{field}{path}"), &problem.detail);
            }
        }
    }
    if problems.is_empty() { Ok(()) } else { Err(UseCaseError::invalid_fields(problems)) }
}
