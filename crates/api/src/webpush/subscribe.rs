//! `POST /users/{user}/webpush/subscription`: a browser of one's own is sent notifications from now on.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::webpush::WebpushSubscription;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/users/{user}/webpush/subscription",
    operation_id = "create_webpush_subscription",
    tag = "Notifications",
    summary = "Turn notifications on for a browser",
    description = "A first message is sent; the subscription is stored when the push service takes it. A subscription of the same address is \
        replaced. The public key for it is `webpush_public_key` of `GET /api/v2/buildinfo`.",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    request_body = WebpushSubscription,
    responses(
        (status = 204, description = "Notifications are on."),
        (status = 400, description = "The address is not https, or leads to this machine or a private network; or a key is none.", body = ropewalk_wire::Response),
        (status = 403, description = "It is not the caller's own account.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 412, description = "Notifications are off on this server.", body = ropewalk_wire::Response),
        (status = 502, description = "The push service did not take the first message.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_webpush_subscription(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
    JsonBody(request): JsonBody<WebpushSubscription>,
) -> ApiResult<StatusCode> {
    state.platform.subscribe_to_push(&caller.subject, &user, &request).await?;
    Ok(StatusCode::NO_CONTENT)
}
