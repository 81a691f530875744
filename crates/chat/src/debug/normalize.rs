//! Requests and answers in one shape for all providers, as they are recorded: readable, without secrets, without the bytes of files,
//! and of bounded size.

use ropewalk_llm::{Content, Message, ModelRequest, ModelSettings, Role, ToolChoice};
use ropewalk_model::chat::{Part, Usage};
use serde_json::{Map, Value, json};

use super::redact;

/// The longest text that is recorded whole, in bytes.
const TEXT_BYTES_MAX: usize = 64 * 1024;
/// The largest record of a request or an answer, in bytes of JSON.
const RECORD_BYTES_MAX: usize = 4 * 1024 * 1024;

/// A request.
pub(super) fn request(request: &ModelRequest) -> Value {
    let messages: Vec<Value> = request.messages.iter().map(message).collect();
    let tools: Vec<Value> = request
        .tools
        .iter()
        .map(|it| json!({"name": it.name, "description": it.description, "input_schema": it.input_schema}))
        .collect();
    let headers: Map<String, Value> = request
        .headers
        .iter()
        .map(|(name, value)| (name.clone(), Value::from(redact::header(name, value))))
        .collect();
    let choice = match request.tool_choice {
        ToolChoice::Auto => "auto",
        ToolChoice::None => "none",
        ToolChoice::Required => "required",
    };
    bounded(redact::json(json!({
        "model": request.model,
        "messages": messages,
        "tools": tools,
        "tool_choice": choice,
        "settings": settings(&request.settings),
        "headers": headers,
        "previous_response_id": request.previous_response_id,
    })))
}

/// An answer.
pub(super) fn response(parts: &[Part], finish_reason: &str, response_id: Option<&str>) -> Value {
    let parts: Vec<Value> =
        parts.iter().map(|part| cut(serde_json::to_value(part).unwrap_or(Value::Null))).collect();
    bounded(redact::json(json!({
        "content": parts,
        "finish_reason": finish_reason,
        "response_id": response_id,
    })))
}

/// What an answer used.
pub(super) fn usage(usage: &Usage) -> Value {
    json!({
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "total_tokens": usage.total_tokens,
        "reasoning_tokens": usage.reasoning_tokens,
        "cache_creation_tokens": usage.cache_creation_tokens,
        "cache_read_tokens": usage.cache_read_tokens,
    })
}

fn settings(settings: &ModelSettings) -> Value {
    let effort = settings.reasoning_effort.map(|it| format!("{it:?}").to_lowercase());
    let all = json!({
        "max_output_tokens": settings.max_output_tokens,
        "temperature": settings.temperature,
        "top_p": settings.top_p,
        "top_k": settings.top_k,
        "presence_penalty": settings.presence_penalty,
        "frequency_penalty": settings.frequency_penalty,
        "reasoning_effort": effort,
        "provider_options": settings.provider_options,
    });
    match all {
        Value::Object(fields) => {
            Value::Object(fields.into_iter().filter(|(_, value)| !value.is_null()).collect())
        }
        other @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_)) => {
            other
        }
    }
}

fn message(message: &Message) -> Value {
    let role = match message.role {
        Role::System => "system",
        Role::User => "user",
        Role::Assistant => "assistant",
        Role::Tool => "tool",
    };
    json!({"role": role, "content": message.content.iter().map(content).collect::<Vec<_>>()})
}

fn content(content: &Content) -> Value {
    match content {
        Content::Text { text, .. } => json!({"type": "text", "text": cut_text(text)}),
        Content::Reasoning { text, .. } => json!({"type": "reasoning", "text": cut_text(text)}),
        Content::File { media_type, data, name } => {
            json!({"type": "file", "media_type": media_type, "name": name, "size_bytes": data.len()})
        }
        Content::ToolCall { id, tool_name, args, provider_executed, .. } => json!({
            "type": "tool-call", "tool_call_id": id, "tool_name": tool_name, "args": cut(args.clone()),
            "provider_executed": provider_executed,
        }),
        Content::ToolResult { id, tool_name, text, media, is_error, provider_executed, .. } => json!({
            "type": "tool-result", "tool_call_id": id, "tool_name": tool_name, "text": cut_text(text),
            "media": media.as_ref().map(|(media_type, data)| json!({"media_type": media_type, "size_bytes": data.len()})),
            "is_error": is_error, "provider_executed": provider_executed,
        }),
    }
}

/// Cuts long texts within `value`.
fn cut(value: Value) -> Value {
    match value {
        Value::String(text) if text.len() > TEXT_BYTES_MAX => Value::from(cut_text(&text)),
        Value::Array(items) => Value::Array(items.into_iter().map(cut).collect()),
        Value::Object(fields) => Value::Object(fields.into_iter().map(|(key, it)| (key, cut(it))).collect()),
        plain @ (Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_)) => plain,
    }
}

fn cut_text(text: &str) -> String {
    if text.len() <= TEXT_BYTES_MAX {
        return text.to_owned();
    }
    let kept = &text[..text.floor_char_boundary(TEXT_BYTES_MAX)];
    format!("{kept}\n[{} bytes of {} are recorded]", kept.len(), text.len())
}

/// A record that is too large says so instead of what it holds.
fn bounded(value: Value) -> Value {
    let size = value.to_string().len();
    if size <= RECORD_BYTES_MAX {
        return value;
    }
    let count = |field: &str| value.get(field).and_then(Value::as_array).map(Vec::len);
    json!({
        "omitted": format!("It has {size} bytes; at most {RECORD_BYTES_MAX} are recorded."),
        "model": value.get("model"),
        "message_count": count("messages"),
        "tool_count": count("tools"),
    })
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use ropewalk_llm::{Content, Message, ModelRequest, ModelSettings, Role, ToolChoice, ToolDefinition};
    use serde_json::json;

    use super::{RECORD_BYTES_MAX, TEXT_BYTES_MAX, request};

    fn of(messages: Vec<Message>) -> ModelRequest {
        ModelRequest {
            model: "m".to_owned(),
            messages,
            tools: vec![ToolDefinition {
                name: "look".to_owned(),
                description: "Looks.".to_owned(),
                input_schema: json!({"type": "object"}),
            }],
            tool_choice: ToolChoice::Auto,
            settings: ModelSettings {
                temperature: Some(0.5),
                provider_options: Some(json!({"openai": {"api_key": "sk"}})),
                ..ModelSettings::default()
            },
            previous_response_id: None,
            headers: vec![
                ("X-Coder-Chat-Id".to_owned(), "1".to_owned()),
                ("Authorization".to_owned(), "x".to_owned()),
            ],
        }
    }

    fn says(text: String) -> Message {
        Message { role: Role::User, content: vec![Content::Text { text, provider_metadata: None }] }
    }

    #[test]
    fn a_request_is_recorded_without_secrets_and_bytes() {
        let image = Content::File {
            media_type: "image/png".to_owned(),
            data: Bytes::from_static(b"png"),
            name: Some("a.png".to_owned()),
        };
        let made = request(&of(vec![Message { role: Role::User, content: vec![image] }]));
        assert_eq!(
            made["messages"][0]["content"][0],
            json!({"type": "file", "media_type": "image/png", "name": "a.png", "size_bytes": 3})
        );
        assert_eq!(made["headers"], json!({"X-Coder-Chat-Id": "1", "Authorization": "[REDACTED]"}));
        assert_eq!(
            made["settings"],
            json!({"temperature": 0.5, "provider_options": {"openai": {"api_key": "[REDACTED]"}}})
        );
        assert_eq!(made["tools"][0]["name"], "look");
    }

    #[test]
    fn a_record_is_bounded() {
        let made = request(&of(vec![says("ä".repeat(TEXT_BYTES_MAX))]));
        let text = made["messages"][0]["content"][0]["text"].as_str().expect("a text");
        assert!(text.len() < TEXT_BYTES_MAX + 100 && text.ends_with("are recorded]"), "{}", text.len());
        let many =
            (0..RECORD_BYTES_MAX / TEXT_BYTES_MAX + 1).map(|_| says("x".repeat(TEXT_BYTES_MAX))).collect();
        let made = request(&of(many));
        assert!(made["omitted"].is_string() && made["message_count"] == 65, "{made}");
    }
}
