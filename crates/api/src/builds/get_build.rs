//! `GET /workspacebuilds/{build}`: one build.

use axum::Json;
use axum::extract::State;
use ropewalk_model::BuildId;
use ropewalk_wire::builds::WorkspaceBuild;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/workspacebuilds/{build}",
    operation_id = "get_build",
    tag = "Builds",
    summary = "Get a build",
    params(("build" = uuid::Uuid, Path, description = "The build.")),
    responses(
        (status = 200, description = "The build.", body = WorkspaceBuild),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_build(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<BuildId>,
) -> ApiResult<Json<WorkspaceBuild>> {
    Ok(Json(state.platform.get_build(&caller.subject, id).await?))
}
