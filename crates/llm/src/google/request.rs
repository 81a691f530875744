//! The body of a request.

use serde_json::{Value, json};

use super::history::{History, Signatures};
use super::is_generation_3;
use crate::options::GoogleOptions;
use crate::request::{Body, DEFAULT_MAX_OUTPUT_TOKENS};
use crate::{ModelRequest, ModelSettings, ProviderKind, ToolChoice, ToolDefinition, catalog};

/// What a safety threshold without categories holds for.
const CATEGORIES: [&str; 4] = [
    "HARM_CATEGORY_HARASSMENT",
    "HARM_CATEGORY_HATE_SPEECH",
    "HARM_CATEGORY_SEXUALLY_EXPLICIT",
    "HARM_CATEGORY_DANGEROUS_CONTENT",
];

pub(super) fn body(request: &ModelRequest) -> Value {
    let options = GoogleOptions::read(request.settings.provider_options.as_ref());
    let is_new = is_generation_3(&request.model);
    let signatures = if is_new { Signatures::Demanded } else { Signatures::Optional };
    let history = History::of(&request.messages, signatures);
    let searches = searches(request, &options, is_new);

    let mut body = Body::default();
    let has_system = !history.system.is_empty();
    body.set("systemInstruction", has_system.then(|| json!({"parts": history.system})));
    body.set("contents", history.contents);
    let tools = tools(&request.tools, searches);
    body.set("tools", (!tools.is_empty()).then_some(tools));
    body.set("toolConfig", tool_config(request, searches));
    body.set("generationConfig", generation_config(&request.model, &request.settings, &options));
    body.set("safetySettings", safety_settings(&options));
    body.set("cachedContent", &options.cached_content);
    body.finish()
}

/// Older models refuse a search beside tools of ours, and the tools are what chats live on.
fn searches(request: &ModelRequest, options: &GoogleOptions, is_new: bool) -> bool {
    let is_possible = is_new || request.tools.is_empty();
    if options.web_search_enabled && !is_possible {
        tracing::warn!(
            model = request.model,
            "This model cannot search the web beside tools; its search is off"
        );
    }
    options.web_search_enabled && is_possible
}

fn tools(tools: &[ToolDefinition], searches: bool) -> Vec<Value> {
    let declarations: Vec<Value> = tools
        .iter()
        .map(|it| {
            json!({"name": it.name, "description": it.description, "parametersJsonSchema": it.input_schema})
        })
        .collect();
    let mut tools = Vec::new();
    if !declarations.is_empty() {
        tools.push(json!({"functionDeclarations": declarations}));
    }
    if searches {
        tools.push(json!({"googleSearch": {}}));
    }
    tools
}

fn tool_config(request: &ModelRequest, searches: bool) -> Option<Value> {
    if request.tools.is_empty() {
        return None;
    }
    let mut config = Body::default();
    let mode = match request.tool_choice {
        ToolChoice::Auto => None,
        ToolChoice::None => Some("NONE"),
        ToolChoice::Required => Some("ANY"),
    };
    config.set("functionCallingConfig", mode.map(|it| json!({"mode": it})));
    config.set("includeServerSideToolInvocations", searches.then_some(true));
    let config = config.finish();
    (config != json!({})).then_some(config)
}

/// The reasoning effort is not applied to Google (chat-engine.md PV-11); its own thinking options are.
fn generation_config(model: &str, settings: &ModelSettings, options: &GoogleOptions) -> Value {
    let known = catalog::lookup(ProviderKind::Google.name(), model);
    let wanted = settings.max_output_tokens.unwrap_or(DEFAULT_MAX_OUTPUT_TOKENS);
    let mut config = Body::default();
    config.set("maxOutputTokens", known.map_or(wanted, |it| wanted.min(it.output_limit_u32())));
    config.set("temperature", settings.temperature);
    config.set("topP", settings.top_p);
    config.set("topK", settings.top_k);
    config.set("presencePenalty", settings.presence_penalty);
    config.set("frequencyPenalty", settings.frequency_penalty);
    let mut thinking = Body::default();
    if known.is_none_or(|it| it.reasoning) {
        thinking.set("thinkingBudget", options.thinking_budget);
        thinking.set("includeThoughts", options.include_thoughts);
    }
    let thinking = thinking.finish();
    config.set("thinkingConfig", (thinking != json!({})).then_some(thinking));
    config.finish()
}

fn safety_settings(options: &GoogleOptions) -> Option<Vec<Value>> {
    let setting = |category: &str, threshold: &str| json!({"category": category, "threshold": threshold});
    let own: Vec<Value> =
        options.safety_settings.iter().map(|it| setting(&it.category, it.threshold)).collect();
    if !own.is_empty() {
        return Some(own);
    }
    let threshold = options.threshold?;
    Some(CATEGORIES.iter().map(|it| setting(it, threshold)).collect())
}
