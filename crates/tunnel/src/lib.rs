//! Reversed HTTP/2 over one WebSocket: both ends, and the typed calls to an agent on it.
//!
//! The agent dials the server (one outgoing connection passes every proxy), then the roles turn round: on the
//! binary messages of that WebSocket the agent is the HTTP/2 server and the server is the client
//! (agent-and-provisioning.md 5.1, stack.md 3). Every request is a stream of its own with flow control, so a
//! big file neither fills the memory nor holds up a small call.
//!
//! What must stay true: every call has a deadline; every task is spawned on a tracker that the caller owns;
//! nothing here knows what an agent or a server is beyond this connection.

mod agent_end;
mod body;
mod calls;
mod context;
mod error;
mod executor;
mod forward;
mod line;
mod server_end;
mod settings;
mod websocket;

pub use agent_end::{AgentEndError, serve_agent_end};
pub use body::FileBody;
pub use calls::files::ReadFile;
pub use context::CallContext;
pub use error::{AgentError, BoxError};
pub use executor::TrackedExecutor;
pub use forward::serve_forward;
pub use server_end::AgentConn;
pub use settings::TunnelSettings;
pub use websocket::{Payload, WsIo, WsMessage};
