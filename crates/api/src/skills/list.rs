//! `GET /users/{user}/skills`: one's own skills.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::user_skills::UserSkill;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/skills",
    operation_id = "list_user_skills",
    tag = "Skills",
    summary = "List skills",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    responses(
        (status = 200, description = "By name.", body = Vec<UserSkill>),
        (status = 403, description = "It is not the caller's own account.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_user_skills(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
) -> ApiResult<Json<Vec<UserSkill>>> {
    Ok(Json(state.platform.list_user_skills(&caller.subject, &user).await?))
}
