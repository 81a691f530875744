//! The conversation as chat messages.
//!
//! Reasoning goes back only to a compatible server or a gateway, in the field that it came in, and only for answers
//! since the last message of a person: servers that reason between tool calls need it there, and want no older one.
//! Images that tools return follow their results in a message of the user, because results are text here.

use serde_json::{Value, json};

use super::{metadata_key, replays_reasoning};
use crate::metadata;
use crate::request::{args_text, data_url, wire_call_id};
use crate::{Content, Message, ProviderKind, Role};

/// The fields that reasoning may come in, and go back in.
pub(super) const REASONING_FIELDS: [&str; 2] = ["reasoning_content", "reasoning"];

/// The chat messages of a conversation.
pub(super) fn messages(kind: ProviderKind, messages: &[Message]) -> Vec<Value> {
    let last_user = messages.iter().rposition(|it| it.role == Role::User).unwrap_or_default();
    let mut chat = Chat { messages: Vec::new(), images: Vec::new() };
    for (place, message) in messages.iter().enumerate() {
        if message.role != Role::Tool {
            chat.flush_images();
        }
        match message.role {
            Role::System => chat.push_parts("system", message),
            Role::User => chat.push_parts("user", message),
            Role::Assistant => {
                let replays = replays_reasoning(kind) && place > last_user;
                let replay =
                    if replays { Replay::Reasoning(metadata_key(kind)) } else { Replay::NoReasoning };
                chat.push_answer(message, replay);
            }
            Role::Tool => chat.push_results(message),
        }
    }
    chat.flush_images();
    chat.messages
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Replay {
    /// What carries metadata under this key.
    Reasoning(&'static str),
    NoReasoning,
}

struct Chat {
    messages: Vec<Value>,
    /// Images of results that wait until all results of their answer are written.
    images: Vec<Value>,
}

impl Chat {
    /// A message of a person or of ours: one text as a string, anything else as parts.
    fn push_parts(&mut self, role: &str, message: &Message) {
        let parts: Vec<Value> = message.content.iter().filter_map(part).collect();
        let content = match parts.as_slice() {
            [] => {
                tracing::warn!(role, "A message without any content that the provider takes was left out");
                return;
            }
            [only] if only["type"] == "text" => only["text"].clone(),
            _ => json!(parts),
        };
        self.messages.push(json!({"role": role, "content": content}));
    }

    fn push_answer(&mut self, message: &Message, replay: Replay) {
        let mut texts = Vec::new();
        let mut calls = Vec::new();
        let mut reasoning: Option<(&'static str, String)> = None;
        let mut details: Vec<Value> = Vec::new();
        for content in &message.content {
            match content {
                Content::Text { text, .. } if !text.trim().is_empty() => texts.push(text.as_str()),
                Content::ToolCall { id, tool_name, args, provider_executed: false, .. } => {
                    calls.push(json!({"id": wire_call_id(id), "type": "function",
                        "function": {"name": tool_name, "arguments": args_text(args)}}));
                }
                Content::Reasoning { text, provider_metadata } => {
                    let Replay::Reasoning(key) = replay else { continue };
                    let metadata = provider_metadata.as_ref();
                    if let Some(field) = reasoning_field(metadata, key) {
                        reasoning.get_or_insert_with(|| (field, String::new())).1.push_str(text);
                    }
                    details.extend(
                        metadata::list(metadata, key, "reasoning_details").into_iter().flatten().cloned(),
                    );
                }
                Content::Text { .. }
                | Content::ToolCall { .. }
                | Content::ToolResult { .. }
                | Content::File { .. } => {}
            }
        }
        if texts.is_empty() && calls.is_empty() {
            tracing::warn!("An answer without any content that the provider takes was left out");
            return;
        }
        let content = if texts.is_empty() { Value::Null } else { json!(texts.join("\n\n")) };
        let mut answer = json!({"role": "assistant", "content": content});
        if !calls.is_empty() {
            answer["tool_calls"] = json!(calls);
        }
        if !details.is_empty() {
            // They hold the text as well.
            answer["reasoning_details"] = json!(details);
        } else if let Some((field, text)) = reasoning {
            answer[field] = json!(text);
        }
        self.messages.push(answer);
    }

    fn push_results(&mut self, message: &Message) {
        for content in &message.content {
            let Content::ToolResult { id, tool_name, text, media, .. } = content else { continue };
            let image = media.as_ref().and_then(|(media_type, data)| file_part(media_type, data, None));
            let is_only_image = image.is_some() && text.trim().is_empty();
            let content = if is_only_image { "The image follows." } else { text.as_str() };
            self.messages.push(json!({"role": "tool", "tool_call_id": wire_call_id(id), "content": content}));
            if let Some(image) = image {
                let caption = format!("Result of the tool {tool_name} (call {}):", wire_call_id(id));
                self.images.extend([json!({"type": "text", "text": caption}), image]);
            }
        }
    }

    fn flush_images(&mut self) {
        if !self.images.is_empty() {
            let images = std::mem::take(&mut self.images);
            self.messages.push(json!({"role": "user", "content": images}));
        }
    }
}

/// The field that reasoning came in, if it came from a server of this kind.
fn reasoning_field(provider_metadata: Option<&Value>, key: &str) -> Option<&'static str> {
    let field = metadata::text(provider_metadata, key, "field")?;
    REASONING_FIELDS.into_iter().find(|it| *it == field)
}

fn part(content: &Content) -> Option<Value> {
    match content {
        Content::Text { text, .. } => {
            (!text.trim().is_empty()).then(|| json!({"type": "text", "text": text}))
        }
        Content::File { media_type, data, name } => file_part(media_type, data, name.as_deref()),
        Content::Reasoning { .. } | Content::ToolCall { .. } | Content::ToolResult { .. } => None,
    }
}

/// Images and PDFs as data URLs, text files as their text; other files are left out.
fn file_part(media_type: &str, data: &[u8], name: Option<&str>) -> Option<Value> {
    if media_type.starts_with("image/") {
        Some(json!({"type": "image_url", "image_url": {"url": data_url(media_type, data)}}))
    } else if media_type == "application/pdf" {
        let file =
            json!({"filename": name.unwrap_or("document.pdf"), "file_data": data_url(media_type, data)});
        Some(json!({"type": "file", "file": file}))
    } else if media_type.starts_with("text/") && !data.trim_ascii().is_empty() {
        Some(json!({"type": "text", "text": String::from_utf8_lossy(data)}))
    } else {
        tracing::warn!(media_type, "A file of a type that the provider does not take was left out");
        None
    }
}
