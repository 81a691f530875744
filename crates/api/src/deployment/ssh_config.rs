//! `GET /deployment/ssh`: what clients put into `~/.ssh/config`.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::deployment::SshConfigResponse;

use crate::ApiState;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/deployment/ssh",
    operation_id = "ssh_config",
    tag = "General",
    summary = "Settings for SSH clients",
    responses(
        (status = 200, description = "The settings.", body = SshConfigResponse),
    ),
)]
pub(super) async fn ssh_config(State(state): State<ApiState>, _: SignedIn) -> Json<SshConfigResponse> {
    Json(state.platform.ssh_config())
}
