//! `GET /buildinfo`: which server this is.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::deployment::BuildInfo;

use crate::ApiState;
use crate::error::ApiResult;

#[utoipa::path(
    get,
    path = "/buildinfo",
    operation_id = "build_info",
    tag = "General",
    summary = "Which server this is",
    responses(
        (status = 200, description = "The version and more.", body = BuildInfo),
    ),
    security(()),
)]
pub(super) async fn build_info(State(state): State<ApiState>) -> ApiResult<Json<BuildInfo>> {
    Ok(Json(state.platform.build_info().await?))
}
