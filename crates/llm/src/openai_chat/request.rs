//! The body of a request. OpenAI itself and compatible servers share the shape; their options differ.

use serde_json::{Value, json};

use super::history::messages;
use crate::options::{
    GatewayReasoning, OpenAiCompatOptions, OpenAiOptions, OpenrouterOptions, VercelOptions, effort_word,
};
use crate::request::{Body, DEFAULT_MAX_OUTPUT_TOKENS};
use crate::{ModelRequest, ProviderKind, ToolChoice, ToolDefinition, catalog};

/// Whether tools' arguments must follow their schema exactly.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Schema {
    Strict,
    Loose,
}

pub(super) fn body(kind: ProviderKind, request: &ModelRequest) -> Value {
    let mut body = Body::default();
    body.set("model", &request.model);
    body.set("messages", messages(kind, &request.messages));
    body.set("stream", true);
    match kind {
        ProviderKind::Openai | ProviderKind::Azure => set_openai(kind, request, &mut body),
        ProviderKind::Openrouter => set_openrouter(request, &mut body),
        ProviderKind::Vercel => set_vercel(request, &mut body),
        ProviderKind::Anthropic
        | ProviderKind::Bedrock
        | ProviderKind::Google
        | ProviderKind::OpenaiCompat => {
            set_compat(request, &mut body);
        }
    }
    body.finish()
}

fn set_openai(kind: ProviderKind, request: &ModelRequest, body: &mut Body) {
    let settings = &request.settings;
    let options = OpenAiOptions::read(settings.provider_options.as_ref());
    let known = catalog::lookup(kind.name(), &request.model);
    let wanted =
        options.max_completion_tokens.or(settings.max_output_tokens).unwrap_or(DEFAULT_MAX_OUTPUT_TOKENS);
    body.set("stream_options", json!({"include_usage": true}));
    body.set("max_completion_tokens", known.map_or(wanted, |it| wanted.min(it.output_limit_u32())));
    set_tools(request, if options.structured_outputs { Schema::Strict } else { Schema::Loose }, body);
    if !request.tools.is_empty() {
        body.set("parallel_tool_calls", options.parallel_tool_calls);
    }
    if known.is_none_or(|it| it.reasoning) {
        body.set("reasoning_effort", settings.reasoning_effort.map(effort_word).or(options.reasoning_effort));
    }
    if known.is_none_or(|it| it.sampling) {
        set_sampling(request, body);
    }
    body.set("logit_bias", &options.logit_bias);
    body.set("logprobs", options.log_probs.or(options.top_log_probs.map(|_| true)));
    body.set("top_logprobs", options.top_log_probs);
    body.set("user", &options.user);
    body.set("verbosity", options.text_verbosity);
    body.set("prediction", &options.prediction);
    body.set("store", options.store);
    body.set("metadata", &options.metadata);
    body.set("prompt_cache_key", &options.prompt_cache_key);
    body.set("safety_identifier", &options.safety_identifier);
    body.set("service_tier", options.service_tier);
}

/// Compatible servers know the older `max_tokens`, and many sample by `top_k`.
fn set_compat(request: &ModelRequest, body: &mut Body) {
    let settings = &request.settings;
    let options = OpenAiCompatOptions::read(settings.provider_options.as_ref());
    body.set("stream_options", options.include_usage.then(|| json!({"include_usage": true})));
    body.set("max_tokens", settings.max_output_tokens.unwrap_or(DEFAULT_MAX_OUTPUT_TOKENS));
    set_tools(request, Schema::Loose, body);
    body.set("reasoning_effort", settings.reasoning_effort.map(effort_word).or(options.reasoning_effort));
    set_sampling(request, body);
    body.set("top_k", settings.top_k);
    body.set("user", &options.user);
}

/// OpenRouter asks for usage in a field of its own, and takes reasoning as an object.
fn set_openrouter(request: &ModelRequest, body: &mut Body) {
    let settings = &request.settings;
    let options = OpenrouterOptions::read(settings.provider_options.as_ref());
    set_gateway(ProviderKind::Openrouter, request, &options.reasoning, options.parallel_tool_calls, body);
    body.set("usage", options.include_usage.then(|| json!({"include": true})));
    body.set("top_k", settings.top_k);
    body.set("logit_bias", &options.logit_bias);
    body.set("logprobs", options.log_probs);
    body.set("user", &options.user);
    body.set("provider", &options.provider);
    body.set_missing(options.extra_body);
}

fn set_vercel(request: &ModelRequest, body: &mut Body) {
    let options = VercelOptions::read(request.settings.provider_options.as_ref());
    set_gateway(ProviderKind::Vercel, request, &options.reasoning, options.parallel_tool_calls, body);
    body.set("stream_options", json!({"include_usage": true}));
    body.set("logit_bias", &options.logit_bias);
    body.set("logprobs", options.log_probs.or(options.top_log_probs.map(|_| true)));
    body.set("top_logprobs", options.top_log_probs);
    body.set("user", &options.user);
    let mut routing = Body::default();
    routing.set("order", (!options.order.is_empty()).then_some(&options.order));
    routing.set("models", (!options.models.is_empty()).then_some(&options.models));
    let routing = routing.finish();
    body.set("providerOptions", (routing != json!({})).then(|| json!({"gateway": routing})));
    body.set_missing(options.extra_body);
}

/// What both gateways take alike. The engine's effective effort beats the configured one, and an effort beats a
/// number of tokens: the gateways refuse both at once.
fn set_gateway(
    kind: ProviderKind,
    request: &ModelRequest,
    configured: &GatewayReasoning,
    parallel_tool_calls: Option<bool>,
    body: &mut Body,
) {
    let settings = &request.settings;
    let known = catalog::lookup(kind.name(), &request.model);
    let wanted = settings.max_output_tokens.unwrap_or(DEFAULT_MAX_OUTPUT_TOKENS);
    body.set("max_tokens", known.map_or(wanted, |it| wanted.min(it.output_limit_u32())));
    set_tools(request, Schema::Loose, body);
    if !request.tools.is_empty() {
        body.set("parallel_tool_calls", parallel_tool_calls);
    }
    if known.is_none_or(|it| it.sampling) {
        set_sampling(request, body);
    }
    let effort = settings.reasoning_effort.map(effort_word).or(configured.effort);
    let mut reasoning = Body::default();
    reasoning.set("enabled", configured.enabled);
    reasoning.set("exclude", configured.exclude);
    reasoning.set("effort", effort);
    reasoning.set("max_tokens", configured.max_tokens.filter(|_| effort.is_none()));
    let reasoning = reasoning.finish();
    body.set("reasoning", (reasoning != json!({})).then_some(reasoning));
}

fn set_sampling(request: &ModelRequest, body: &mut Body) {
    let settings = &request.settings;
    body.set("temperature", settings.temperature);
    body.set("top_p", settings.top_p);
    body.set("presence_penalty", settings.presence_penalty);
    body.set("frequency_penalty", settings.frequency_penalty);
}

fn set_tools(request: &ModelRequest, schema: Schema, body: &mut Body) {
    if request.tools.is_empty() {
        return;
    }
    let tools: Vec<Value> = request.tools.iter().map(|it| tool(it, schema)).collect();
    body.set("tools", tools);
    body.set(
        "tool_choice",
        match request.tool_choice {
            ToolChoice::Auto => None,
            ToolChoice::None => Some("none"),
            ToolChoice::Required => Some("required"),
        },
    );
}

fn tool(tool: &ToolDefinition, schema: Schema) -> Value {
    let mut function = json!({"name": tool.name, "description": tool.description,
        "parameters": tool.input_schema});
    if schema == Schema::Strict {
        function["strict"] = json!(true);
    }
    json!({"type": "function", "function": function})
}
