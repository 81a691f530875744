//! Workspace agents: their rows, their tokens, their connections, what they report, their logs.
//!
//! What must stay true:
//! - a token is stored as its SHA-256 only;
//! - the newest tunnel wins: each connection raises `tunnel_generation`, and writes about an older one touch nothing;
//! - a lifecycle never goes back;
//! - the ids of an agent's log lines ascend in the order of their commits: whoever adds lines holds the agent's row lock.

mod connection;
mod logs;
mod record;
mod reports;
mod token;

pub use connection::TunnelHold;
pub use logs::{AGENT_LOG_LIMIT_BYTES, AgentLogInput, AgentLogRecord};
pub use record::{AgentRecord, LogSourceRecord, ScriptRecord};
pub use reports::{LifecycleOutcome, ScriptRun, StartupReport};
pub use token::{AgentIdentity, AgentPlace};
