//! The agent's calls to the server: HTTPS JSON for reports, a WebSocket for the tunnel. Both trust the
//! machine's own list of authorities.

mod backoff;
mod client;
mod dial;
mod tls;

pub(crate) use backoff::{Backoff, jittered};
pub(crate) use client::{ClientError, ServerClient, ServerError};
pub(crate) use dial::{DialError, TunnelIo, dial};
pub use tls::install_crypto_provider;
