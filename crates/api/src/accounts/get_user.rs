//! `GET /users/{user}`: one person.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::accounts::User;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}",
    operation_id = "get_user",
    tag = "Users",
    summary = "One person",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    responses(
        (status = 200, description = "The person.", body = User),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_user(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
) -> ApiResult<Json<User>> {
    Ok(Json(state.platform.get_user(&caller.subject, &user).await?))
}
