//! Workspace agents: their tokens, their tunnels, what they report, and how others reach them.

mod agent_logs;
mod authenticate_agent;
mod connect_agent;
mod forwarded;
mod get_agent;
mod latest_agents;
mod registry;
mod report;
mod tunnel;
pub(crate) mod views;
mod wait_until_ready;

pub use agent_logs::AgentLogFollow;
pub use authenticate_agent::AgentCaller;
pub(crate) use authenticate_agent::token_hash;
pub use connect_agent::ConnectError;
pub use forwarded::ForwardError;
pub(crate) use forwarded::ForwardedAgents;
pub use latest_agents::LatestAgent;
pub(crate) use registry::Registry;
pub use tunnel::{HEARTBEAT_INTERVAL, TunnelRequest};
pub use wait_until_ready::{AgentReadiness, ReadyError};
