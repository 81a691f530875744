//! `GET /updatecheck`: whether there is a newer version.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::deployment::UpdateCheck;

use crate::ApiState;

#[utoipa::path(
    get,
    path = "/updatecheck",
    operation_id = "update_check",
    tag = "General",
    summary = "Whether there is a newer version",
    responses(
        (status = 200, description = "What the server knows.", body = UpdateCheck),
    ),
    security(()),
)]
pub(super) async fn update_check(State(state): State<ApiState>) -> Json<UpdateCheck> {
    Json(state.platform.update_check())
}
