//! `GET /`: the agent is there.

use axum::Json;
use ropewalk_wire::agent::{AGENT_API_VERSION, AgentHello};

/// Greets.
pub(super) async fn hello() -> Json<AgentHello> {
    Json(AgentHello {
        message: "This is the workspace agent.".to_owned(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        api_version: AGENT_API_VERSION.to_owned(),
    })
}
