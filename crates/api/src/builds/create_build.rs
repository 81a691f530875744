//! `POST /workspaces/{workspace}/builds`: starts, stops or deletes a workspace.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::WorkspaceId;
use ropewalk_wire::builds::{CreateWorkspaceBuildRequest, WorkspaceBuild};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/workspaces/{workspace}/builds",
    operation_id = "create_build",
    tag = "Builds",
    summary = "Start, stop or delete a workspace",
    params(("workspace" = uuid::Uuid, Path, description = "The workspace.")),
    request_body = CreateWorkspaceBuildRequest,
    responses(
        (status = 201, description = "The build; it is queued.", body = WorkspaceBuild),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 406, description = "The template version is still being imported.", body = ropewalk_wire::Response),
        (status = 409, description = "Another build of the workspace has not ended.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_build(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<WorkspaceId>,
    JsonBody(request): JsonBody<CreateWorkspaceBuildRequest>,
) -> ApiResult<(StatusCode, Json<WorkspaceBuild>)> {
    Ok((StatusCode::CREATED, Json(state.platform.create_build(&caller.subject, id, &request).await?)))
}
