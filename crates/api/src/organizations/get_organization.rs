//! `GET /organizations/{organization}`: one organization.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_wire::accounts::Organization;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/organizations/{organization}",
    operation_id = "get_organization",
    tag = "Organizations",
    summary = "One organization",
    params(("organization" = String, Path, description = "A name, an id, or `default`.")),
    responses(
        (status = 200, description = "The organization.", body = Organization),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_organization(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(organization): PathParam<OrganizationRef>,
) -> ApiResult<Json<Organization>> {
    Ok(Json(state.platform.get_organization(&caller.subject, &organization).await?))
}
