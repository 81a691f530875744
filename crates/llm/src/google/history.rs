//! The conversation as contents: the user's and the model's, with the results of calls in a content of the user
//! directly after the calls, in their order: calls of older models have no ids, and are told apart by their place.
//!
//! Signatures go back on the parts that they came on. A call without one, made by another provider, would be refused
//! by newer models; Google's own word for that case stands in for it.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use crate::metadata::{self, GOOGLE};
use crate::request::wire_call_id;
use crate::{Content, Message, Role};

/// Google's word for a call that another model made.
const NO_SIGNATURE: &str = "skip_thought_signature_validator";

/// Whether calls without a signature need a word instead.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Signatures {
    /// They do.
    Demanded,
    /// They do not.
    Optional,
}

/// The `systemInstruction` parts and the `contents`.
pub(super) struct History {
    pub(super) system: Vec<Value>,
    pub(super) contents: Vec<Value>,
}

/// A call of the newest content of the model, in its order.
struct Call {
    id: String,
    has_given_id: bool,
}

impl History {
    pub(super) fn of(messages: &[Message], signatures: Signatures) -> Self {
        let leading = messages.iter().take_while(|it| it.role == Role::System).count();
        let (system, conversation) = messages.split_at(leading);
        let system = system.iter().flat_map(|it| &it.content).filter_map(text_part).collect();
        let mut history = Self { system, contents: Vec::new() };
        let mut calls: Vec<Call> = Vec::new();
        let mut rest = conversation;
        while let Some((message, tail)) = rest.split_first() {
            rest = tail;
            match message.role {
                Role::System | Role::User => {
                    history.push("user", message.content.iter().filter_map(user_part).collect());
                }
                Role::Assistant => {
                    let parts = answer_parts(message, signatures);
                    calls.extend(calls_of(message));
                    history.push("model", parts);
                }
                Role::Tool => {
                    let more = tail.iter().take_while(|it| it.role == Role::Tool).count();
                    let (results, after) = tail.split_at(more);
                    rest = after;
                    let results = std::iter::once(message).chain(results).flat_map(|it| &it.content);
                    history.push("user", result_parts(results, &std::mem::take(&mut calls)));
                }
            }
        }
        history
    }

    /// The model's contents are joined; the user's need not be.
    fn push(&mut self, role: &'static str, parts: Vec<Value>) {
        if parts.is_empty() {
            tracing::warn!(role, "A message without any content that Google takes was left out");
            return;
        }
        if role == "model"
            && let Some(last) = self.contents.last_mut().filter(|it| it["role"] == role)
            && let Some(before) = last["parts"].as_array_mut()
        {
            before.extend(parts);
            return;
        }
        self.contents.push(json!({"role": role, "parts": parts}));
    }
}

fn text_part(content: &Content) -> Option<Value> {
    match content {
        Content::Text { text, .. } if !text.trim().is_empty() => Some(json!({"text": text})),
        Content::Text { .. }
        | Content::Reasoning { .. }
        | Content::File { .. }
        | Content::ToolCall { .. }
        | Content::ToolResult { .. } => None,
    }
}

fn user_part(content: &Content) -> Option<Value> {
    match content {
        Content::File { media_type, data, .. } => file_part(media_type, data),
        Content::Text { .. }
        | Content::Reasoning { .. }
        | Content::ToolCall { .. }
        | Content::ToolResult { .. } => text_part(content),
    }
}

/// Images and PDFs inline, text files as their text; other files are left out.
fn file_part(media_type: &str, data: &[u8]) -> Option<Value> {
    if media_type.starts_with("image/") || media_type == "application/pdf" {
        Some(json!({"inlineData": {"mimeType": media_type, "data": BASE64.encode(data)}}))
    } else if media_type.starts_with("text/") && !data.trim_ascii().is_empty() {
        Some(json!({"text": String::from_utf8_lossy(data)}))
    } else {
        tracing::warn!(media_type, "A file of a type that Google does not take was left out");
        None
    }
}

fn calls_of(message: &Message) -> impl Iterator<Item = Call> {
    message.content.iter().filter_map(|it| {
        let Content::ToolCall { id, provider_executed: false, provider_metadata, .. } = it else {
            return None;
        };
        Some(Call { id: id.clone(), has_given_id: has_given_id(provider_metadata.as_ref()) })
    })
}

fn has_given_id(provider_metadata: Option<&Value>) -> bool {
    provider_metadata.is_some_and(|it| it[GOOGLE]["has_given_id"] == true)
}

/// The parts of an earlier answer.
fn answer_parts(message: &Message, signatures: Signatures) -> Vec<Value> {
    let mut parts = Vec::new();
    let mut is_first_call = true;
    for content in &message.content {
        match content {
            Content::Text { provider_metadata, .. } => {
                if let Some(mut part) = text_part(content) {
                    sign(&mut part, signature(provider_metadata.as_ref()));
                    parts.push(part);
                }
            }
            Content::Reasoning { text, provider_metadata } => {
                parts.extend(thought_part(text, provider_metadata.as_ref()));
            }
            Content::ToolCall { id, tool_name, args, provider_executed: false, provider_metadata } => {
                // Arguments that are no object are replaced, so that call and result stay a pair.
                let args = if args.is_object() { args.clone() } else { json!({}) };
                let mut call = json!({"name": tool_name, "args": args});
                if has_given_id(provider_metadata.as_ref()) {
                    call["id"] = json!(wire_call_id(id));
                }
                let mut part = json!({"functionCall": call});
                // Of parallel calls, Google signs the first.
                let stand_in = (is_first_call && signatures == Signatures::Demanded).then_some(NO_SIGNATURE);
                sign(&mut part, signature(provider_metadata.as_ref()).or(stand_in));
                is_first_call = false;
                parts.push(part);
            }
            // What Google ran goes back as it came; what others ran is nothing to it.
            Content::ToolCall { provider_executed: true, provider_metadata, .. }
            | Content::ToolResult { provider_metadata, .. } => {
                parts.extend(provider_metadata.as_ref().and_then(|it| it.get(GOOGLE)?.get("part")).cloned());
            }
            Content::File { .. } => {}
        }
    }
    parts
}

/// A thought goes back only with its signature; one without words is a signature alone.
fn thought_part(text: &str, provider_metadata: Option<&Value>) -> Option<Value> {
    let signature = signature(provider_metadata)?;
    Some(if text.is_empty() {
        json!({"text": "", "thoughtSignature": signature})
    } else {
        json!({"text": text, "thought": true, "thoughtSignature": signature})
    })
}

fn signature(provider_metadata: Option<&Value>) -> Option<&str> {
    metadata::text(provider_metadata, GOOGLE, "thought_signature")
}

fn sign(part: &mut Value, signature: Option<&str>) {
    if let Some(signature) = signature {
        part["thoughtSignature"] = json!(signature);
    }
}

/// The results in the order of their calls, and after them the images that are results.
fn result_parts<'a>(results: impl Iterator<Item = &'a Content>, calls: &[Call]) -> Vec<Value> {
    let mut placed: Vec<(usize, Value)> = Vec::new();
    let mut images = Vec::new();
    for content in results {
        let Content::ToolResult { id, tool_name, text, media, is_error, .. } = content else { continue };
        let place = calls.iter().position(|it| it.id == *id);
        let image = media.as_ref().and_then(|(media_type, data)| file_part(media_type, data));
        let words = if image.is_some() && text.trim().is_empty() { "The image follows." } else { text };
        let field = if *is_error { "error" } else { "output" };
        let mut response = json!({"name": tool_name, "response": {field: words}});
        if place.and_then(|it| calls.get(it)).is_some_and(|it| it.has_given_id) {
            response["id"] = json!(wire_call_id(id));
        }
        placed.push((place.unwrap_or(calls.len()), json!({"functionResponse": response})));
        if let Some(image) = image {
            let caption = format!("Result of the tool {tool_name} (call {}):", wire_call_id(id));
            images.extend([json!({"text": caption}), image]);
        }
    }
    placed.sort_by_key(|(place, _)| *place);
    placed.into_iter().map(|(_, part)| part).chain(images).collect()
}
