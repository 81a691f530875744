//! References to a model, as people and configurations write them (chat-engine.md PV-2).

use std::fmt;

use crate::ProviderKind;

/// A model of a provider. `Display` gives the canonical id, `provider:model`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ModelRef {
    /// The provider.
    pub provider: ProviderKind,
    /// The provider's name of the model.
    pub model: String,
}

impl ModelRef {
    /// Reads `provider:model` or `provider/model` if the prefix is a known provider. Otherwise the whole text
    /// is the model of the configured provider, or else of the provider that the name hints at. `None` if the
    /// text is blank or nothing tells the provider.
    #[must_use]
    pub fn parse(text: &str, configured: Option<ProviderKind>) -> Option<Self> {
        let text = text.trim();
        let prefixed = text
            .split_once([':', '/'])
            .and_then(|(prefix, model)| Some((ProviderKind::parse(prefix)?, model.trim())));
        let (provider, model) = match prefixed {
            Some(it) => it,
            None => (configured.or_else(|| provider_by_name(text))?, text),
        };
        (!model.is_empty()).then(|| Self { provider, model: model.to_owned() })
    }
}

impl fmt::Display for ModelRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.provider.name(), self.model)
    }
}

/// The provider that a model's name hints at.
fn provider_by_name(model: &str) -> Option<ProviderKind> {
    let model = model.to_ascii_lowercase();
    let starts = |prefixes: &[&str]| prefixes.iter().any(|it| model.starts_with(it));
    if starts(&["claude-"]) {
        Some(ProviderKind::Anthropic)
    } else if starts(&["gpt-", "chatgpt-"]) || is_o_series(&model) {
        Some(ProviderKind::Openai)
    } else {
        None
    }
}

/// `o1`, `o3-mini`, `o4.5`: an `o`, digits, then nothing or a separator.
fn is_o_series(model: &str) -> bool {
    let Some(rest) = model.strip_prefix('o') else { return false };
    let tail = rest.trim_start_matches(|it: char| it.is_ascii_digit());
    tail.len() < rest.len() && (tail.is_empty() || tail.starts_with(['-', '.']))
}

#[cfg(test)]
mod tests {
    use super::ModelRef;
    use crate::ProviderKind;

    #[test]
    fn references_are_read() {
        let compat = Some(ProviderKind::OpenaiCompat);
        let cases = [
            ("anthropic:claude-x", None, Some("anthropic:claude-x")),
            (" OpenAI/gpt-5 ", compat, Some("openai:gpt-5")),
            ("openai-compat:qwen3:8b", None, Some("openai-compat:qwen3:8b")),
            ("qwen3:8b", compat, Some("openai-compat:qwen3:8b")),
            ("meta-llama/Llama-3", compat, Some("openai-compat:meta-llama/Llama-3")),
            ("claude-sonnet-4-6", None, Some("anthropic:claude-sonnet-4-6")),
            ("chatgpt-4o-latest", None, Some("openai:chatgpt-4o-latest")),
            ("o3", None, Some("openai:o3")),
            ("o4-mini", None, Some("openai:o4-mini")),
            ("o-mini", None, None),
            ("o3x", None, None),
            ("gemini-3-pro", None, None),
            ("anthropic:", None, None),
            ("  ", compat, None),
        ];
        for (text, configured, expected) in cases {
            let found = ModelRef::parse(text, configured).map(|it| it.to_string());
            assert_eq!(found.as_deref(), expected, "{text:?}");
        }
    }
}
