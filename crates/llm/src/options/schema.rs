//! The options of each provider as a table, for checking what somebody writes into a model config.
//!
//! Reading options for a request is lenient, because what is stored may come from another version. Writing is not: a
//! misspelt name or word would otherwise do nothing, for ever and in silence.

use super::anthropic::EFFORTS as ANTHROPIC_EFFORTS;
use super::gateways::{DATA_COLLECTION, SORTS};
use super::google::THRESHOLDS;
use super::openai::{EFFORTS, LEVELS, SERVICE_TIERS, SUMMARIES};

/// One option.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) form: Form,
}

/// What an option may be; null is always allowed and means unset.
pub(super) enum Form {
    Flag,
    /// A whole number within these bounds.
    Number {
        least: i64,
        most: i64,
    },
    Text,
    /// One of these words, in any case; a blank text is unset.
    Word(&'static [&'static str]),
    Texts,
    /// A list of these words.
    Words(&'static [&'static str]),
    /// An object whose fields are the provider's business.
    Map,
    /// An object with these fields.
    Object(&'static [Field]),
    /// A list of objects with these fields.
    Objects(&'static [Field]),
}

const fn field(name: &'static str, form: Form) -> Field {
    Field { name, form }
}

/// A number of tokens, of calls or of alternatives.
const COUNT: Form = Form::Number { least: 0, most: 0xffff_ffff };
const AT_LEAST_ONE: Form = Form::Number { least: 1, most: 0xffff_ffff };

/// What Responses may add to its answer (chat-engine.md 2.2).
const INCLUDES: [&str; 3] =
    ["reasoning.encrypted_content", "file_search_call.results", "message.output_text.logprobs"];

const REASONING: [Field; 4] = [
    field("enabled", Form::Flag),
    field("exclude", Form::Flag),
    field("max_tokens", AT_LEAST_ONE),
    field("effort", Form::Word(&EFFORTS)),
];

/// The providers' keys with their options (chats-api.md 2.16).
pub(super) const PROVIDERS: [(&str, &[Field]); 6] = [
    (
        "openai",
        &[
            field("include", Form::Words(&INCLUDES)),
            field("instructions", Form::Text),
            field("logit_bias", Form::Map),
            field("log_probs", Form::Flag),
            field("top_log_probs", Form::Number { least: 0, most: 20 }),
            field("max_tool_calls", AT_LEAST_ONE),
            field("parallel_tool_calls", Form::Flag),
            field("user", Form::Text),
            field("reasoning_effort", Form::Word(&EFFORTS)),
            field("reasoning_summary", Form::Word(&SUMMARIES)),
            field("max_completion_tokens", AT_LEAST_ONE),
            field("text_verbosity", Form::Word(&LEVELS)),
            field("prediction", Form::Map),
            field("store", Form::Flag),
            field("metadata", Form::Map),
            field("prompt_cache_key", Form::Text),
            field("safety_identifier", Form::Text),
            field("service_tier", Form::Word(&SERVICE_TIERS)),
            field("structured_outputs", Form::Flag),
            field("strict_json_schema", Form::Flag),
            field("web_search_enabled", Form::Flag),
            field("search_context_size", Form::Word(&LEVELS)),
            field("allowed_domains", Form::Texts),
            field("use_responses", Form::Flag),
            field("use_previous_response_id", Form::Flag),
        ],
    ),
    (
        "anthropic",
        &[
            field("send_reasoning", Form::Flag),
            field("thinking", Form::Object(&[field("budget_tokens", AT_LEAST_ONE)])),
            field("effort", Form::Word(&ANTHROPIC_EFFORTS)),
            field("disable_parallel_tool_use", Form::Flag),
            field("web_search_enabled", Form::Flag),
            field("allowed_domains", Form::Texts),
            field("blocked_domains", Form::Texts),
        ],
    ),
    (
        "google",
        &[
            field(
                "thinking_config",
                Form::Object(&[
                    field("thinking_budget", Form::Number { least: -1, most: 0x7fff_ffff }),
                    field("include_thoughts", Form::Flag),
                ]),
            ),
            field("cached_content", Form::Text),
            field(
                "safety_settings",
                Form::Objects(&[field("category", Form::Text), field("threshold", Form::Word(&THRESHOLDS))]),
            ),
            field("threshold", Form::Word(&THRESHOLDS)),
            field("web_search_enabled", Form::Flag),
        ],
    ),
    (
        "openaicompat",
        &[
            field("user", Form::Text),
            field("reasoning_effort", Form::Word(&EFFORTS)),
            field("include_usage", Form::Flag),
        ],
    ),
    (
        "openrouter",
        &[
            field("reasoning", Form::Object(&REASONING)),
            field("extra_body", Form::Map),
            field("include_usage", Form::Flag),
            field("logit_bias", Form::Map),
            field("log_probs", Form::Flag),
            field("parallel_tool_calls", Form::Flag),
            field("user", Form::Text),
            field(
                "provider",
                Form::Object(&[
                    field("order", Form::Texts),
                    field("allow_fallbacks", Form::Flag),
                    field("require_parameters", Form::Flag),
                    field("data_collection", Form::Word(&DATA_COLLECTION)),
                    field("only", Form::Texts),
                    field("ignore", Form::Texts),
                    field("quantizations", Form::Texts),
                    field("sort", Form::Word(&SORTS)),
                ]),
            ),
        ],
    ),
    (
        "vercel",
        &[
            field("reasoning", Form::Object(&REASONING)),
            field("providerOptions", Form::Object(&ROUTING)),
            field("provider_options", Form::Object(&ROUTING)),
            field("user", Form::Text),
            field("logit_bias", Form::Map),
            field("logprobs", Form::Flag),
            field("log_probs", Form::Flag),
            field("top_logprobs", COUNT),
            field("top_log_probs", COUNT),
            field("parallel_tool_calls", Form::Flag),
            field("extra_body", Form::Map),
        ],
    ),
];

const ROUTING: [Field; 2] = [field("order", Form::Texts), field("models", Form::Texts)];
