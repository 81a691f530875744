//! One file per transition of chat-state-machine.md 3.

mod abandon;
mod acquire;
mod begin_batch;
mod change_queued;
mod clear_context;
mod commit_step;
mod complete_requires_action;
mod create;
mod delete_queued;
mod edit_message;
mod finish_error;
mod finish_interruption;
mod finish_turn;
mod interrupt;
mod promote_queued;
mod reconcile_invalid;
mod record_attempt;
mod record_retry;
mod request_compaction;
mod requires_action;
mod send_message;
mod set_archived;
mod spawn_child;

pub use acquire::{AcquireRequest, Acquired, Taker};
pub use begin_batch::BegunBatch;
pub use change_queued::QueuedChange;
pub use complete_requires_action::ClientResult;
pub use create::NewChat;
pub use edit_message::EditMessage;
pub use record_attempt::BegunTry;
pub use send_message::{SendBehavior, SendMessage, Sent};
pub use set_archived::ArchiveChange;
pub use spawn_child::{ChildLimits, NewChild, Spawned};
