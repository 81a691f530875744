//! How hard a model may be asked to think (chat-engine.md 2.3, PV-10, PV-11).

use ropewalk_llm::ProviderKind;
use ropewalk_model::chat::ReasoningEffort;
use ropewalk_wire::chat_models::ModelReasoningEffort;

/// What a model config says of the effort. A model without one leaves it to the provider, whatever is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EffortRule {
    provider: ProviderKind,
    default: Option<ReasoningEffort>,
    max: ReasoningEffort,
}

impl EffortRule {
    /// Reads the config of a model of `provider`; `None` when it has none, names a highest effort that is none, or the provider
    /// takes no effort. A default that is none counts as absent.
    pub(super) fn read(provider: ProviderKind, config: Option<&ModelReasoningEffort>) -> Option<Self> {
        let config = config?;
        let highest = *provider.efforts().last()?;
        let max = match config.max.as_deref() {
            Some(word) => ReasoningEffort::parse(word)?,
            None => highest,
        };
        let default = config.default.as_deref().and_then(ReasoningEffort::parse);
        Some(Self { provider, default, max })
    }

    /// The effort of a call: what is asked for, else the default, never above the highest.
    pub(super) fn effective(self, requested: Option<ReasoningEffort>) -> Option<ReasoningEffort> {
        requested.or(self.default).map(|it| it.min(self.max))
    }

    /// What a person can choose from, low to high.
    pub(super) fn selectable(self) -> impl Iterator<Item = ReasoningEffort> {
        self.provider.efforts().iter().copied().filter(move |it| *it <= self.max)
    }
}

/// What is wrong with the effort of a model config, with the field's name below `reasoning_effort`.
pub(super) fn problem(
    provider: Option<ProviderKind>,
    config: &ModelReasoningEffort,
) -> Option<(&'static str, String)> {
    const WORDS: &str = "must be none, minimal, low, medium, high, xhigh or max";
    if provider.is_some_and(|it| it.efforts().is_empty()) {
        return Some(("", "cannot be set: this provider takes no reasoning effort".to_owned()));
    }
    let read = |word: &Option<String>| word.as_deref().map(ReasoningEffort::parse);
    match (read(&config.default), read(&config.max)) {
        (Some(None), _) => Some((".default", WORDS.to_owned())),
        (_, Some(None)) => Some((".max", WORDS.to_owned())),
        (Some(Some(default)), Some(Some(max))) if default > max => {
            Some((".default", format!("must not be above the highest, {}", max.as_str())))
        }
        (Some(Some(_)) | None, Some(Some(_)) | None) => None,
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_llm::ProviderKind;
    use ropewalk_model::chat::ReasoningEffort::{High, Low, Max, Medium, Minimal, Xhigh};
    use ropewalk_wire::chat_models::ModelReasoningEffort;

    use super::{EffortRule, problem};

    fn config(default: Option<&str>, max: Option<&str>) -> ModelReasoningEffort {
        ModelReasoningEffort { default: default.map(str::to_owned), max: max.map(str::to_owned) }
    }

    #[test]
    fn what_is_asked_for_counts_up_to_the_highest() {
        // Default, highest, asked for, and what is sent.
        let rows = [
            (None, Some("high"), Some(Low), Some(Low)),
            (None, Some("high"), Some(Max), Some(High)),
            (Some("medium"), Some("high"), None, Some(Medium)),
            (Some("max"), Some("low"), None, Some(Low)),
            (Some("low"), None, Some(Max), Some(Max)),
            (Some("huge"), Some("high"), None, None),
            (Some("low"), Some("huge"), Some(Low), None),
            (None, None, None, None),
        ];
        for (default, max, requested, expected) in rows {
            let rule = EffortRule::read(ProviderKind::Anthropic, Some(&config(default, max)));
            let effective = rule.and_then(|it| it.effective(requested));
            assert_eq!(effective, expected, "{default:?} {max:?} {requested:?}");
        }
        assert_eq!(EffortRule::read(ProviderKind::Anthropic, None), None);
        assert_eq!(EffortRule::read(ProviderKind::Google, Some(&config(None, Some("high")))), None);
    }

    #[test]
    fn people_choose_from_what_the_provider_takes_up_to_the_highest() {
        let of = |provider, max| {
            let rule = EffortRule::read(provider, Some(&config(None, max))).unwrap();
            rule.selectable().collect::<Vec<_>>()
        };
        assert_eq!(of(ProviderKind::Anthropic, Some("medium")), [Low, Medium]);
        assert_eq!(of(ProviderKind::Openai, None), [Minimal, Low, Medium, High, Xhigh]);
        assert_eq!(of(ProviderKind::Openrouter, Some("max")), [Low, Medium, High]);
    }

    #[test]
    fn what_is_wrong_is_named() {
        let openai = Some(ProviderKind::Openai);
        for (provider, config, field) in [
            (openai, config(Some("huge"), None), Some(".default")),
            (openai, config(None, Some("huge")), Some(".max")),
            (openai, config(Some("high"), Some("low")), Some(".default")),
            (openai, config(Some("low"), Some("low")), None),
            (openai, config(None, None), None),
            (Some(ProviderKind::Google), config(None, Some("low")), Some("")),
        ] {
            assert_eq!(problem(provider, &config).map(|it| it.0), field, "{config:?}");
        }
    }
}
