//! The conversation as the Messages API wants it: the user first, roles in turns, results of tools at the start
//! of the user message that follows their calls.
//!
//! Content that this API cannot take (blank text, unsigned reasoning, unknown files) is left out, and messages
//! that this empties with it. Cache marks (chat-engine.md 2.4) are set on the last block that can carry one of
//! the last leading system message and of the last two messages.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use crate::metadata::{self, ANTHROPIC};
use crate::request::wire_call_id;
use crate::{Content, Message, Role};

/// How many messages at the end get a cache mark.
const MARKED_MESSAGES: usize = 2;

/// The `system` field and the `messages` field.
pub(super) struct History {
    pub(super) system: Vec<Value>,
    pub(super) messages: Vec<Value>,
}

/// Whether earlier reasoning is sent back.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Replay {
    Reasoning,
    NoReasoning,
}

impl History {
    pub(super) fn of(messages: &[Message], replay: Replay) -> Self {
        let leading = messages.iter().take_while(|it| it.role == Role::System).count();
        let (system, conversation) = messages.split_at(leading);
        let mut system: Vec<Value> =
            system.iter().flat_map(|it| &it.content).filter_map(text_block).collect();
        mark(&mut system);
        let mut history = Self { system, messages: Vec::new() };
        let spoken: Vec<(&'static str, Vec<Value>)> =
            conversation.iter().filter_map(|it| speech(it, replay)).collect();
        let first_marked = spoken.len().saturating_sub(MARKED_MESSAGES);
        for (place, (role, mut blocks)) in spoken.into_iter().enumerate() {
            if place >= first_marked {
                mark(&mut blocks);
            }
            history.append(role, blocks);
        }
        history
    }

    /// Appends to the last message if the role stays the same.
    fn append(&mut self, role: &'static str, blocks: Vec<Value>) {
        if let Some(last) = self.messages.last_mut().filter(|it| it["role"] == role)
            && let Some(content) = last["content"].as_array_mut()
        {
            content.extend(blocks);
            return;
        }
        self.messages.push(json!({"role": role, "content": blocks}));
    }
}

/// Sets a cache mark on the last block that can carry one.
fn mark(blocks: &mut [Value]) {
    let can_carry = |it: &&mut Value| {
        !matches!(it["type"].as_str(), Some("thinking" | "redacted_thinking" | "server_tool_use"))
    };
    if let Some(block) = blocks.iter_mut().rev().find(can_carry) {
        block["cache_control"] = json!({"type": "ephemeral"});
    }
}

/// The blocks of a message under the role that the API gives it; `None` if nothing is left of it.
fn speech(message: &Message, replay: Replay) -> Option<(&'static str, Vec<Value>)> {
    let (role, blocks): (_, Vec<Value>) = match message.role {
        Role::System | Role::User => ("user", message.content.iter().filter_map(user_block).collect()),
        Role::Tool => ("user", message.content.iter().filter_map(result_block).collect()),
        Role::Assistant => {
            let block = |it| assistant_block(it, replay);
            ("assistant", message.content.iter().filter_map(block).collect())
        }
    };
    if blocks.is_empty() {
        tracing::warn!(role, "A message without any content that Anthropic takes was left out");
        return None;
    }
    Some((role, blocks))
}

fn text_block(content: &Content) -> Option<Value> {
    match content {
        Content::Text { text, .. } if !text.trim().is_empty() => Some(json!({"type": "text", "text": text})),
        Content::Text { .. }
        | Content::Reasoning { .. }
        | Content::File { .. }
        | Content::ToolCall { .. }
        | Content::ToolResult { .. } => None,
    }
}

fn user_block(content: &Content) -> Option<Value> {
    match content {
        Content::File { media_type, data, name } => file_block(media_type, data, name.as_deref()),
        Content::Text { .. }
        | Content::Reasoning { .. }
        | Content::ToolCall { .. }
        | Content::ToolResult { .. } => text_block(content),
    }
}

/// Images and PDFs as base64, text as a plain document; other files are left out (chat-engine.md PV-32).
fn file_block(media_type: &str, data: &[u8], name: Option<&str>) -> Option<Value> {
    let base64 = || json!({"type": "base64", "media_type": media_type, "data": BASE64.encode(data)});
    let mut block = if media_type.starts_with("image/") {
        return Some(json!({"type": "image", "source": base64()}));
    } else if media_type == "application/pdf" {
        json!({"type": "document", "source": base64()})
    } else if media_type.starts_with("text/") {
        let text = String::from_utf8_lossy(data);
        json!({"type": "document", "source": {"type": "text", "media_type": "text/plain", "data": text}})
    } else {
        tracing::warn!(media_type, "A file of a type that Anthropic does not take was left out");
        return None;
    };
    if let Some(name) = name {
        block["title"] = json!(name);
    }
    Some(block)
}

fn result_block(content: &Content) -> Option<Value> {
    let Content::ToolResult { id, text, media, is_error, .. } = content else { return None };
    let mut parts = Vec::new();
    if !text.trim().is_empty() {
        parts.push(json!({"type": "text", "text": text}));
    } else if *is_error {
        // The API refuses an error without words.
        parts.push(json!({"type": "text", "text": "The tool failed and gave no reason."}));
    }
    if let Some((media_type, data)) = media {
        parts.extend(file_block(media_type, data, None));
    }
    let mut block = json!({"type": "tool_result", "tool_use_id": wire_call_id(id)});
    if !parts.is_empty() {
        block["content"] = json!(parts);
    }
    if *is_error {
        block["is_error"] = json!(true);
    }
    Some(block)
}

fn assistant_block(content: &Content, replay: Replay) -> Option<Value> {
    match content {
        Content::Text { provider_metadata, .. } => {
            let mut block = text_block(content)?;
            if let Some(citations) =
                provider_metadata.as_ref().and_then(|it| it.get(ANTHROPIC)?.get("citations"))
            {
                block["citations"] = citations.clone();
            }
            Some(block)
        }
        Content::Reasoning { text, provider_metadata } if replay == Replay::Reasoning => {
            thinking_block(text, provider_metadata.as_ref())
        }
        Content::Reasoning { .. } | Content::File { .. } => None,
        Content::ToolCall { id, tool_name, args, provider_executed, .. } => {
            let kind = if *provider_executed { "server_tool_use" } else { "tool_use" };
            // Arguments that are no object are replaced, so that call and result stay a pair.
            let input = if args.is_object() { args.clone() } else { json!({}) };
            Some(json!({"type": kind, "id": wire_call_id(id), "name": tool_name, "input": input}))
        }
        Content::ToolResult { id, text, provider_executed: true, .. } => {
            let content: Value = serde_json::from_str(text).ok()?;
            Some(
                json!({"type": "web_search_tool_result", "tool_use_id": wire_call_id(id), "content": content}),
            )
        }
        Content::ToolResult { .. } => None,
    }
}

/// Reasoning goes back only with its signature, or as the sealed block that it was.
fn thinking_block(text: &str, provider_metadata: Option<&Value>) -> Option<Value> {
    if let Some(data) = metadata::text(provider_metadata, ANTHROPIC, "redacted_data") {
        return Some(json!({"type": "redacted_thinking", "data": data}));
    }
    let signature = metadata::text(provider_metadata, ANTHROPIC, "signature")?;
    Some(json!({"type": "thinking", "thinking": text, "signature": signature}))
}
