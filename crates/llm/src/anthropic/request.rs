//! The body of a request.

use serde_json::{Value, json};

use super::history::{History, Replay};
use super::provider_tools::{BrokenHistory, sanitised};
use super::thinking::Thinking;
use crate::options::AnthropicOptions;
use crate::request::{Body, DEFAULT_MAX_OUTPUT_TOKENS};
use crate::{ModelRequest, ProviderKind, ToolChoice, ToolDefinition, catalog};

/// The version of the provider's own web search.
const WEB_SEARCH: &str = "web_search_20250305";

/// The version of the Messages API at Bedrock.
const BEDROCK_VERSION: &str = "bedrock-2023-05-31";

/// Where the request goes.
#[derive(Clone, Copy)]
pub(super) enum Place<'a> {
    /// To Anthropic.
    Anthropic,
    /// To Bedrock, whose path names the model and says that the answer streams. It runs no tools of its own.
    Bedrock {
        /// The model's name at Anthropic.
        claude: &'a str,
    },
}

pub(super) fn body(request: &ModelRequest, place: Place<'_>) -> Result<Value, BrokenHistory> {
    let settings = &request.settings;
    let name = match place {
        Place::Anthropic => &request.model,
        Place::Bedrock { claude } => claude,
    };
    let known = catalog::lookup(ProviderKind::Anthropic.name(), name);
    let options = AnthropicOptions::read(settings.provider_options.as_ref());
    let replay = if options.send_reasoning { Replay::Reasoning } else { Replay::NoReasoning };
    let history = History::of(&sanitised(&request.messages)?, replay);
    let thinking = match request.tool_choice {
        // The API refuses a forced call together with thinking.
        ToolChoice::Required => Thinking::Off,
        ToolChoice::Auto | ToolChoice::None => Thinking::choose(settings, &options, known),
    };
    let wanted = settings.max_output_tokens.unwrap_or(DEFAULT_MAX_OUTPUT_TOKENS);
    let max_tokens = thinking.max_tokens(wanted, known);

    let tools = tools(&request.tools, &options, place);
    let has_tools = !tools.is_empty();
    let mut body = Body::default();
    match place {
        Place::Anthropic => {
            body.set("model", &request.model);
            body.set("stream", true);
        }
        Place::Bedrock { .. } => body.set("anthropic_version", BEDROCK_VERSION),
    }
    body.set("max_tokens", max_tokens);
    body.set("system", (!history.system.is_empty()).then_some(history.system));
    body.set("messages", history.messages);
    body.set("tools", has_tools.then_some(tools));
    body.set("tool_choice", has_tools.then(|| tool_choice(request.tool_choice, &options)).flatten());
    body.set("thinking", thinking.field(max_tokens));
    body.set("output_config", thinking.output_config());
    // The API refuses sampling settings together with thinking, and the newest models refuse them always.
    if thinking == Thinking::Off && known.is_none_or(|it| it.sampling) {
        body.set("temperature", settings.temperature);
        body.set("top_p", settings.top_p);
        body.set("top_k", settings.top_k);
    }
    Ok(body.finish())
}

fn tools(tools: &[ToolDefinition], options: &AnthropicOptions, place: Place<'_>) -> Vec<Value> {
    let own = tools
        .iter()
        .map(|it| json!({"name": it.name, "description": it.description, "input_schema": it.input_schema}));
    let mut tools: Vec<Value> = own.collect();
    let searches = match place {
        Place::Anthropic => options.web_search_enabled,
        Place::Bedrock { .. } => {
            if options.web_search_enabled {
                tracing::warn!("Claude does not search the web at Bedrock; its search is off");
            }
            false
        }
    };
    if searches {
        let mut search = json!({"type": WEB_SEARCH, "name": "web_search"});
        // Not both lists; the allowed ones say more.
        if !options.allowed_domains.is_empty() {
            search["allowed_domains"] = json!(options.allowed_domains);
        } else if !options.blocked_domains.is_empty() {
            search["blocked_domains"] = json!(options.blocked_domains);
        }
        tools.push(search);
    }
    tools
}

/// `None` leaves the provider's default: the model decides, and may call several tools at once.
fn tool_choice(choice: ToolChoice, options: &AnthropicOptions) -> Option<Value> {
    let is_single = options.disable_parallel_tool_use;
    let kind = match choice {
        ToolChoice::Auto if is_single => "auto",
        ToolChoice::Auto => return None,
        ToolChoice::None => return Some(json!({"type": "none"})),
        ToolChoice::Required => "any",
    };
    let mut choice = json!({"type": kind});
    if is_single {
        choice["disable_parallel_tool_use"] = json!(true);
    }
    Some(choice)
}
