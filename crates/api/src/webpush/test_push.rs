//! `POST /users/{user}/webpush/test`: a message to all browsers of one's own that want them.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/users/{user}/webpush/test",
    operation_id = "test_webpush",
    tag = "Notifications",
    summary = "Send a test notification",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    responses(
        (status = 204, description = "At least one browser's push service took it."),
        (status = 403, description = "It is not the caller's own account.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 412, description = "No browser of the caller took it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn test_webpush(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
) -> ApiResult<StatusCode> {
    state.platform.test_push(&caller.subject, &user).await?;
    Ok(StatusCode::NO_CONTENT)
}
