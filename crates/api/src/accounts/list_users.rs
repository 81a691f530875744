//! `GET /users`: people, a page at a time.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::accounts::{ListUsersQuery, UsersResponse};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{Query, SignedIn};

#[utoipa::path(
    get,
    path = "/users",
    operation_id = "list_users",
    tag = "Users",
    summary = "List people",
    params(ListUsersQuery),
    responses(
        (status = 200, description = "A page of the people that the caller may see.", body = UsersResponse),
    ),
)]
pub(super) async fn list_users(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    Query(query): Query<ListUsersQuery>,
) -> ApiResult<Json<UsersResponse>> {
    Ok(Json(state.platform.list_users(&caller.subject, &query).await?))
}
