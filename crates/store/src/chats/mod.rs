//! Chats: the SQL of every transition, the reads, the effect ledger and the metadata.
//!
//! A transition is one transaction with one shape (`locked`): the row lock is taken first and `snapshot_version` is
//! raised in the same statement; the state is computed from the locked row; `ropewalk_model::chat::{effects, target}`
//! decide what is legal and where it leads; the fence is checked; the writes happen; the transaction commits; the
//! notifications go out. Nothing here decides legality by itself, and nothing holds the lock during an LLM or tool call.
//!
//! What must stay true:
//! - only `transitions/` writes execution state; `metadata` never raises a version, and wakes the acquirer after its
//!   commit (chat-state-machine.md 6.3);
//! - JSON passes through `json`, because JSONB cannot hold NUL characters (chat-engine.md PR-12);
//! - notifications are hints: failing to send one never fails the transition that it tells about.

mod by_workspace;
mod children;
mod dynamic_tools;
mod error;
mod history;
mod json;
mod ledger;
mod lifecycle;
mod list;
mod local_wake;
mod locked;
mod messages;
mod metadata;
mod notify;
mod pins;
mod prompts;
mod queue;
mod row;
mod running;
mod side_calls;
mod snapshot;
mod transitions;
mod unexplained;

pub use by_workspace::WorkspaceChat;
pub use children::ChildPage;
pub use error::TransitionError;
pub(crate) use json::{decode_text, from_jsonb, to_jsonb};
pub use ledger::{Attachment, LedgerEntry, LedgerState, StartedCall, ToolCallKey, ToolCallResult};
pub use lifecycle::UnusedChat;
pub use list::{ChatFilter, ChatPageStart, ListedChat};
pub(crate) use local_wake::LocalWake;
pub use locked::Committed;
pub use messages::{MessagePage, MessageRange};
pub use metadata::WorkspaceBinding;
pub use notify::{
    ChatUpdate, OWNERSHIP_CHANNEL, OwnershipHint, WatchHint, WatchKind, update_channel, watch_channel,
};
pub use pins::{PinChange, PinOutcome};
pub use prompts::Prompt;
pub use side_calls::{SideCall, SideCallKind};
pub use snapshot::{ChatSnapshot, SnapshotMessages};
pub use transitions::{
    AcquireRequest, Acquired, ArchiveChange, BegunBatch, BegunTry, ChildLimits, ClientResult, EditMessage,
    NewChat, NewChild, QueuedChange, SendBehavior, SendMessage, Sent, Spawned, Taker,
};
pub use unexplained::{ChatsAtWork, OwnChats, Slots};
