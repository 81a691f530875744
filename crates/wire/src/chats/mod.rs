//! The chats API: bodies, stream events and watch events (chats-api.md 2.1-2.10).
//!
//! Byte-level traps that must stay true (chats-api.md 2.1): a message part always carries its zero-valued
//! keys and its null ids; `labels` and `mcp_server_ids` are never null; `last_turn_summary` is always there;
//! `children` is always an array; an emptied queue has no `queued_messages` key.
//!
//! Our additions are extra fields and extra event types only: `history_version`, `generation_attempt` and
//! `seq` in a `message_part`; the events `preview_reset` and `history_reset`.
//!
//! Absent on purpose, until the feature exists: `owner_name`, `diff_status`, `last_injected_context`, and the
//! `data` of file parts (a stored file always has a `file_id`, and then `data` is stripped).

mod chat;
mod error;
mod event;
mod file;
mod git;
mod input;
mod message;
mod part;
mod requests;
mod shell_line;
mod wait;

pub use chat::{Chat, ChatClientType, ChatExtras, ChatPlanMode, ChatSpend, ChatStatus};
pub use error::{ChatError, ChatErrorKind, ChatRetry};
pub use event::{
    ActionRequired, ChatStreamEvent, ChatWatchEvent, ChatWatchEventKind, MessagePartEvent, PreviewReset,
    RequiredToolCall, StatusEvent,
};
pub use file::{ChatFileMetadata, UploadChatFileResponse};
pub use git::{ChatGitEvent, ChatGitRequest, WorkspaceAgentRepoChanges};
pub use input::ChatInputPart;
pub use message::{ChatMessage, ChatMessageRole, ChatMessageUsage, ChatQueuedMessage};
pub use part::{ChatMessagePart, ChatMessagePartType};
pub use requests::{
    BusyBehavior, ChangeQueuedChatMessageRequest, ChangeQueuedChatMessageResponse, ChatMessagesResponse,
    ChatPrompt, ChatPromptsResponse, ClientToolResult, CreateChatMessageRequest, CreateChatMessageResponse,
    CreateChatRequest, DynamicTool, EditChatMessageRequest, EditChatMessageResponse,
    ProposeChatTitleResponse, SubmitToolResultsRequest, UpdateChatRequest,
};
pub use wait::{ChatWait, ChatWaitTries, ChatWaitingFor, ChatWhoseTurn};

#[cfg(test)]
mod json_tests;
