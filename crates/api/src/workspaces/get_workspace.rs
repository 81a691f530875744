//! `GET /workspaces/{workspace}`: one workspace.

use axum::Json;
use axum::extract::State;
use ropewalk_model::WorkspaceId;
use ropewalk_wire::workspaces::{GetWorkspaceQuery, Workspace};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

#[utoipa::path(
    get,
    path = "/workspaces/{workspace}",
    operation_id = "get_workspace",
    tag = "Workspaces",
    summary = "Get a workspace",
    params(("workspace" = uuid::Uuid, Path, description = "The workspace."), GetWorkspaceQuery),
    responses(
        (status = 200, description = "The workspace.", body = Workspace),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 410, description = "It was deleted.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_workspace(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<WorkspaceId>,
    Query(query): Query<GetWorkspaceQuery>,
) -> ApiResult<Json<Workspace>> {
    Ok(Json(state.platform.get_workspace(&caller.subject, id, query.include_deleted).await?))
}
