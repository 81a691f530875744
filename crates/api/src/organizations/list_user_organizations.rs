//! `GET /users/{user}/organizations`: the organizations of a person.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::accounts::Organization;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/organizations",
    operation_id = "list_user_organizations",
    tag = "Organizations",
    summary = "Organizations of a person",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    responses(
        (status = 200, description = "Those that the caller may see too.", body = Vec<Organization>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_user_organizations(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserRef>,
) -> ApiResult<Json<Vec<Organization>>> {
    Ok(Json(state.platform.list_user_organizations(&caller.subject, &user).await?))
}
