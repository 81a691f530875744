//! What a model is asked, without any provider's shape.

use ropewalk_model::chat::ReasoningEffort;
use serde_json::Value;

/// One call of a model.
#[derive(Clone, Debug, PartialEq)]
pub struct ModelRequest {
    /// The provider's name of the model.
    pub model: String,
    /// The conversation. Leading `System` messages are the system prompt.
    pub messages: Vec<Message>,
    /// The tools it may call.
    pub tools: Vec<ToolDefinition>,
    /// Whether it may, must or must not call one.
    pub tool_choice: ToolChoice,
    /// Its settings.
    pub settings: ModelSettings,
    /// Extra headers of this request (chat-engine.md PV-4).
    pub headers: Vec<(String, String)>,
    /// The answer that the provider is to go on from; `messages` are then what came after it, and the instructions. Only for
    /// models of which [`responses_kept`](crate::responses_kept) says [`Chained`](crate::Kept::Chained).
    pub previous_response_id: Option<String>,
}

impl ModelRequest {
    /// How long its texts and files are together (chat-engine.md 6.12). Arguments of calls count as their JSON.
    #[must_use]
    pub fn prompt_bytes(&self) -> usize {
        self.messages.iter().flat_map(|it| &it.content).map(Content::size_bytes).sum()
    }
}

/// Settings of a model call (chat-engine.md 1.3).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ModelSettings {
    /// The most output tokens; `None` = 32,000, or less where the model's own limit is known to be less.
    pub max_output_tokens: Option<u32>,
    /// Sampling temperature.
    pub temperature: Option<f64>,
    /// Nucleus sampling.
    pub top_p: Option<f64>,
    /// Top-k sampling, where the provider has it.
    pub top_k: Option<u32>,
    /// Presence penalty, where the provider has it.
    pub presence_penalty: Option<f64>,
    /// Frequency penalty, where the provider has it.
    pub frequency_penalty: Option<f64>,
    /// How hard to think.
    pub reasoning_effort: Option<ReasoningEffort>,
    /// `provider_options` of the model config, with the provider's key on top
    /// (chats-api.md 2.16), e.g. `{"anthropic": {"thinking": {"budget_tokens": 2048}}}`.
    pub provider_options: Option<Value>,
}

impl ModelSettings {
    /// The same without a search of the provider's own, whatever the options of the model say.
    #[must_use]
    pub fn without_web_search(mut self) -> Self {
        if let Some(Value::Object(providers)) = &mut self.provider_options {
            for options in providers.values_mut().filter_map(Value::as_object_mut) {
                options.remove("web_search_enabled");
            }
        }
        self
    }
}

/// Whether tools may be called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ToolChoice {
    /// The model decides.
    #[default]
    Auto,
    /// It must not.
    None,
    /// It must call one.
    Required,
}

/// A tool that the model may call.
#[derive(Clone, Debug, PartialEq)]
pub struct ToolDefinition {
    /// Its name.
    pub name: String,
    /// What it does, for the model.
    pub description: String,
    /// The JSON schema of its arguments: an object schema.
    pub input_schema: Value,
}

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Role {
    /// Instructions.
    System,
    /// A person.
    User,
    /// The model.
    Assistant,
    /// Results of tools.
    Tool,
}

/// One message of the conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Who speaks.
    pub role: Role,
    /// What.
    pub content: Vec<Content>,
}

/// A piece of a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// Text.
    Text {
        /// The text.
        text: String,
        /// What the provider sent with it.
        provider_metadata: Option<Value>,
    },
    /// Reasoning of an earlier answer (assistant only).
    Reasoning {
        /// The text.
        text: String,
        /// What the provider sent with it: signature, redacted data, item id, encrypted content.
        provider_metadata: Option<Value>,
    },
    /// A file (user only): an image or a PDF.
    File {
        /// Its media type.
        media_type: String,
        /// Its bytes.
        data: bytes::Bytes,
        /// Its name.
        name: Option<String>,
    },
    /// A call (assistant only).
    ToolCall {
        /// The provider's id of the call.
        id: String,
        /// The tool.
        tool_name: String,
        /// The arguments.
        args: Value,
        /// Whether the provider ran it itself.
        provider_executed: bool,
        /// What the provider sent with it.
        provider_metadata: Option<Value>,
    },
    /// A result (tool messages; in assistant messages for provider-executed calls).
    ToolResult {
        /// The call.
        id: String,
        /// The tool.
        tool_name: String,
        /// The result as text.
        text: String,
        /// An image that is the result, when it is media: media type and bytes.
        media: Option<(String, bytes::Bytes)>,
        /// Whether the tool failed.
        is_error: bool,
        /// Whether the provider ran it itself; then `text` is its JSON.
        provider_executed: bool,
        /// What the provider sent with it.
        provider_metadata: Option<Value>,
    },
}

impl Content {
    /// How long it is as it is sent, about: a text as it is, arguments of a call as their JSON, a file without its encoding.
    #[must_use]
    pub fn size_bytes(&self) -> usize {
        match self {
            Self::Text { text, .. } | Self::Reasoning { text, .. } => text.len(),
            Self::File { data, .. } => data.len(),
            Self::ToolCall { args, .. } => args.to_string().len(),
            Self::ToolResult { text, media, .. } => {
                text.len() + media.as_ref().map_or(0, |(_, data)| data.len())
            }
        }
    }
}

/// The output limit of a request that names none (chat-engine.md 1.3).
pub(crate) const DEFAULT_MAX_OUTPUT_TOKENS: u32 = 32_000;

/// A call's id in the characters that all providers take.
pub(crate) fn wire_call_id(id: &str) -> String {
    let allowed = |it: char| if it.is_ascii_alphanumeric() || it == '_' || it == '-' { it } else { '_' };
    id.chars().map(allowed).collect()
}

/// The arguments of a call as JSON text; what is no object becomes an empty one, so that call and result stay
/// a pair (chat-engine.md PV-32).
pub(crate) fn args_text(args: &Value) -> String {
    if args.is_object() { args.to_string() } else { "{}".to_owned() }
}

/// Bytes as a `data:` URL.
pub(crate) fn data_url(media_type: &str, data: &[u8]) -> String {
    use base64::Engine;
    let encoded = base64::engine::general_purpose::STANDARD.encode(data);
    format!("data:{media_type};base64,{encoded}")
}

/// A body under construction; fields that are `None` are left out.
#[derive(Default)]
pub(crate) struct Body(serde_json::Map<String, Value>);

impl Body {
    pub(crate) fn set(&mut self, name: &str, value: impl serde::Serialize) {
        // Only maps with keys that are no text cannot be written, and no field of ours is one.
        match serde_json::to_value(value) {
            Ok(Value::Null) => {}
            Ok(value) => {
                self.0.insert(name.to_owned(), value);
            }
            Err(error) => tracing::error!(name, %error, "A field of a model request was left out"),
        }
    }

    /// Adds the fields of an object that are not set yet.
    pub(crate) fn set_missing(&mut self, more: Option<Value>) {
        if let Some(Value::Object(more)) = more {
            for (name, value) in more {
                self.0.entry(name).or_insert(value);
            }
        }
    }

    pub(crate) fn finish(self) -> Value {
        Value::Object(self.0)
    }
}
