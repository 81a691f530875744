//! `GET /internal/replica/agents/{agent}/tunnel`: the tunnel of an agent that is connected to this replica, for the chats
//! of another one.

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::response::Response;
use ropewalk_model::AgentId;
use ropewalk_platform::UseCaseError;
use ropewalk_tunnel::WsIo;

use super::asking_replica::AskingReplica;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::PathParam;

/// 404 when the agent is not connected here (any more): the other replica looks it up again.
pub(super) async fn agent_tunnel(
    State(state): State<ApiState>,
    AskingReplica(replica): AskingReplica,
    PathParam(agent): PathParam<AgentId>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let upgrade =
        upgrade.map_err(|_rejection| UseCaseError::invalid("This is a WebSocket: open it as one."))?;
    let connection = state.platform.agent_here(agent).ok_or(UseCaseError::not_found("agent"))?;
    tracing::debug!(agent.id = %agent, replica.id = %replica, "Passing the tunnel of agent {agent} on");
    let platform = state.platform.clone();
    let settings = connection.settings().clone();
    Ok(settings.configure_upgrade(upgrade).on_upgrade(move |socket| async move {
        platform.forward_agent(agent, connection, WsIo::new(socket)).await;
    }))
}
