//! The settings of a model's calls (chats-api.md 2.15, 2.16).

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::PricePerMillion;

/// `ChatModelCallConfig`. Everything is optional; what is absent is left to the provider.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(from = "CallConfigInput")]
#[schema(as = ChatModelCallConfig)]
pub struct ModelCallConfig {
    /// The most output tokens of one answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_output_tokens: Option<i64>,
    /// Sampling temperature.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub temperature: Option<f64>,
    /// Nucleus sampling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_p: Option<f64>,
    /// Top-k sampling.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub top_k: Option<i64>,
    /// Presence penalty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub presence_penalty: Option<f64>,
    /// Frequency penalty.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frequency_penalty: Option<f64>,
    /// How hard it may be asked to think. Absent = that is left to the provider, and nobody can choose.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reasoning_effort: Option<ModelReasoningEffort>,
    /// What its tokens cost. Absent = unknown, which is not the same as free.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cost: Option<ModelCost>,
    /// Options of one provider, under the provider's key (chats-api.md 2.16).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub provider_options: Option<Value>,
}

/// How hard a model may be asked to think: `none`, `minimal`, `low`, `medium`, `high`, `xhigh` or `max` (chat-engine.md 2.3).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModelReasoningEffort {
    /// What it does when nobody chooses; absent = what its provider does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
    /// The most that people can choose; absent = the most that its provider takes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<String>,
}

/// Prices in US dollars per million tokens. Absent = unknown, `0` = free.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModelCost {
    /// Of input.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input_price_per_million_tokens: Option<PricePerMillion>,
    /// Of output, reasoning included.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output_price_per_million_tokens: Option<PricePerMillion>,
    /// Of input that the provider had in its cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache_read_price_per_million_tokens: Option<PricePerMillion>,
    /// Of input that the provider put into its cache.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cache_write_price_per_million_tokens: Option<PricePerMillion>,
}

impl ModelCallConfig {
    /// Whether nothing is set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// As sent: the prices may stand at the top level, which is the old form; the nested ones win.
#[derive(Deserialize)]
struct CallConfigInput {
    #[serde(default)]
    max_output_tokens: Option<i64>,
    #[serde(default)]
    temperature: Option<f64>,
    #[serde(default)]
    top_p: Option<f64>,
    #[serde(default)]
    top_k: Option<i64>,
    #[serde(default)]
    presence_penalty: Option<f64>,
    #[serde(default)]
    frequency_penalty: Option<f64>,
    #[serde(default)]
    reasoning_effort: Option<ModelReasoningEffort>,
    #[serde(default)]
    cost: Option<ModelCost>,
    #[serde(default)]
    provider_options: Option<Value>,
    #[serde(default)]
    input_price_per_million_tokens: Option<PricePerMillion>,
    #[serde(default)]
    output_price_per_million_tokens: Option<PricePerMillion>,
    #[serde(default)]
    cache_read_price_per_million_tokens: Option<PricePerMillion>,
    #[serde(default)]
    cache_write_price_per_million_tokens: Option<PricePerMillion>,
}

impl From<CallConfigInput> for ModelCallConfig {
    fn from(input: CallConfigInput) -> Self {
        let nested = input.cost.unwrap_or_default();
        let cost = ModelCost {
            input_price_per_million_tokens: nested
                .input_price_per_million_tokens
                .or(input.input_price_per_million_tokens),
            output_price_per_million_tokens: nested
                .output_price_per_million_tokens
                .or(input.output_price_per_million_tokens),
            cache_read_price_per_million_tokens: nested
                .cache_read_price_per_million_tokens
                .or(input.cache_read_price_per_million_tokens),
            cache_write_price_per_million_tokens: nested
                .cache_write_price_per_million_tokens
                .or(input.cache_write_price_per_million_tokens),
        };
        Self {
            max_output_tokens: input.max_output_tokens,
            temperature: input.temperature,
            top_p: input.top_p,
            top_k: input.top_k,
            presence_penalty: input.presence_penalty,
            frequency_penalty: input.frequency_penalty,
            reasoning_effort: input.reasoning_effort,
            cost: (cost != ModelCost::default()).then_some(cost),
            provider_options: input.provider_options.filter(|options| !options.is_null()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::ModelCallConfig;

    #[test]
    fn old_prices_at_the_top_are_taken_and_nested_ones_win() {
        let config: ModelCallConfig = serde_json::from_value(json!({
            "temperature": 0.5,
            "input_price_per_million_tokens": "1",
            "output_price_per_million_tokens": 9,
            "cost": {"output_price_per_million_tokens": "2.5"},
        }))
        .unwrap();
        assert_eq!(
            serde_json::to_value(&config).unwrap(),
            json!({
                "temperature": 0.5,
                "cost": {"input_price_per_million_tokens": "1", "output_price_per_million_tokens": "2.5"},
            })
        );
        assert!(!config.is_empty());
        assert!(serde_json::from_value::<ModelCallConfig>(json!({"cost": {}})).unwrap().is_empty());
    }
}
