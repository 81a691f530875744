//! One file per transition of chat-state-machine.md 3.

mod abandon;
mod acquire;
mod commit_step;
mod create;
mod delete_queued;
mod finish_error;
mod finish_interruption;
mod finish_turn;
mod interrupt;
mod record_attempt;
mod record_retry;
mod requires_action;
mod send_message;

pub use acquire::{AcquireRequest, Acquired};
pub use create::NewChat;
pub use send_message::{SendBehavior, SendMessage, Sent};
