//! Notifications in browsers: Web Push (chat-engine.md 6.6, chats-api.md 1.20; RFC 8030, 8188, 8291, 8292; docs/adr/0025).
//!
//! A browser tells where its push service takes messages for it. The server encrypts a message for the browser alone, signs who it is, and
//! sends it there.
//!
//! What must stay true: people name the addresses that the server calls, so none of them may lead into the network that it stands in. That
//! is checked where a subscription is taken, and again when a name is resolved for each connection; no redirect is followed. Neither the
//! message nor the address is logged.

mod address;
mod encrypt;
mod guard;
mod keys;
mod send;
mod subscribe;

pub use guard::{HttpClientError, http_client, http_client_with};
pub use send::PushMessage;

pub(crate) use keys::VapidKeys;
