//! `PUT /users/{user}/password`: sets a password and ends all sessions and tokens of the account.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::accounts::UpdatePasswordRequest;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    put,
    path = "/users/{user}/password",
    operation_id = "update_password",
    tag = "Users",
    summary = "Set a password",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    request_body = UpdatePasswordRequest,
    responses(
        (status = 204, description = "Set; all sessions of the account have ended."),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn update_password(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
    JsonBody(request): JsonBody<UpdatePasswordRequest>,
) -> ApiResult<StatusCode> {
    state.platform.update_password(&caller.subject, &user, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}
