//! `GET /workspaceagents/me/tunnel`: the WebSocket that an agent dials, on which the server then asks (platform.md 2.11,
//! agent-and-provisioning.md 5.1).

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::agents::TunnelRequest;
use ropewalk_tunnel::{TunnelSettings, WsIo};
use ropewalk_wire::agent::AGENT_API_VERSION_HEADER;

use super::agent_caller::Agent;
use crate::ApiState;
use crate::error::ApiResult;

/// The longest version that an agent may name, in bytes.
const VERSION_LIMIT_BYTES: usize = 32;

#[utoipa::path(
    get,
    path = "/workspaceagents/me/tunnel",
    operation_id = "agent_tunnel",
    tag = "Agent protocol",
    summary = "Open the tunnel of an agent",
    description = "A WebSocket whose binary frames are a stream of bytes; on it the agent is an HTTP/2 server. The token is the agent's own.",
    security(("session_header" = [])),
    responses(
        (status = 101, description = "The tunnel is open."),
        (status = 403, description = "The agent belongs to an older build.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn agent_tunnel(
    State(state): State<ApiState>,
    Agent(caller): Agent,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let upgrade =
        upgrade.map_err(|_rejection| UseCaseError::invalid("This is a WebSocket: open it as one."))?;
    let api_version =
        headers.get(AGENT_API_VERSION_HEADER).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if api_version.len() > VERSION_LIMIT_BYTES {
        return Err(UseCaseError::invalid_field(AGENT_API_VERSION_HEADER, "is too long").into());
    }
    let settings = TunnelSettings::default();
    let request = TunnelRequest { caller, api_version: api_version.to_owned(), settings: settings.clone() };
    let platform = state.platform.clone();
    Ok(settings
        .configure_upgrade(upgrade)
        .on_upgrade(move |socket| async move { platform.serve_tunnel(request, WsIo::new(socket)).await }))
}
