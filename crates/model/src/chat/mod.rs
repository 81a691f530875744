//! The chat: its state machine (chat-state-machine.md 2-4) and the types of its history.
//!
//! `state` is the contract: the states and the transition table as data. Everything that changes a
//! chat's execution state, in SQL or over HTTP, asks the table first.

mod dynamic_tool;
mod effort;
mod error;
mod file;
mod history;
mod message;
mod mode;
mod part;
mod row;
mod state;
mod table;

pub use dynamic_tool::DynamicTool;
pub use effort::{EffortChoice, ReasoningEffort};
pub use error::{ChatError, ErrorKind, MAX_DETAIL_CHARS, RetryState, clip_detail};
pub use file::{
    CHAT_FILE_BYTES_MAX, CHAT_FILE_LINK_LIMIT, ChatFile, FileClass, FileMediaType, INLINE_IMAGE_CAPS,
};
pub use history::{
    Boundary, BoundaryKind, CHAT_CLEARED, CHAT_SUMMARIZED, CompactionSource, OpenCall, active_messages,
    current_turn, is_workspace_context, latest_boundary, open_calls,
};
pub use message::{Message, NewMessage, QueuedMessage, Role, Usage, Visibility};
pub use mode::ChatMode;
pub use part::Part;
pub use row::{Chat, ClientType, Episode, Fence, StepFence, Versions};
pub use state::{InvalidState, State, Status};
pub use table::{Effects, QueueAfter, Refused, Row, TABLE, Transition, effects, target};

/// The most messages that may wait in a chat's queue (chats-api.md 1.7).
pub const QUEUE_LIMIT: usize = 20;
/// The most tries at a model call that one episode chain may take before its error is final (chat-engine.md 3.6).
pub const GENERATION_ATTEMPT_LIMIT: i64 = 25;
/// The most tools that a chat's client may declare (chats-api.md 1.3).
pub const DYNAMIC_TOOL_LIMIT: usize = 250;
/// How long a chat waits for the client's tool results (chat-state-machine.md 3).
pub const REQUIRES_ACTION_DEADLINE: chrono::Duration = chrono::Duration::minutes(5);

/// The title that a chat has before a better one is found: its first six words, at most 80 characters
/// (chats-api.md 1.3).
#[must_use]
pub fn fallback_title(text: &str) -> String {
    const MAX_WORDS: usize = 6;
    const MAX_CHARS: usize = 80;
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return "New Chat".to_owned();
    }
    let mut title = words.iter().take(MAX_WORDS).copied().collect::<Vec<_>>().join(" ");
    let mut is_cut = words.len() > MAX_WORDS;
    if title.chars().count() > MAX_CHARS {
        title = title.chars().take(MAX_CHARS - 1).collect();
        is_cut = true;
    }
    if is_cut {
        while title.chars().count() >= MAX_CHARS {
            title.pop();
        }
        title.push('…');
    }
    title
}

#[cfg(test)]
mod tests {
    use super::fallback_title;

    #[test]
    fn a_title_is_the_first_six_words() {
        assert_eq!(fallback_title("  fix   the bug "), "fix the bug");
        assert_eq!(fallback_title("a b c d e f g"), "a b c d e f…");
        assert_eq!(fallback_title(" \n"), "New Chat");
        let long = fallback_title(&"x".repeat(200));
        assert_eq!(long.chars().count(), 80);
        assert!(long.ends_with('…'));
    }
}
