//! `GET /workspacebuilds/{build}/parameters` and `/resources`.

use axum::Json;
use axum::extract::State;
use ropewalk_model::BuildId;
use ropewalk_wire::builds::{WorkspaceBuildParameter, WorkspaceResource};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/workspacebuilds/{build}/parameters",
    operation_id = "build_parameters",
    tag = "Builds",
    summary = "List the parameter values of a build",
    params(("build" = uuid::Uuid, Path, description = "The build.")),
    responses(
        (status = 200, description = "The values, by name.", body = Vec<WorkspaceBuildParameter>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn build_parameters(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<BuildId>,
) -> ApiResult<Json<Vec<WorkspaceBuildParameter>>> {
    Ok(Json(state.platform.build_parameters(&caller.subject, id).await?))
}

#[utoipa::path(
    get,
    path = "/workspacebuilds/{build}/resources",
    operation_id = "build_resources",
    tag = "Builds",
    summary = "List what a build made",
    params(("build" = uuid::Uuid, Path, description = "The build.")),
    responses(
        (status = 200, description = "The resources, with their agents.", body = Vec<WorkspaceResource>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn build_resources(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<BuildId>,
) -> ApiResult<Json<Vec<WorkspaceResource>>> {
    Ok(Json(state.platform.build_resources(&caller.subject, id).await?))
}
