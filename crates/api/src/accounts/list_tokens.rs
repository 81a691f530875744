//! `GET /users/{user}/keys/tokens`: tokens.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::accounts::{ApiKeyWithOwner, ListTokensQuery};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/keys/tokens",
    operation_id = "list_tokens",
    tag = "API keys",
    summary = "List tokens",
    params(("user" = String, Path, description = "A user name, an id, or `me`."), ListTokensQuery),
    responses(
        (status = 200, description = "The tokens, oldest first, at most 1,000.", body = Vec<ApiKeyWithOwner>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_tokens(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
    Query(query): Query<ListTokensQuery>,
) -> ApiResult<Json<Vec<ApiKeyWithOwner>>> {
    Ok(Json(state.platform.list_tokens(&caller.subject, &user, &query).await?))
}
