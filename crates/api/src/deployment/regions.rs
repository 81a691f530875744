//! `GET /regions`: where workspaces can be reached through.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::deployment::RegionsResponse;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/regions",
    operation_id = "regions",
    tag = "General",
    summary = "Where workspaces can be reached through",
    responses(
        (status = 200, description = "The server itself.", body = RegionsResponse),
    ),
)]
pub(super) async fn regions(State(state): State<ApiState>, _: SignedIn) -> ApiResult<Json<RegionsResponse>> {
    Ok(Json(state.platform.regions().await?))
}
