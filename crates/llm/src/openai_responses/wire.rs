//! The events of the stream, as far as we read them.

use serde::Deserialize;
use serde_json::Value;

/// Any event; which fields it has depends on its type.
#[derive(Deserialize)]
pub(super) struct Event {
    #[serde(default, rename = "type")]
    pub(super) kind: Option<String>,
    #[serde(default)]
    pub(super) output_index: Option<u64>,
    #[serde(default)]
    pub(super) summary_index: Option<u64>,
    #[serde(default)]
    pub(super) delta: Value,
    #[serde(default)]
    pub(super) item: Option<Item>,
    #[serde(default)]
    pub(super) annotation: Value,
    #[serde(default)]
    pub(super) response: Option<Response>,
    /// Of the event `error`.
    #[serde(default)]
    pub(super) code: Option<Value>,
    /// Of the event `error`.
    #[serde(default)]
    pub(super) message: Option<String>,
    /// Of the event `error`, where a server nests it.
    #[serde(default)]
    pub(super) error: Value,
}

/// An output item.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Item {
    pub(super) id: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: String,
    pub(super) call_id: Option<String>,
    pub(super) name: Option<String>,
    pub(super) arguments: Option<String>,
    pub(super) content: Option<Vec<Part>>,
    pub(super) summary: Option<Vec<Part>>,
    pub(super) encrypted_content: Option<String>,
    pub(super) phase: Option<String>,
    pub(super) status: Option<String>,
    pub(super) action: Value,
}

/// A part of a message or of a summary.
#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Part {
    pub(super) text: Option<String>,
    pub(super) refusal: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Response {
    pub(super) id: Option<String>,
    pub(super) usage: Option<WireUsage>,
    pub(super) incomplete_details: Option<IncompleteDetails>,
    pub(super) error: Value,
    pub(super) service_tier: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct IncompleteDetails {
    pub(super) reason: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct WireUsage {
    pub(super) input_tokens: Option<i64>,
    pub(super) input_tokens_details: Option<InputDetails>,
    pub(super) output_tokens: Option<i64>,
    pub(super) output_tokens_details: Option<OutputDetails>,
    pub(super) total_tokens: Option<i64>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct InputDetails {
    pub(super) cached_tokens: Option<i64>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct OutputDetails {
    pub(super) reasoning_tokens: Option<i64>,
}
