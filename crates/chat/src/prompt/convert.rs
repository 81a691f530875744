//! Stored parts as the provider-neutral content of a request (chat-engine.md 5.4).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bytes::Bytes;
use ropewalk_llm::{Content, Message, Role};
use ropewalk_model::chat::{NewMessage, Part, Role as StoredRole};
use serde_json::{Value, json};

use super::{attached, context};
use crate::files::FileContents;

/// A stored message as a message of a request; `None` when nothing of it is for the model.
pub(super) fn message(stored: &NewMessage, files: &FileContents) -> Option<Message> {
    let role = match stored.role {
        StoredRole::System => Role::System,
        StoredRole::User => Role::User,
        StoredRole::Assistant => Role::Assistant,
        StoredRole::Tool => Role::Tool,
    };
    let content: Vec<Content> = stored.parts.iter().filter_map(|part| content(role, part, files)).collect();
    (!content.is_empty()).then_some(Message { role, content })
}

fn content(role: Role, part: &Part, files: &FileContents) -> Option<Content> {
    match part {
        Part::Text { text, provider_metadata } => (!text.trim().is_empty())
            .then(|| Content::Text { text: text.clone(), provider_metadata: provider_metadata.clone() }),
        Part::Reasoning { text, provider_metadata, .. } => {
            // a sealed form (signature, redacted data, encrypted item) must go back even without text
            let says_something = !text.trim().is_empty() || provider_metadata.is_some();
            (role == Role::Assistant && says_something).then(|| Content::Reasoning {
                text: text.clone(),
                provider_metadata: provider_metadata.clone(),
            })
        }
        Part::ToolCall { tool_call_id, tool_name, args, provider_executed, provider_metadata, .. } => {
            (role == Role::Assistant).then(|| Content::ToolCall {
                id: sanitised_id(tool_call_id),
                tool_name: tool_name.clone(),
                // what a model sent as arguments need not be an object; providers accept nothing else
                args: if args.is_object() { args.clone() } else { json!({}) },
                provider_executed: *provider_executed,
                provider_metadata: provider_metadata.clone(),
            })
        }
        Part::ToolResult { .. } => tool_result(role, part),
        // what tools attached is for people; the model has the tool's result
        Part::File { .. } if role != Role::User => None,
        Part::File { file_id, media_type, name } => {
            attached::content(*file_id, media_type, name.as_deref(), files)
        }
        Part::FileReference { file_name, start_line, end_line, content } => {
            let place = format!("[file-reference] {file_name}:{start_line}-{end_line}");
            Some(text(if content.trim().is_empty() {
                place
            } else {
                format!("{place}\n```\n{content}\n```")
            }))
        }
        Part::ContextFile { .. } => context::instructions(part).map(text),
        Part::Source { .. } | Part::Skill { .. } => None,
    }
}

pub(super) const fn text(text: String) -> Content {
    Content::Text { text, provider_metadata: None }
}

fn tool_result(role: Role, part: &Part) -> Option<Content> {
    let Part::ToolResult {
        tool_call_id,
        tool_name,
        result,
        is_error,
        is_media,
        provider_executed,
        provider_metadata,
        created_at: _,
    } = part
    else {
        return None;
    };
    // results of the provider's own calls stand beside them in the assistant message, all others in tool messages
    let is_in_place = match role {
        Role::Assistant => *provider_executed,
        Role::Tool => !*provider_executed,
        Role::System | Role::User => false,
    };
    if !is_in_place {
        return None;
    }
    let (text, media) = match (*provider_executed, *is_error, *is_media) {
        (true, _, _) => (result.to_string(), None),
        (false, true, _) => (error_text(result), None),
        (false, false, true) => media_of(result),
        (false, false, false) => (result_text(result), None),
    };
    Some(Content::ToolResult {
        id: sanitised_id(tool_call_id),
        tool_name: tool_name.clone(),
        text,
        media,
        is_error: *is_error,
        provider_executed: *provider_executed,
        provider_metadata: provider_metadata.clone(),
    })
}

/// Providers accept letters, digits, `_` and `-` in the id of a call; other providers make other ids.
fn sanitised_id(id: &str) -> String {
    if id.is_empty() {
        return "call".to_owned();
    }
    id.chars().map(|c| if c.is_ascii_alphanumeric() || matches!(c, '_' | '-') { c } else { '_' }).collect()
}

fn result_text(result: &Value) -> String {
    match result {
        Value::Null => "{}".to_owned(),
        Value::String(text) if text.trim().is_empty() => "{}".to_owned(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => result.to_string(),
    }
}

/// The error's own words, where the result is `{"error": "…"}` and nothing else.
fn error_text(result: &Value) -> String {
    let alone = result.as_object().filter(|object| object.len() == 1).and_then(|object| object.get("error"));
    match alone {
        Some(Value::String(text)) if !text.trim().is_empty() => text.clone(),
        _ => result_text(result),
    }
}

fn media_of(result: &Value) -> (String, Option<(String, Bytes)>) {
    let field = |name: &str| result.get(name).and_then(Value::as_str).unwrap_or_default();
    let caption = field("text").to_owned();
    match STANDARD.decode(field("data")) {
        Ok(bytes) if !bytes.is_empty() && !field("mime_type").is_empty() => {
            (caption, Some((field("mime_type").to_owned(), Bytes::from(bytes))))
        }
        _ if caption.trim().is_empty() => ("The media of this result could not be read.".to_owned(), None),
        _ => (caption, None),
    }
}
