//! Options of Anthropic's Messages API.

use serde_json::Value;

use super::fields::Fields;

/// The words of the effort setting, low to high.
pub(crate) const EFFORTS: [&str; 5] = ["low", "medium", "high", "xhigh", "max"];

/// `provider_options.anthropic`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AnthropicOptions {
    /// Whether earlier reasoning is sent back; default true.
    pub(crate) send_reasoning: bool,
    pub(crate) thinking_budget: Option<u32>,
    pub(crate) effort: Option<&'static str>,
    pub(crate) disable_parallel_tool_use: bool,
    pub(crate) web_search_enabled: bool,
    pub(crate) allowed_domains: Vec<String>,
    pub(crate) blocked_domains: Vec<String>,
}

impl AnthropicOptions {
    pub(crate) fn read(options: Option<&Value>) -> Self {
        let fields = Fields::under(options, "anthropic");
        Self {
            send_reasoning: fields.flag("send_reasoning").unwrap_or(true),
            thinking_budget: fields.inner("thinking").number("budget_tokens").filter(|it| *it > 0),
            effort: fields.word("effort", &EFFORTS),
            disable_parallel_tool_use: fields.flag("disable_parallel_tool_use").unwrap_or_default(),
            web_search_enabled: fields.flag("web_search_enabled").unwrap_or_default(),
            allowed_domains: fields.texts("allowed_domains"),
            blocked_domains: fields.texts("blocked_domains"),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::AnthropicOptions;

    #[test]
    fn unknown_words_and_wrong_types_are_dropped() {
        let options = json!({"anthropic": {
            "effort": " HIGH ", "thinking": {"budget_tokens": "many"}, "send_reasoning": false,
            "allowed_domains": ["docs.rs", " ", 5], "web_search_enabled": "yes",
        }});
        let read = AnthropicOptions::read(Some(&options));
        assert_eq!(
            read,
            AnthropicOptions {
                send_reasoning: false,
                thinking_budget: None,
                effort: Some("high"),
                disable_parallel_tool_use: false,
                web_search_enabled: false,
                allowed_domains: vec!["docs.rs".to_owned()],
                blocked_domains: Vec::new(),
            }
        );
        assert_eq!(AnthropicOptions::read(Some(&json!({"anthropic": {"effort": "huge"}}))).effort, None);
        assert!(AnthropicOptions::read(None).send_reasoning);
    }
}
