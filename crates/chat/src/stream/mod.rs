//! The stream of a chat: what a client sees, whichever replica works on it (chat-state-machine.md 7).
//!
//! Authorised once, by the caller, who hands over the row. The order is: subscribe, register with the poller, read a
//! consistent snapshot, emit, follow. One operation at a time: a sync brings the client up to what the database holds
//! ([`local`]), a part is emitted when it is exactly the next of the current episode.

mod event;
mod follow;
mod local;
mod poller;

pub use event::{ChatEvent, StreamPart};
pub(crate) use follow::open;
pub use follow::{ChatStream, StreamError};
pub(crate) use poller::{Poller, PollerSeat};
pub use ropewalk_model::chat::OpenCall;
