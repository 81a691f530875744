//! Options of OpenAI (both protocols) and of compatible servers.

use serde_json::Value;

use super::fields::Fields;
use crate::ReasoningEffort;

pub(super) const EFFORTS: [&str; 6] = ["none", "minimal", "low", "medium", "high", "xhigh"];
pub(super) const LEVELS: [&str; 3] = ["low", "medium", "high"];
pub(super) const SUMMARIES: [&str; 3] = ["auto", "concise", "detailed"];
pub(super) const SERVICE_TIERS: [&str; 5] = ["auto", "default", "flex", "scale", "priority"];

/// `provider_options.openai`.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OpenAiOptions {
    pub(crate) include: Vec<String>,
    pub(crate) instructions: Option<String>,
    pub(crate) logit_bias: Option<Value>,
    pub(crate) log_probs: Option<bool>,
    pub(crate) top_log_probs: Option<u32>,
    pub(crate) max_tool_calls: Option<u32>,
    pub(crate) parallel_tool_calls: Option<bool>,
    pub(crate) user: Option<String>,
    pub(crate) reasoning_effort: Option<&'static str>,
    pub(crate) reasoning_summary: Option<&'static str>,
    pub(crate) max_completion_tokens: Option<u32>,
    pub(crate) text_verbosity: Option<&'static str>,
    pub(crate) prediction: Option<Value>,
    /// Whether OpenAI may keep the answer; default true (chat-engine.md 2.2).
    pub(crate) store: bool,
    pub(crate) metadata: Option<Value>,
    pub(crate) prompt_cache_key: Option<String>,
    pub(crate) safety_identifier: Option<String>,
    pub(crate) service_tier: Option<&'static str>,
    pub(crate) structured_outputs: bool,
    pub(crate) strict_json_schema: bool,
    pub(crate) web_search_enabled: bool,
    pub(crate) search_context_size: Option<&'static str>,
    pub(crate) allowed_domains: Vec<String>,
    /// Ours: forces (or forbids) the Responses protocol.
    pub(crate) use_responses: Option<bool>,
    /// Ours: whether the Responses protocol goes on from the answer before instead of sending the whole history; by default only
    /// where the server is OpenAI's or Azure's own.
    pub(crate) use_previous_response_id: Option<bool>,
}

/// `provider_options.openaicompat`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct OpenAiCompatOptions {
    pub(crate) user: Option<String>,
    pub(crate) reasoning_effort: Option<&'static str>,
    /// Ours: whether to ask for usage; default true. A few servers refuse `stream_options`.
    pub(crate) include_usage: bool,
}

impl OpenAiOptions {
    pub(crate) fn read(options: Option<&Value>) -> Self {
        let fields = Fields::under(options, "openai");
        Self {
            include: fields.texts("include"),
            instructions: fields.text("instructions"),
            logit_bias: fields.object("logit_bias"),
            log_probs: fields.flag("log_probs"),
            top_log_probs: fields.number("top_log_probs"),
            max_tool_calls: fields.number("max_tool_calls"),
            parallel_tool_calls: fields.flag("parallel_tool_calls"),
            user: fields.text("user"),
            reasoning_effort: fields.word("reasoning_effort", &EFFORTS),
            reasoning_summary: fields.word("reasoning_summary", &SUMMARIES),
            max_completion_tokens: fields.number("max_completion_tokens").filter(|it| *it > 0),
            text_verbosity: fields.word("text_verbosity", &LEVELS),
            prediction: fields.object("prediction"),
            store: fields.flag("store").unwrap_or(true),
            metadata: fields.object("metadata"),
            prompt_cache_key: fields.text("prompt_cache_key"),
            safety_identifier: fields.text("safety_identifier"),
            service_tier: fields.word("service_tier", &SERVICE_TIERS),
            structured_outputs: fields.flag("structured_outputs").unwrap_or_default(),
            strict_json_schema: fields.flag("strict_json_schema").unwrap_or_default(),
            web_search_enabled: fields.flag("web_search_enabled").unwrap_or_default(),
            search_context_size: fields.word("search_context_size", &LEVELS),
            allowed_domains: fields.texts("allowed_domains"),
            use_responses: fields.flag("use_responses"),
            use_previous_response_id: fields.flag("use_previous_response_id"),
        }
    }
}

impl OpenAiCompatOptions {
    pub(crate) fn read(options: Option<&Value>) -> Self {
        let fields = Fields::under(options, "openaicompat");
        Self {
            user: fields.text("user"),
            reasoning_effort: fields.word("reasoning_effort", &EFFORTS),
            include_usage: fields.flag("include_usage").unwrap_or(true),
        }
    }
}

/// OpenAI's word for an effort; its scale ends at `xhigh`.
pub(crate) const fn effort_word(effort: ReasoningEffort) -> &'static str {
    match effort {
        ReasoningEffort::None => "none",
        ReasoningEffort::Minimal => "minimal",
        ReasoningEffort::Low => "low",
        ReasoningEffort::Medium => "medium",
        ReasoningEffort::High => "high",
        ReasoningEffort::Xhigh | ReasoningEffort::Max => "xhigh",
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{OpenAiCompatOptions, OpenAiOptions};

    #[test]
    fn options_are_read_under_their_own_key_only() {
        let options = json!({
            "openai": {"reasoning_effort": "xhigh", "store": false, "service_tier": "Flex", "user": " "},
            "openaicompat": {"reasoning_effort": "low", "user": "u-1"},
        });
        let openai = OpenAiOptions::read(Some(&options));
        assert_eq!(openai.reasoning_effort, Some("xhigh"));
        assert_eq!((openai.store, openai.service_tier, openai.user), (false, Some("flex"), None));
        let compat = OpenAiCompatOptions::read(Some(&options));
        assert_eq!(
            compat,
            OpenAiCompatOptions {
                user: Some("u-1".to_owned()),
                reasoning_effort: Some("low"),
                include_usage: true
            }
        );
        assert!(OpenAiOptions::read(Some(&json!({"openaicompat": {"store": false}}))).store);
    }
}
