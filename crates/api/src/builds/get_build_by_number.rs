//! `GET /users/{user}/workspace/{workspace}/builds/{number}`: one build by its number.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::builds::WorkspaceBuild;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams3, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/workspace/{workspace}/builds/{number}",
    operation_id = "get_build_by_number",
    tag = "Builds",
    summary = "Get a build by its number",
    params(
        ("user" = String, Path, description = "The owner: id, user name, or `me`."),
        ("workspace" = String, Path, description = "The workspace's name."),
        ("number" = i32, Path, description = "The build's number, from 1."),
    ),
    responses(
        (status = 200, description = "The build.", body = WorkspaceBuild),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_build_by_number(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams3(owner, name, number): PathParams3<UserRef, String, i32>,
) -> ApiResult<Json<WorkspaceBuild>> {
    Ok(Json(state.platform.get_build_by_number(&caller.subject, &owner, &name, number).await?))
}
