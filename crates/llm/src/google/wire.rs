//! The chunks of the stream, as far as we read them.

use serde::Deserialize;
use serde_json::Value;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Chunk {
    pub(super) candidates: Option<Vec<Candidate>>,
    pub(super) prompt_feedback: Option<PromptFeedback>,
    pub(super) usage_metadata: Option<WireUsage>,
    pub(super) response_id: Option<String>,
    pub(super) error: Value,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Candidate {
    pub(super) index: Option<u64>,
    pub(super) content: Option<Content>,
    pub(super) finish_reason: Option<String>,
    pub(super) finish_message: Option<String>,
    pub(super) safety_ratings: Value,
    pub(super) grounding_metadata: Option<Grounding>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Content {
    pub(super) parts: Option<Vec<Part>>,
}

/// One part; exactly one of the fields says what it is.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Part {
    pub(super) text: Option<String>,
    /// Whether `text` is a thought.
    pub(super) thought: bool,
    pub(super) thought_signature: Option<String>,
    pub(super) function_call: Option<FunctionCall>,
    /// A tool that Google ran itself.
    pub(super) tool_call: Value,
    /// What that tool gave.
    pub(super) tool_response: Value,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct FunctionCall {
    pub(super) id: Option<String>,
    pub(super) name: String,
    pub(super) args: Value,
}

/// Why the prompt itself was refused.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct PromptFeedback {
    pub(super) block_reason: Option<String>,
    pub(super) safety_ratings: Value,
}

/// What a search found.
#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct Grounding {
    pub(super) web_search_queries: Vec<String>,
    pub(super) grounding_chunks: Vec<GroundingChunk>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GroundingChunk {
    pub(super) web: Option<Page>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct Page {
    pub(super) uri: String,
    pub(super) title: Option<String>,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(super) struct WireUsage {
    /// Cached tokens among them.
    pub(super) prompt_token_count: Option<i64>,
    pub(super) cached_content_token_count: Option<i64>,
    /// What tools of Google's own read.
    pub(super) tool_use_prompt_token_count: Option<i64>,
    /// Without thoughts.
    pub(super) candidates_token_count: Option<i64>,
    pub(super) thoughts_token_count: Option<i64>,
    pub(super) total_token_count: Option<i64>,
}
