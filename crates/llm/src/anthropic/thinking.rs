//! How hard Claude thinks. Its models differ: from Claude 4.6 on they take an effort and think adaptively;
//! older ones take a budget of tokens; after 4.6 a budget is refused (Anthropic's documentation of adaptive
//! thinking). The catalogue's release dates tell them apart; a model that it does not know is taken for a new
//! one, except that a budget which somebody configured for it is sent as configured.

use serde_json::{Value, json};

use crate::catalog::KnownModel;
use crate::options::{ANTHROPIC_EFFORTS, AnthropicOptions};
use crate::{ModelSettings, ReasoningEffort};

/// Models released from this date on think adaptively (Claude Opus 4.6 was the first).
const ADAPTIVE_SINCE: &str = "2026-02-05";
/// Models released from this date on refuse a budget (Claude Opus 4.7 was the first).
const BUDGET_REFUSED_SINCE: &str = "2026-04-16";
/// The smallest budget that the API accepts.
const SMALLEST_BUDGET: u32 = 1024;

/// How a model shall think.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Thinking {
    /// Not at all.
    Off,
    /// As it sees fit, with this effort.
    Adaptive(&'static str),
    /// Within so many tokens, which count into the output limit.
    Budget(u32),
}

impl Thinking {
    /// The choice for a request. An effort beats a budget (chat-engine.md PV-11: the effective effort is the
    /// engine's decision for this very call).
    pub(super) fn choose(
        settings: &ModelSettings,
        options: &AnthropicOptions,
        known: Option<&KnownModel>,
    ) -> Self {
        if known.is_some_and(|it| !it.reasoning) {
            return Self::Off;
        }
        let released = known.map(|it| it.release_date.as_str());
        let is_adaptive = released.is_none_or(|it| it >= ADAPTIVE_SINCE);
        let refuses_budget = released.is_some_and(|it| it >= BUDGET_REFUSED_SINCE);
        let effort = match settings.reasoning_effort {
            Some(ReasoningEffort::None) => return Self::Off,
            Some(effort) => Some(effort_word(effort)),
            None => options.effort,
        };
        match (effort, options.thinking_budget) {
            (Some(effort), _) if is_adaptive => Self::Adaptive(effort),
            (Some(effort), _) => Self::Budget(budget_of(effort)),
            (None, Some(budget)) if refuses_budget => Self::Adaptive(effort_of(budget)),
            (None, Some(budget)) => Self::Budget(budget.max(SMALLEST_BUDGET)),
            (None, None) => Self::Off,
        }
    }

    /// The output limit to ask for: a budget comes on top, as far as the model allows it.
    pub(super) fn max_tokens(self, wanted: u32, known: Option<&KnownModel>) -> u32 {
        let limit = known.map_or(u32::MAX, KnownModel::output_limit_u32);
        match self {
            Self::Off | Self::Adaptive(_) => wanted.min(limit),
            Self::Budget(budget) => wanted.saturating_add(budget).min(limit).max(SMALLEST_BUDGET + 1),
        }
    }

    /// The `thinking` field. Newer models hide their thoughts unless a summary is asked for.
    pub(super) fn field(self, max_tokens: u32) -> Option<Value> {
        match self {
            Self::Off => None,
            Self::Adaptive(_) => Some(json!({"type": "adaptive", "display": "summarized"})),
            Self::Budget(budget) => {
                Some(json!({"type": "enabled", "budget_tokens": budget.min(max_tokens - 1)}))
            }
        }
    }

    /// The `output_config` field.
    pub(super) fn output_config(self) -> Option<Value> {
        match self {
            Self::Adaptive(effort) => Some(json!({"effort": effort})),
            Self::Off | Self::Budget(_) => None,
        }
    }
}

/// Anthropic's word for an effort; its scale begins at `low`.
const fn effort_word(effort: ReasoningEffort) -> &'static str {
    match effort {
        ReasoningEffort::None | ReasoningEffort::Minimal | ReasoningEffort::Low => "low",
        ReasoningEffort::Medium => "medium",
        ReasoningEffort::High => "high",
        ReasoningEffort::Xhigh => "xhigh",
        ReasoningEffort::Max => "max",
    }
}

/// The tokens that stand for each word of the effort, for models that take a budget, and the other way round.
const BUDGETS: [u32; 5] = [4096, 10_000, 16_000, 24_000, 31_999];

fn budget_of(effort: &str) -> u32 {
    let place = ANTHROPIC_EFFORTS.iter().position(|it| *it == effort).unwrap_or_default();
    BUDGETS.get(place).copied().unwrap_or(SMALLEST_BUDGET)
}

fn effort_of(budget: u32) -> &'static str {
    let place = BUDGETS.iter().position(|it| budget <= *it).unwrap_or(BUDGETS.len() - 1);
    ANTHROPIC_EFFORTS.get(place).copied().unwrap_or("max")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::Thinking;
    use crate::options::AnthropicOptions;
    use crate::{ModelSettings, ReasoningEffort, catalog};

    fn choose(model: &str, effort: Option<ReasoningEffort>, options: serde_json::Value) -> Thinking {
        let settings = ModelSettings { reasoning_effort: effort, ..ModelSettings::default() };
        let options = AnthropicOptions::read(Some(&json!({"anthropic": options})));
        Thinking::choose(&settings, &options, catalog::lookup("anthropic", model))
    }

    #[test]
    fn each_generation_gets_what_it_understands() {
        let high = Some(ReasoningEffort::High);
        let budget = json!({"thinking": {"budget_tokens": 12_000}});
        let cases = [
            ("claude-sonnet-4-6", high, json!({}), Thinking::Adaptive("high")),
            ("claude-sonnet-4-5", high, json!({}), Thinking::Budget(16_000)),
            ("claude-3-5-haiku-20241022", high, json!({}), Thinking::Off),
            ("an-unknown-model", high, json!({}), Thinking::Adaptive("high")),
            ("an-unknown-model", None, budget.clone(), Thinking::Budget(12_000)),
            ("claude-sonnet-4-6", None, budget.clone(), Thinking::Budget(12_000)),
            ("claude-opus-4-7", None, budget.clone(), Thinking::Adaptive("high")),
            ("claude-sonnet-4-6", high, budget.clone(), Thinking::Adaptive("high")),
            ("claude-sonnet-4-6", Some(ReasoningEffort::None), budget, Thinking::Off),
            ("claude-sonnet-4-6", None, json!({"effort": "low"}), Thinking::Adaptive("low")),
            ("claude-sonnet-4-6", None, json!({}), Thinking::Off),
            ("claude-sonnet-4-5", None, json!({"thinking": {"budget_tokens": 5}}), Thinking::Budget(1024)),
        ];
        for (model, effort, options, expected) in cases {
            assert_eq!(choose(model, effort, options.clone()), expected, "{model} {effort:?} {options}");
        }
    }

    #[test]
    fn a_budget_stays_below_the_output_limit() {
        let opus = catalog::lookup("anthropic", "claude-opus-4-1").expect("known");
        let thinking = Thinking::Budget(31_999);
        let max_tokens = thinking.max_tokens(32_000, Some(opus));
        assert_eq!(max_tokens, 32_000, "the model's own limit");
        assert_eq!(thinking.field(max_tokens).expect("a field")["budget_tokens"], 31_999);
        assert_eq!(Thinking::Budget(2000).max_tokens(500, None), 2500);
    }
}
