//! The conversation as input items.
//!
//! Items carry no ids of earlier answers, except reasoning and searches, which the API demands: an item that
//! names its id must come with the reasoning it belongs to. Reasoning without an item after it in its own
//! message is left out, because the API refuses it (it was cut off by an interruption).

use serde_json::{Value, json};

use crate::metadata::{self, OPENAI};
use crate::request::{args_text, data_url, wire_call_id};
use crate::{Content, Message, Role};

/// The role of our instructions.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SystemRole {
    /// For models that do not reason.
    System,
    /// For models that do.
    Developer,
}

impl SystemRole {
    const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Developer => "developer",
        }
    }
}

/// The input items of a conversation.
pub(super) fn input(messages: &[Message], system: SystemRole) -> Vec<Value> {
    let mut items = Vec::new();
    for message in messages {
        match message.role {
            Role::System => push_message(system.name(), message, &mut items),
            Role::User => push_message("user", message, &mut items),
            Role::Assistant => push_answer(message, &mut items),
            Role::Tool => items.extend(message.content.iter().filter_map(output)),
        }
    }
    items
}

/// A message of a person or of ours; without any content it is left out.
fn push_message(role: &str, message: &Message, items: &mut Vec<Value>) {
    let parts: Vec<Value> = message.content.iter().filter_map(input_part).collect();
    if parts.is_empty() {
        tracing::warn!(role, "A message without any content that OpenAI takes was left out");
    } else {
        items.push(json!({"type": "message", "role": role, "content": parts}));
    }
}

fn input_part(content: &Content) -> Option<Value> {
    match content {
        Content::Text { text, .. } => {
            (!text.trim().is_empty()).then(|| json!({"type": "input_text", "text": text}))
        }
        Content::File { media_type, data, name } => file_part(media_type, data, name.as_deref()),
        Content::Reasoning { .. } | Content::ToolCall { .. } | Content::ToolResult { .. } => None,
    }
}

/// Images and PDFs as data URLs, text files as their text; other files are left out.
fn file_part(media_type: &str, data: &[u8], name: Option<&str>) -> Option<Value> {
    if media_type.starts_with("image/") {
        let url = data_url(media_type, data);
        Some(json!({"type": "input_image", "detail": "auto", "image_url": url}))
    } else if media_type == "application/pdf" {
        let name = name.unwrap_or("document.pdf");
        Some(json!({"type": "input_file", "filename": name, "file_data": data_url(media_type, data)}))
    } else if media_type.starts_with("text/") && !data.trim_ascii().is_empty() {
        Some(json!({"type": "input_text", "text": String::from_utf8_lossy(data)}))
    } else {
        tracing::warn!(media_type, "A file of a type that OpenAI does not take was left out");
        None
    }
}

/// The result of a call. An image goes along as a part of it.
fn output(content: &Content) -> Option<Value> {
    let Content::ToolResult { id, text, media, .. } = content else { return None };
    let mut parts = Vec::new();
    if let Some((media_type, data)) = media {
        if !text.trim().is_empty() {
            parts.push(json!({"type": "input_text", "text": text}));
        }
        parts.extend(file_part(media_type, data, None));
    }
    let output = if parts.is_empty() { json!(text) } else { json!(parts) };
    Some(json!({"type": "function_call_output", "call_id": wire_call_id(id), "output": output}))
}

/// The items of an earlier answer.
fn push_answer(message: &Message, items: &mut Vec<Value>) {
    let has_reasoning = message.content.iter().any(|it| matches!(it, Content::Reasoning { .. }));
    let first = items.len();
    for content in &message.content {
        match content {
            Content::Text { text, provider_metadata } => push_text(text, provider_metadata.as_ref(), items),
            Content::Reasoning { text, provider_metadata } => {
                items.extend(reasoning(text, provider_metadata.as_ref()));
            }
            Content::ToolCall { id, tool_name, args, provider_executed: false, .. } => {
                items.push(json!({"type": "function_call", "call_id": wire_call_id(id), "name": tool_name,
                    "arguments": args_text(args)}));
            }
            Content::ToolCall { args, provider_executed: true, provider_metadata, .. } => {
                let is_led = items.len() > first && items.last().is_some_and(is_reasoning);
                if is_led || !has_reasoning {
                    items.extend(search(args, provider_metadata.as_ref()));
                }
            }
            // The result of a search stands in its call's item.
            Content::ToolResult { .. } | Content::File { .. } => {}
        }
    }
    while items.len() > first && items.last().is_some_and(is_reasoning) {
        items.pop();
    }
}

fn is_reasoning(item: &Value) -> bool {
    item["type"] == "reasoning"
}

fn push_text(text: &str, provider_metadata: Option<&Value>, items: &mut Vec<Value>) {
    if text.trim().is_empty() {
        return;
    }
    let part = json!({"type": "output_text", "text": text, "annotations": []});
    let mut item = json!({"type": "message", "role": "assistant", "content": [part]});
    if let Some(phase) = metadata::text(provider_metadata, OPENAI, "phase") {
        item["phase"] = json!(phase);
    }
    items.push(item);
}

/// Reasoning goes back only sealed, under its id.
fn reasoning(text: &str, provider_metadata: Option<&Value>) -> Option<Value> {
    let id = metadata::text(provider_metadata, OPENAI, "item_id")?;
    let sealed = metadata::text(provider_metadata, OPENAI, "encrypted_content")?;
    let summary = if text.is_empty() { json!([]) } else { json!([{"type": "summary_text", "text": text}]) };
    Some(json!({"type": "reasoning", "id": id, "summary": summary, "encrypted_content": sealed}))
}

fn search(action: &Value, provider_metadata: Option<&Value>) -> Option<Value> {
    let id = metadata::text(provider_metadata, OPENAI, "item_id")?;
    Some(json!({"type": "web_search_call", "id": id, "status": "completed", "action": action}))
}
