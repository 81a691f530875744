//! `GET /users/{user}/keys/tokens/tokenconfig`: the limits of tokens.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::accounts::TokenConfig;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/keys/tokens/tokenconfig",
    operation_id = "token_config",
    tag = "API keys",
    summary = "Limits of tokens",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    responses(
        (status = 200, description = "The limits.", body = TokenConfig),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn token_config(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
) -> ApiResult<Json<TokenConfig>> {
    Ok(Json(state.platform.token_config(&caller.subject, &user).await?))
}
