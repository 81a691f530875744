//! What a subscriber of a chat's stream is told (chat-state-machine.md 7, chats-api.md 2.9).
//!
//! These are the engine's own types; `api` gives them their wire shape.

use ropewalk_model::Timestamp;
use ropewalk_model::chat::{ChatError, Message, OpenCall, Part, QueuedMessage, RetryState, Role, Status};
use serde::{Deserialize, Serialize};

/// One event of a chat's stream.
#[derive(Clone, Debug, PartialEq)]
pub enum ChatEvent {
    /// A piece of the step that is being made. Replaced by the `Message` that it becomes, or dropped at
    /// [`ChatEvent::PreviewReset`].
    MessagePart {
        /// The history that the step starts from.
        history_version: i64,
        /// Which try at the step, from 1.
        generation_attempt: i64,
        /// Its place in the try, from 1, without gaps.
        seq: u64,
        /// Who speaks.
        role: Role,
        /// The piece.
        part: StreamPart,
    },
    /// A stored message that people see; new, or changed since the subscriber last saw it.
    Message(Box<Message>),
    /// The chat's status.
    Status(Status),
    /// The chat's error; sent with status `error`.
    Error(ChatError),
    /// The whole queue, in its order; empty when nothing waits.
    QueueUpdate(Vec<QueuedMessage>),
    /// The client must run these calls.
    ActionRequired(Vec<OpenCall>),
    /// The chat waits before its next try. A state, not a passing event: a late subscriber gets it too.
    Retry(RetryState),
    /// The parts sent so far belong to a try that is over: drop them.
    PreviewReset {
        /// The history that the next parts start from.
        history_version: i64,
        /// The try that the next parts belong to.
        generation_attempt: i64,
    },
    /// Messages were taken away: drop all; every message that is left follows.
    HistoryReset,
}

/// A piece of a step, as it is streamed. Its JSON is what replicas tell one another, not what clients see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StreamPart {
    /// Text to append.
    Text(String),
    /// Reasoning to append.
    Reasoning {
        /// What to append.
        text: String,
        /// When the block began.
        created_at: Timestamp,
    },
    /// A piece of a tool call's arguments.
    ToolCallDelta {
        /// The provider's id of the call.
        tool_call_id: String,
        /// The tool.
        tool_name: String,
        /// JSON text to append.
        args_delta: String,
        /// Whether the provider runs it itself.
        provider_executed: bool,
    },
    /// A part that is complete: a tool call, a tool result, a source.
    Whole(Part),
}

impl StreamPart {
    /// About how much memory it holds, in bytes.
    #[must_use]
    pub(crate) fn size_bytes(&self) -> usize {
        const OVERHEAD_BYTES: usize = 64;
        OVERHEAD_BYTES
            + match self {
                Self::Text(text) | Self::Reasoning { text, .. } => text.len(),
                Self::ToolCallDelta { args_delta, tool_name, tool_call_id, .. } => {
                    args_delta.len() + tool_name.len() + tool_call_id.len()
                }
                Self::Whole(part) => serde_json::to_vec(part).map_or(0, |json| json.len()),
            }
    }
}
