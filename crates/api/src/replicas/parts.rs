//! `GET /internal/replica/stream/parts`: the parts of the chats that this replica runs, for the viewers of another one
//! (chat-state-machine.md 7, "Relay").

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::response::Response;
use ropewalk_platform::UseCaseError;
use ropewalk_tunnel::{TunnelSettings, WsIo};

use super::asking_replica::AskingReplica;
use crate::ApiState;
use crate::error::ApiResult;

pub(super) async fn parts(
    State(state): State<ApiState>,
    AskingReplica(replica): AskingReplica,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let upgrade =
        upgrade.map_err(|_rejection| UseCaseError::invalid("This is a WebSocket: open it as one."))?;
    let engine = state.chat.clone();
    Ok(TunnelSettings::default()
        .configure_upgrade(upgrade)
        .on_upgrade(move |socket| async move { engine.relay_parts(replica, WsIo::new(socket)).await }))
}
