//! `PATCH /groups/{group}`: change a group and who is in it.

use axum::Json;
use axum::extract::State;
use ropewalk_model::GroupId;
use ropewalk_wire::accounts::{Group, PatchGroupRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    patch,
    path = "/groups/{group}",
    operation_id = "update_group",
    tag = "Groups",
    summary = "Change a group",
    description = "All of it is done, or nothing. Who is a member already, or is none, stays so.",
    params(("group" = uuid::Uuid, Path, description = "The group.")),
    request_body = PatchGroupRequest,
    responses(
        (status = 200, description = "The group as it is now.", body = Group),
        (status = 400, description = "The request has bad fields.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 409, description = "The name is taken.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn update_group(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(group): PathParam<GroupId>,
    JsonBody(request): JsonBody<PatchGroupRequest>,
) -> ApiResult<Json<Group>> {
    Ok(Json(state.platform.update_group(&caller.subject, group, &request).await?))
}
