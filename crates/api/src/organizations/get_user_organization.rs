//! `GET /users/{user}/organizations/{organization}`: one organization of a person.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::accounts::UserRef;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_wire::accounts::Organization;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, SignedIn};

#[utoipa::path(
    get,
    path = "/users/{user}/organizations/{organization}",
    operation_id = "get_user_organization",
    tag = "Organizations",
    summary = "One organization of a person",
    params(("user" = String, Path, description = "A user name, an id, or `me`."), ("organization" = String, Path, description = "A name, an id, or `default`.")),
    responses(
        (status = 200, description = "The organization.", body = Organization),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_user_organization(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(user, organization): PathParams2<UserRef, OrganizationRef>,
) -> ApiResult<Json<Organization>> {
    let found = state.platform.get_user_organization(&caller.subject, &user, &organization).await?;
    Ok(Json(found))
}
