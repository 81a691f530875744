//! A request as the fake server saw it, with questions that mean the same in all protocols.

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A protocol that models are spoken to in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Protocol {
    /// `POST /v1/messages`.
    Anthropic,
    /// `POST /v1/responses`.
    Responses,
    /// `POST /v1/chat/completions`.
    Chat,
    /// `POST /v1beta/models/{model}:streamGenerateContent`.
    Google,
    /// `POST /model/{model}/invoke-with-response-stream`: the Messages API inside Amazon's event stream.
    Bedrock,
}

/// A recorded request.
#[derive(Clone, Debug)]
pub struct RecordedRequest {
    /// The protocol.
    pub protocol: Protocol,
    /// The path with the query, as it came.
    pub path: String,
    /// The model, where the path names it.
    pub path_model: Option<String>,
    /// The headers.
    pub headers: HeaderMap,
    /// The body; null if it was no JSON.
    pub body: Value,
}

/// A tool's result in a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentResult {
    /// The id of the call.
    pub call_id: String,
    /// The result's text.
    pub text: String,
}

impl RecordedRequest {
    /// The model that was asked for.
    #[must_use]
    pub fn model(&self) -> &str {
        self.path_model.as_deref().unwrap_or_else(|| text_of(&self.body["model"]))
    }

    /// Whether it came to a gateway (OpenRouter, Vercel), which the fake server plays under `/api/v1`.
    #[must_use]
    pub fn is_gateway(&self) -> bool {
        self.path.starts_with("/api/v1/")
    }

    /// A header's value.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|it| it.to_str().ok())
    }

    /// The names of the offered tools.
    #[must_use]
    pub fn tool_names(&self) -> Vec<String> {
        let name = |tool: &Value| match self.protocol {
            Protocol::Anthropic | Protocol::Bedrock | Protocol::Responses | Protocol::Google => {
                tool["name"].as_str().map(str::to_owned)
            }
            Protocol::Chat => tool["function"]["name"].as_str().map(str::to_owned),
        };
        let tools = items(&self.body["tools"]).iter();
        if self.protocol == Protocol::Google {
            return tools.flat_map(|it| items(&it["functionDeclarations"])).filter_map(name).collect();
        }
        tools.filter_map(name).collect()
    }

    /// All system text, joined with blank lines.
    #[must_use]
    pub fn system_text(&self) -> String {
        let texts: Vec<String> = match self.protocol {
            Protocol::Anthropic | Protocol::Bedrock => vec![content_text(&self.body["system"])],
            Protocol::Google => vec![content_text(&self.body["systemInstruction"]["parts"])],
            Protocol::Responses | Protocol::Chat => self
                .messages()
                .iter()
                .filter(|it| matches!(text_of(&it["role"]), "system" | "developer"))
                .map(|it| content_text(&it["content"]))
                .collect(),
        };
        texts.join("\n\n")
    }

    /// The text of the last message of a person; results of tools are none.
    #[must_use]
    pub fn last_user_text(&self) -> Option<String> {
        self.messages()
            .iter()
            .rev()
            .filter(|it| text_of(&it["role"]) == "user")
            .map(|it| content_text(self.content_of(it)))
            .find(|it| !it.is_empty())
    }

    /// The results of tools, oldest first.
    #[must_use]
    pub fn tool_results(&self) -> Vec<SentResult> {
        let sent = |id: &Value, content: &Value| SentResult {
            call_id: text_of(id).to_owned(),
            text: content_text(content),
        };
        let messages = self.messages();
        match self.protocol {
            Protocol::Anthropic | Protocol::Bedrock => messages
                .iter()
                .flat_map(|it| items(&it["content"]))
                .filter(|it| text_of(&it["type"]) == "tool_result")
                .map(|it| sent(&it["tool_use_id"], &it["content"]))
                .collect(),
            Protocol::Responses => messages
                .iter()
                .filter(|it| text_of(&it["type"]) == "function_call_output")
                .map(|it| sent(&it["call_id"], &it["output"]))
                .collect(),
            Protocol::Chat => messages
                .iter()
                .filter(|it| text_of(&it["role"]) == "tool")
                .map(|it| sent(&it["tool_call_id"], &it["content"]))
                .collect(),
            Protocol::Google => messages
                .iter()
                .flat_map(|it| items(&it["parts"]))
                .map(|it| &it["functionResponse"])
                .filter(|it| it.is_object())
                .map(|it| {
                    let response = &it["response"];
                    let words =
                        if response["error"].is_null() { &response["output"] } else { &response["error"] };
                    sent(&it["id"], words)
                })
                .collect(),
        }
    }

    /// Whether the newest thing in the request is a tool's result.
    #[must_use]
    pub fn ends_with_tool_result(&self) -> bool {
        let Some(last) = self.messages().last() else { return false };
        match self.protocol {
            Protocol::Anthropic | Protocol::Bedrock => {
                items(&last["content"]).last().is_some_and(|it| text_of(&it["type"]) == "tool_result")
            }
            Protocol::Responses => text_of(&last["type"]) == "function_call_output",
            Protocol::Chat => text_of(&last["role"]) == "tool",
            Protocol::Google => {
                items(&last["parts"]).last().is_some_and(|it| it["functionResponse"].is_object())
            }
        }
    }

    /// The content of a message.
    fn content_of<'a>(&self, message: &'a Value) -> &'a Value {
        match self.protocol {
            Protocol::Google => &message["parts"],
            Protocol::Anthropic | Protocol::Bedrock | Protocol::Responses | Protocol::Chat => {
                &message["content"]
            }
        }
    }

    /// The messages, the input items of Responses, or the contents of Gemini.
    #[must_use]
    pub fn messages(&self) -> &[Value] {
        match self.protocol {
            Protocol::Anthropic | Protocol::Bedrock | Protocol::Chat => items(&self.body["messages"]),
            Protocol::Google => items(&self.body["contents"]),
            Protocol::Responses => items(&self.body["input"]),
        }
    }
}

/// The elements of an array; of anything else, none.
pub(super) fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The text of a string; of anything else, the empty text.
pub(super) fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The text of a message's content: a string, or the `text` of its parts.
fn content_text(content: &Value) -> String {
    match content {
        Value::String(text) => text.clone(),
        Value::Array(parts) => {
            let texts: Vec<&str> = parts.iter().filter_map(|it| it["text"].as_str()).collect();
            texts.join("\n")
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => String::new(),
    }
}
