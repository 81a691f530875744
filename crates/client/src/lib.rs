//! The typed HTTP and WebSocket client over `wire`. The command line and tests use it; whoever scripts
//! Ropewalk in Rust can.
//!
//! Invariant: no behaviour of its own besides talking: it never retries a request that may have had an
//! effect, and it never prints.

mod accounts;
mod chats;
mod error;
mod http;
mod socket;
mod workspaces;

pub use chats::{ChatFrames, ChatGit};
pub use error::ClientError;
pub use http::Client;
pub use workspaces::BuildLog;
