//! `DELETE /groups/{group}`: delete a group.

use axum::Json;
use axum::extract::State;
use ropewalk_model::GroupId;
use ropewalk_wire::Response;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    delete,
    path = "/groups/{group}",
    operation_id = "delete_group",
    tag = "Groups",
    summary = "Delete a group",
    description = "Its memberships and its usage limit go with it; the people stay.",
    params(("group" = uuid::Uuid, Path, description = "The group.")),
    responses(
        (status = 200, description = "It is gone.", body = Response),
        (status = 400, description = "It is the group of all members.", body = Response),
        (status = 403, description = "The caller may not do this.", body = Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = Response),
    ),
)]
pub(super) async fn delete_group(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(group): PathParam<GroupId>,
) -> ApiResult<Json<Response>> {
    state.platform.delete_group(&caller.subject, group).await?;
    Ok(Json(Response::of("The group is deleted.")))
}
