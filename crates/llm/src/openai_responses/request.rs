//! The body of a request.

use serde_json::{Value, json};

use super::history::{SystemRole, input};
use crate::options::{OpenAiOptions, effort_word};
use crate::request::{Body, DEFAULT_MAX_OUTPUT_TOKENS};
use crate::{ModelRequest, ModelSettings, ProviderKind, ToolChoice, ToolDefinition, catalog};

/// What is always asked for, so that reasoning can be sent back.
const SEALED_REASONING: &str = "reasoning.encrypted_content";
/// The other extras that may be asked for (chat-engine.md 2.2).
const EXTRAS: [&str; 2] = ["file_search_call.results", "message.output_text.logprobs"];
const LOG_PROBS: &str = "message.output_text.logprobs";
/// What the found pages of a search come with.
const SEARCH_SOURCES: &str = "web_search_call.action.sources";
/// The tiers of this API (chat-engine.md 2.2); others are dropped.
const SERVICE_TIERS: [&str; 3] = ["auto", "flex", "priority"];

pub(super) fn body(request: &ModelRequest) -> Value {
    let settings = &request.settings;
    let known = catalog::lookup(ProviderKind::Openai.name(), &request.model);
    let options = OpenAiOptions::read(settings.provider_options.as_ref());
    let reasons = known.is_none_or(|it| it.reasoning);
    let system = if reasons { SystemRole::Developer } else { SystemRole::System };
    let wanted = settings.max_output_tokens.unwrap_or(DEFAULT_MAX_OUTPUT_TOKENS);
    let tools = tools(&request.tools, &options);
    let has_tools = !tools.is_empty();

    let mut body = Body::default();
    body.set("model", &request.model);
    body.set("input", input(&request.messages, system));
    body.set("previous_response_id", &request.previous_response_id);
    body.set("stream", true);
    body.set("store", options.store);
    body.set("include", include(&options));
    body.set("max_output_tokens", known.map_or(wanted, |it| wanted.min(it.output_limit_u32())));
    body.set("tools", has_tools.then_some(tools));
    body.set("tool_choice", has_tools.then(|| tool_choice(request.tool_choice)).flatten());
    body.set("parallel_tool_calls", has_tools.then_some(options.parallel_tool_calls));
    body.set("max_tool_calls", has_tools.then_some(options.max_tool_calls));
    if reasons {
        body.set("reasoning", reasoning(settings, &options));
    }
    if known.is_none_or(|it| it.sampling) {
        body.set("temperature", settings.temperature);
        body.set("top_p", settings.top_p);
    }
    body.set("instructions", &options.instructions);
    body.set("metadata", &options.metadata);
    body.set("prompt_cache_key", &options.prompt_cache_key);
    body.set("safety_identifier", &options.safety_identifier);
    body.set("service_tier", options.service_tier.filter(|it| SERVICE_TIERS.contains(it)));
    body.set("text", options.text_verbosity.map(|it| json!({"verbosity": it})));
    body.set("top_logprobs", options.top_log_probs);
    body.set("user", &options.user);
    body.finish()
}

/// The extras that are known, each once.
fn include(options: &OpenAiOptions) -> Vec<&'static str> {
    let asks = |extra: &str| options.include.iter().any(|it| it == extra);
    let wants_log_probs = options.log_probs == Some(true) || options.top_log_probs.is_some();
    let mut include = vec![SEALED_REASONING];
    include.extend(EXTRAS.into_iter().filter(|it| asks(it) || (*it == LOG_PROBS && wants_log_probs)));
    if options.web_search_enabled {
        include.push(SEARCH_SOURCES);
    }
    include
}

/// The engine's effective effort beats the configured one.
fn reasoning(settings: &ModelSettings, options: &OpenAiOptions) -> Option<Value> {
    let mut reasoning = Body::default();
    reasoning.set("effort", settings.reasoning_effort.map(effort_word).or(options.reasoning_effort));
    reasoning.set("summary", options.reasoning_summary);
    let reasoning = reasoning.finish();
    (reasoning != json!({})).then_some(reasoning)
}

/// Without `strict`, the API would change schemas that are not strict.
fn tools(tools: &[ToolDefinition], options: &OpenAiOptions) -> Vec<Value> {
    let own = tools.iter().map(|it| {
        json!({"type": "function", "name": it.name, "description": it.description,
            "parameters": it.input_schema, "strict": options.strict_json_schema})
    });
    let mut tools: Vec<Value> = own.collect();
    if options.web_search_enabled {
        let mut search = Body::default();
        search.set("type", "web_search");
        search.set("search_context_size", options.search_context_size);
        let domains = &options.allowed_domains;
        search.set("filters", (!domains.is_empty()).then(|| json!({"allowed_domains": domains})));
        tools.push(search.finish());
    }
    tools
}

/// `None` leaves the default: the model decides.
const fn tool_choice(choice: ToolChoice) -> Option<&'static str> {
    match choice {
        ToolChoice::Auto => None,
        ToolChoice::None => Some("none"),
        ToolChoice::Required => Some("required"),
    }
}
