//! `PUT` and `DELETE /chats/usage-limits/group-overrides/{group}`: the limit of each member of a group.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::GroupId;
use ropewalk_wire::chat_spend::{ChatUsageLimitGroupOverride, UpdateChatUsageLimitOverrideRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    put,
    path = "/usage-limits/group-overrides/{group}",
    operation_id = "put_chat_usage_limit_group_override",
    tag = "Chat spending",
    summary = "Give each member of a group a usage limit",
    description = "A person's own limit beats it; of several groups the lowest counts.",
    params(("group" = uuid::Uuid, Path, description = "The group.")),
    request_body = UpdateChatUsageLimitOverrideRequest,
    responses(
        (status = 200, description = "The limit.", body = ChatUsageLimitGroupOverride),
        (status = 400, description = "The limit is not above 0.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such group.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_usage_limit_group_override(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(group): PathParam<GroupId>,
    JsonBody(request): JsonBody<UpdateChatUsageLimitOverrideRequest>,
) -> ApiResult<Json<ChatUsageLimitGroupOverride>> {
    Ok(Json(state.platform.put_usage_limit_of_group(&caller.subject, group, request).await?))
}

#[utoipa::path(
    delete,
    path = "/usage-limits/group-overrides/{group}",
    operation_id = "delete_chat_usage_limit_group_override",
    tag = "Chat spending",
    summary = "Take a group's usage limit away",
    params(("group" = uuid::Uuid, Path, description = "The group.")),
    responses(
        (status = 204, description = "It is gone."),
        (status = 400, description = "There is no such group, or it has no limit.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn delete_chat_usage_limit_group_override(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(group): PathParam<GroupId>,
) -> ApiResult<StatusCode> {
    state.platform.delete_usage_limit_of_group(&caller.subject, group).await?;
    Ok(StatusCode::NO_CONTENT)
}
