//! `PUT /users/{user}/keys/{keyid}/expire`: ends a session or token; it stays in lists.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, SignedIn};

#[utoipa::path(
    put,
    path = "/users/{user}/keys/{keyid}/expire",
    operation_id = "expire_api_key",
    tag = "API keys",
    summary = "End a session or token",
    params(("user" = String, Path, description = "A user name, an id, or `me`."), ("keyid" = String, Path, description = "The public half of the key: ten characters.")),
    responses(
        (status = 204, description = "Ended."),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn expire_api_key(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(user, key): PathParams2<UserRef, String>,
) -> ApiResult<StatusCode> {
    state.platform.expire_api_key(&caller.subject, &user, &key).await?;
    Ok(StatusCode::NO_CONTENT)
}
