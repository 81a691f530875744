//! `GET /groups/{group}/members` and `GET /organizations/{organization}/groups/{name}/members`: who is in a group.

use axum::Json;
use axum::extract::State;
use ropewalk_model::GroupId;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_wire::accounts::{GroupMembersResponse, ListGroupMembersQuery};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, PathParams2, Query, SignedIn};

#[utoipa::path(
    get,
    path = "/groups/{group}/members",
    operation_id = "list_group_members",
    tag = "Groups",
    summary = "Who is in a group",
    params(("group" = uuid::Uuid, Path, description = "The group."), ListGroupMembersQuery),
    responses(
        (status = 200, description = "A page of the members that the caller may see.", body = GroupMembersResponse),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_group_members(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(group): PathParam<GroupId>,
    Query(query): Query<ListGroupMembersQuery>,
) -> ApiResult<Json<GroupMembersResponse>> {
    Ok(Json(state.platform.list_group_members(&caller.subject, group, query).await?))
}

#[utoipa::path(
    get,
    path = "/organizations/{organization}/groups/{name}/members",
    operation_id = "list_group_members_by_name",
    tag = "Groups",
    summary = "Who is in a group, by its name",
    params(
        ("organization" = String, Path, description = "A name, an id, or `default`."),
        ("name" = String, Path, description = "The group's name."),
        ListGroupMembersQuery,
    ),
    responses(
        (status = 200, description = "A page of the members that the caller may see.", body = GroupMembersResponse),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_group_members_by_name(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(organization, name): PathParams2<OrganizationRef, String>,
    Query(query): Query<ListGroupMembersQuery>,
) -> ApiResult<Json<GroupMembersResponse>> {
    let page =
        state.platform.list_group_members_by_name(&caller.subject, &organization, &name, query).await?;
    Ok(Json(page))
}
