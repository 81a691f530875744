//! `GET /workspaces/{workspace}/builds`: the builds of a workspace.

use axum::Json;
use axum::extract::State;
use ropewalk_model::WorkspaceId;
use ropewalk_wire::builds::{ListBuildsQuery, WorkspaceBuild};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/builds",
    operation_id = "list_builds",
    tag = "Builds",
    summary = "List the builds of a workspace",
    params(("workspace" = uuid::Uuid, Path, description = "The workspace."), ListBuildsQuery),
    responses(
        (status = 200, description = "The builds, the newest first.", body = Vec<WorkspaceBuild>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_builds(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<WorkspaceId>,
    Query(query): Query<ListBuildsQuery>,
) -> ApiResult<Json<Vec<WorkspaceBuild>>> {
    Ok(Json(state.platform.list_builds(&caller.subject, id, &query).await?))
}
