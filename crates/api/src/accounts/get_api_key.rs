//! `GET /users/{user}/keys/{keyid}`: one session or token.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::accounts::ApiKey;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/keys/{keyid}",
    operation_id = "get_api_key",
    tag = "API keys",
    summary = "One session or token",
    params(("user" = String, Path, description = "A user name, an id, or `me`."), ("keyid" = String, Path, description = "The public half of the key: ten characters.")),
    responses(
        (status = 200, description = "The key, without its secret.", body = ApiKey),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_api_key(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(user, key): PathParams2<UserRef, String>,
) -> ApiResult<Json<ApiKey>> {
    Ok(Json(state.platform.get_api_key(&caller.subject, &user, &key).await?))
}
