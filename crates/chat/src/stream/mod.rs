//! The stream of a chat.

mod event;

pub use event::{ChatEvent, StreamPart};
