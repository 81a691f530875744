//! `GET /groups/{group}` and `GET /organizations/{organization}/groups/{name}`: one group.

use axum::Json;
use axum::extract::State;
use ropewalk_model::GroupId;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_wire::accounts::{GetGroupQuery, Group};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, PathParams2, Query, SignedIn};

#[utoipa::path(
    get,
    path = "/groups/{group}",
    operation_id = "get_group",
    tag = "Groups",
    summary = "One group",
    params(("group" = uuid::Uuid, Path, description = "The group."), GetGroupQuery),
    responses(
        (status = 200, description = "The group.", body = Group),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_group(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(group): PathParam<GroupId>,
    Query(query): Query<GetGroupQuery>,
) -> ApiResult<Json<Group>> {
    Ok(Json(state.platform.get_group(&caller.subject, group, query).await?))
}

#[utoipa::path(
    get,
    path = "/organizations/{organization}/groups/{name}",
    operation_id = "get_group_by_name",
    tag = "Groups",
    summary = "One group by its name",
    params(
        ("organization" = String, Path, description = "A name, an id, or `default`."),
        ("name" = String, Path, description = "The group's name."),
        GetGroupQuery,
    ),
    responses(
        (status = 200, description = "The group.", body = Group),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_group_by_name(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(organization, name): PathParams2<OrganizationRef, String>,
    Query(query): Query<GetGroupQuery>,
) -> ApiResult<Json<Group>> {
    Ok(Json(state.platform.get_group_by_name(&caller.subject, &organization, &name, query).await?))
}
