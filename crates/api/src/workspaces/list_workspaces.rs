//! `GET /workspaces`: the workspaces that the caller may see.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::workspaces::{ListWorkspacesQuery, WorkspacesResponse};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{Query, SignedIn};

#[utoipa::path(
    get,
    path = "/workspaces",
    operation_id = "list_workspaces",
    tag = "Workspaces",
    summary = "List workspaces",
    params(ListWorkspacesQuery),
    responses((status = 200, description = "A page, the workspace used last first.", body = WorkspacesResponse)),
)]
pub(super) async fn list_workspaces(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    Query(query): Query<ListWorkspacesQuery>,
) -> ApiResult<Json<WorkspacesResponse>> {
    Ok(Json(state.platform.list_workspaces(&caller.subject, &query).await?))
}
