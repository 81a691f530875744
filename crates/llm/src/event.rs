//! The one stream that every provider's answer becomes (chat-engine.md 1.4).

use ropewalk_model::chat::Usage;
use serde_json::Value;

/// One event of a model's answer. Ids tell blocks of the same answer apart; they mean nothing outside it.
#[derive(Clone, Debug, PartialEq)]
pub enum StreamEvent {
    /// A block of text begins.
    TextStart {
        /// The block.
        id: String,
    },
    /// More text.
    TextDelta {
        /// The block.
        id: String,
        /// What to append.
        text: String,
    },
    /// The block is complete.
    TextEnd {
        /// The block.
        id: String,
        /// What the provider wants back with it.
        provider_metadata: Option<Value>,
    },
    /// A block of reasoning begins.
    ReasoningStart {
        /// The block.
        id: String,
    },
    /// More reasoning.
    ReasoningDelta {
        /// The block.
        id: String,
        /// What to append.
        text: String,
    },
    /// The block is complete.
    ReasoningEnd {
        /// The block.
        id: String,
        /// Signature, redacted data, or item id with encrypted content: what the provider wants back.
        provider_metadata: Option<Value>,
    },
    /// A tool call begins; its arguments follow.
    ToolInputStart {
        /// The provider's id of the call.
        id: String,
        /// The tool.
        tool_name: String,
        /// Whether the provider runs it itself.
        provider_executed: bool,
    },
    /// A piece of the arguments' JSON text.
    ToolInputDelta {
        /// The call.
        id: String,
        /// What to append.
        delta: String,
    },
    /// The arguments are complete.
    ToolInputEnd {
        /// The call.
        id: String,
    },
    /// The whole call. Arguments that are not a JSON object arrive as a JSON string of their text.
    ToolCall {
        /// The provider's id of the call.
        id: String,
        /// The tool.
        tool_name: String,
        /// The arguments.
        args: Value,
        /// Whether the provider runs it itself.
        provider_executed: bool,
        /// What the provider wants back with it.
        provider_metadata: Option<Value>,
    },
    /// The result of a call that the provider ran itself.
    ToolResult {
        /// The call.
        id: String,
        /// The tool.
        tool_name: String,
        /// The result.
        result: Value,
        /// Whether it failed.
        is_error: bool,
        /// What the provider wants back with it.
        provider_metadata: Option<Value>,
    },
    /// A page that the answer cites.
    Source {
        /// The provider's id of it.
        source_id: Option<String>,
        /// Its address.
        url: String,
        /// Its title.
        title: Option<String>,
    },
    /// The answer is complete. Always the last event of a good stream, and only of a good one: a stream
    /// that ends without the provider's terminal event ends with an error of kind `timeout`.
    Finish {
        /// The tokens.
        usage: Usage,
        /// Why the model stopped.
        reason: FinishReason,
        /// The provider's id of the response.
        response_id: Option<String>,
        /// Whatever else the provider said at the end (refusal details, limits).
        provider_metadata: Option<Value>,
    },
}

/// Why the model stopped (chat-engine.md 2.6).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FinishReason {
    /// It was done.
    Stop,
    /// It ran into a token limit.
    Length,
    /// It wants tools run.
    ToolCalls,
    /// The provider blocked the answer.
    ContentFilter,
    /// Some other reason that the provider has a word for.
    Other,
    /// A reason that we do not know.
    Unknown,
}
