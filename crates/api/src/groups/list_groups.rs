//! `GET /groups` and `GET /organizations/{organization}/groups`: the groups that the caller may see.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_wire::accounts::{Group, ListGroupsQuery};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

#[utoipa::path(
    get,
    path = "/groups",
    operation_id = "list_groups",
    tag = "Groups",
    summary = "List groups",
    params(ListGroupsQuery),
    responses(
        (status = 200, description = "The groups that the caller may see, by name, at most 1,000.", body = Vec<Group>),
        (status = 400, description = "The query names what is not there.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_groups(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    Query(query): Query<ListGroupsQuery>,
) -> ApiResult<Json<Vec<Group>>> {
    Ok(Json(state.platform.list_groups(&caller.subject, &query).await?))
}

#[utoipa::path(
    get,
    path = "/organizations/{organization}/groups",
    operation_id = "list_organization_groups",
    tag = "Groups",
    summary = "List the groups of an organization",
    params(("organization" = String, Path, description = "A name, an id, or `default`.")),
    responses(
        (status = 200, description = "The groups, by name, at most 1,000.", body = Vec<Group>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_organization_groups(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(organization): PathParam<OrganizationRef>,
) -> ApiResult<Json<Vec<Group>>> {
    Ok(Json(state.platform.list_organization_groups(&caller.subject, &organization).await?))
}
