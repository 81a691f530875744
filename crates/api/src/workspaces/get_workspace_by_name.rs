//! `GET /users/{user}/workspace/{workspace}`: one workspace by owner and name.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::workspaces::{GetWorkspaceQuery, Workspace};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, Query, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/workspace/{workspace}",
    operation_id = "get_workspace_by_name",
    tag = "Workspaces",
    summary = "Get a workspace by owner and name",
    params(
        ("user" = String, Path, description = "The owner: id, user name, or `me`."),
        ("workspace" = String, Path, description = "The workspace's name."),
        GetWorkspaceQuery,
    ),
    responses(
        (status = 200, description = "The workspace.", body = Workspace),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_workspace_by_name(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(owner, name): PathParams2<UserRef, String>,
    Query(query): Query<GetWorkspaceQuery>,
) -> ApiResult<Json<Workspace>> {
    let platform = &state.platform;
    Ok(Json(platform.get_workspace_by_name(&caller.subject, &owner, &name, query.include_deleted).await?))
}
