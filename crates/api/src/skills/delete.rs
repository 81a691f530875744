//! `DELETE /users/{user}/skills/{skill}`: one of one's own skills goes.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, SignedIn};

#[utoipa::path(
    delete,
    path = "/users/{user}/skills/{skill}",
    operation_id = "delete_user_skill",
    tag = "Skills",
    summary = "Delete a skill",
    params(("user" = String, Path, description = "A user name, an id, or `me`."), ("skill" = String, Path, description = "The name of the skill.")),
    responses(
        (status = 204, description = "It is gone; chats that have read it keep what they read."),
        (status = 403, description = "It is not the caller's own account.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn delete_user_skill(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(user, name): PathParams2<UserRef, String>,
) -> ApiResult<StatusCode> {
    state.platform.delete_user_skill(&caller.subject, &user, &name).await?;
    Ok(StatusCode::NO_CONTENT)
}
