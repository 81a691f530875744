//! The use cases of chats. Each takes the subject and checks its rights; what the subject may not see is not found.
//!
//! Invariant: nothing here knows HTTP. A refusal of the transition table is a conflict whose message names the state and
//! the transition.

mod advisor_settings;
mod authorize;
mod change_queued;
mod chat_spend;
mod chats_by_workspace;
mod clear_context;
mod compact_context;
mod create_chat;
mod days_settings;
mod debug_records;
mod debug_settings;
mod delete_queued;
mod edit_message;
mod explain_wait;
mod interrupt_chat;
mod link_files;
mod list_chats;
mod list_messages;
mod list_prompts;
mod mark_read;
mod promote_queued;
mod prompts;
mod read_file;
mod reconcile_chat;
mod regenerate_title;
mod send_message;
mod submit_tool_results;
mod take;
mod update_chat;
mod upload_file;
mod watch_git;

pub use create_chat::CreateChat;
pub use debug_settings::{DebugLogging, OwnDebugLogging};
pub use edit_message::EditChatMessage;
pub use explain_wait::ExplainedWait;
pub use link_files::Done;
pub use ropewalk_store::chat_debug::{DebugRun, DebugStatus, DebugStep};
pub use ropewalk_store::chats::{
    ArchiveChange, ChatFilter, ChatPageStart, ClientResult, Committed, ListedChat, MessagePage, MessageRange,
    Prompt, QueuedChange, SendBehavior, Sent,
};
pub use ropewalk_store::settings::DaysSetting;
pub use send_message::SendChatMessage;
pub use upload_file::UploadFile;
pub use watch_git::{GitChanges, GitWatch};

use ropewalk_model::chat::State;
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::TransitionError;
use std::time::Duration;

/// When it makes sense to try again after the queue was full: a turn has to end first.
const QUEUE_RETRY_AFTER: Duration = Duration::from_secs(30);

/// What a transition that did not happen means to the caller.
fn transition_error(error: TransitionError) -> UseCaseError {
    match error {
        TransitionError::NotFound => UseCaseError::not_found("chat"),
        TransitionError::Refused(refused) => match refused.from {
            State::XW | State::XE0 | State::XE1 => {
                UseCaseError::invalid("The chat is archived. Bring it back before you use it again.")
            }
            State::N
            | State::W
            | State::E0
            | State::E1
            | State::R0
            | State::R1
            | State::I0
            | State::I1
            | State::A0
            | State::A1 => UseCaseError::conflict(format!("{refused}.")),
        },
        TransitionError::Stale => UseCaseError::conflict("The chat has just changed. Try again."),
        TransitionError::QueueFull { limit } => UseCaseError::TooMany {
            message: format!("The queue of this chat is full: at most {limit} messages may wait."),
            retry_after: QUEUE_RETRY_AFTER,
        },
        TransitionError::Invalid(invalid) => {
            UseCaseError::conflict(format!("The chat cannot go on: {invalid}."))
        }
        TransitionError::NotEditable => {
            UseCaseError::invalid_field("message", "must be one that a person wrote")
        }
        TransitionError::ResultsMismatch { missing, unexpected } => {
            submit_tool_results::mismatch(&missing, &unexpected)
        }
        TransitionError::NotARoot => UseCaseError::invalid_field(
            "archived",
            "cannot be set on a chat that another chat made; set it on the first chat of the family",
        ),
        TransitionError::AlreadyThere => UseCaseError::invalid_field("archived", "has this value already"),
        not_broken @ TransitionError::NotBroken { .. } => UseCaseError::conflict(format!("{not_broken}.")),
        TransitionError::Store(error) => error.into(),
    }
}

/// As `otherwise`, where the chat is known to exist and `what` in it is not found.
fn not_found_as(
    what: &'static str,
    error: TransitionError,
    otherwise: fn(TransitionError) -> UseCaseError,
) -> UseCaseError {
    if matches!(error, TransitionError::NotFound) { UseCaseError::not_found(what) } else { otherwise(error) }
}
