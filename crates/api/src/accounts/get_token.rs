//! `GET /users/{user}/keys/tokens/{keyname}`: one token by name.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::accounts::ApiKey;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/keys/tokens/{keyname}",
    operation_id = "get_token",
    tag = "API keys",
    summary = "One token by name",
    params(("user" = String, Path, description = "A user name, an id, or `me`."), ("keyname" = String, Path, description = "The name of the token.")),
    responses(
        (status = 200, description = "The token, without its secret.", body = ApiKey),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_token(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(user, name): PathParams2<UserRef, String>,
) -> ApiResult<Json<ApiKey>> {
    Ok(Json(state.platform.get_token(&caller.subject, &user, &name).await?))
}
