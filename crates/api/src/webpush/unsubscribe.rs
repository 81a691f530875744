//! `DELETE /users/{user}/webpush/subscription`: a browser of one's own is sent no more notifications.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::webpush::DeleteWebpushSubscription;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    delete,
    path = "/users/{user}/webpush/subscription",
    operation_id = "delete_webpush_subscription",
    tag = "Notifications",
    summary = "Turn notifications off for a browser",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    request_body = DeleteWebpushSubscription,
    responses(
        (status = 204, description = "Notifications are off."),
        (status = 403, description = "It is not the caller's own account.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such subscription, or no such account that the caller may see.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn delete_webpush_subscription(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
    JsonBody(request): JsonBody<DeleteWebpushSubscription>,
) -> ApiResult<StatusCode> {
    state.platform.unsubscribe_from_push(&caller.subject, &user, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}
