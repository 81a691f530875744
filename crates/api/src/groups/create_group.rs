//! `POST /organizations/{organization}/groups`: make a group.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_wire::accounts::{CreateGroupRequest, Group};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/organizations/{organization}/groups",
    operation_id = "create_group",
    tag = "Groups",
    summary = "Make a group",
    params(("organization" = String, Path, description = "A name, an id, or `default`.")),
    request_body = CreateGroupRequest,
    responses(
        (status = 201, description = "The group.", body = Group),
        (status = 400, description = "The request has bad fields.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such organization, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 409, description = "The name is taken.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_group(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(organization): PathParam<OrganizationRef>,
    JsonBody(request): JsonBody<CreateGroupRequest>,
) -> ApiResult<(StatusCode, Json<Group>)> {
    let group = state.platform.create_group(&caller.subject, &organization, &request).await?;
    Ok((StatusCode::CREATED, Json(group)))
}
