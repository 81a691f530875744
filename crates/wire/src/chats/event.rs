//! What the stream of one chat and the watch of all chats send (chats-api.md 2.9, 2.10).
//!
//! A frame of the stream is an array of [`ChatStreamEvent`]; a frame of the watch is one [`ChatWatchEvent`].

use ropewalk_model::ChatId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    Chat, ChatError, ChatMessage, ChatMessagePart, ChatMessageRole, ChatQueuedMessage, ChatRetry, ChatStatus,
};

/// One event of a chat's stream.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum ChatStreamEvent {
    /// A piece of the message in the making. The stored `message` replaces all pieces of its step.
    MessagePart {
        /// The chat.
        #[schema(value_type = Uuid)]
        chat_id: ChatId,
        /// The piece.
        message_part: MessagePartEvent,
    },
    /// A stored message; one with a known id replaces that one.
    Message {
        /// The chat.
        #[schema(value_type = Uuid)]
        chat_id: ChatId,
        /// The message.
        message: ChatMessage,
    },
    /// The chat's status; may be sent twice.
    Status {
        /// The chat.
        #[schema(value_type = Uuid)]
        chat_id: ChatId,
        /// The status.
        status: StatusEvent,
    },
    /// The run failed, or the stream itself did.
    Error {
        /// The chat.
        #[schema(value_type = Uuid)]
        chat_id: ChatId,
        /// Why.
        error: ChatError,
    },
    /// The whole queue.
    QueueUpdate {
        /// The chat.
        #[schema(value_type = Uuid)]
        chat_id: ChatId,
        /// What waits, in order; the key is absent when nothing does.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        #[schema(required = false)]
        queued_messages: Vec<ChatQueuedMessage>,
    },
    /// The next try of the step is scheduled. The phase ends when parts flow again or the run ends.
    Retry {
        /// The chat.
        #[schema(value_type = Uuid)]
        chat_id: ChatId,
        /// The phase.
        retry: ChatRetry,
    },
    /// The client must run tools.
    ActionRequired {
        /// The chat.
        #[schema(value_type = Uuid)]
        chat_id: ChatId,
        /// Which.
        action_required: ActionRequired,
    },
    /// Our addition: the pieces shown so far belong to a try that is over. Forget them.
    PreviewReset {
        /// The chat.
        #[schema(value_type = Uuid)]
        chat_id: ChatId,
        /// The try that the next pieces belong to.
        preview_reset: PreviewReset,
    },
    /// Our addition: messages were taken away. Forget all; the whole history follows.
    HistoryReset {
        /// The chat.
        #[schema(value_type = Uuid)]
        chat_id: ChatId,
    },
}

impl ChatStreamEvent {
    /// The chat that the event is about.
    #[must_use]
    pub const fn chat_id(&self) -> ChatId {
        match self {
            Self::MessagePart { chat_id, .. }
            | Self::Message { chat_id, .. }
            | Self::Status { chat_id, .. }
            | Self::Error { chat_id, .. }
            | Self::QueueUpdate { chat_id, .. }
            | Self::Retry { chat_id, .. }
            | Self::ActionRequired { chat_id, .. }
            | Self::PreviewReset { chat_id, .. }
            | Self::HistoryReset { chat_id } => *chat_id,
        }
    }
}

/// A piece of the message in the making, and its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct MessagePartEvent {
    /// Whose message it will be.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<ChatMessageRole>,
    /// The piece.
    pub part: ChatMessagePart,
    /// Our addition: the history that the step starts from.
    #[serde(default)]
    #[schema(required = true)]
    pub history_version: i64,
    /// Our addition: which try at the step, from 1.
    #[serde(default)]
    #[schema(required = true)]
    pub generation_attempt: i64,
    /// Our addition: the piece's place within the try, from 1, without gaps.
    #[serde(default)]
    #[schema(required = true)]
    pub seq: i64,
}

/// The payload of `status`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StatusEvent {
    /// What the chat is doing.
    pub status: ChatStatus,
}

/// The payload of `preview_reset`: the try that the next pieces belong to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PreviewReset {
    /// The history that the step starts from.
    pub history_version: i64,
    /// Which try at the step; 0 = none has begun.
    pub generation_attempt: i64,
}

/// The payload of `action_required`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ActionRequired {
    /// The calls to run.
    pub tool_calls: Vec<RequiredToolCall>,
}

/// A call that the client must run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RequiredToolCall {
    /// The provider's id of the call.
    pub tool_call_id: String,
    /// The tool.
    pub tool_name: String,
    /// The arguments, as JSON **text**.
    pub args: String,
}

/// What happened to a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatWatchEventKind {
    /// It was made, or brought back from the archive.
    Created,
    /// It was archived.
    Deleted,
    /// Its status changed.
    StatusChange,
    /// Its title was written.
    TitleChange,
    /// The summary of its last turn was written.
    SummaryChange,
    /// What is known of its branch or pull request changed.
    DiffStatusChange,
    /// It waits for the client's tool results.
    ActionRequired,
}

/// One event of the watch of all own chats.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChatWatchEvent {
    /// What happened.
    pub kind: ChatWatchEventKind,
    /// The chat as it is now, without children.
    pub chat: Chat,
    /// Only with `action_required`: the calls to run.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub tool_calls: Vec<RequiredToolCall>,
}
