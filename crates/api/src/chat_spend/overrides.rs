//! `PUT` and `DELETE /chats/usage-limits/overrides/{user}`: the limit of one person.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::UserId;
use ropewalk_wire::chat_spend::{ChatUsageLimitOverride, UpdateChatUsageLimitOverrideRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    put,
    path = "/usage-limits/overrides/{user}",
    operation_id = "put_chat_usage_limit_override",
    tag = "Chat spending",
    summary = "Give a person a usage limit",
    params(("user" = uuid::Uuid, Path, description = "The person.")),
    request_body = UpdateChatUsageLimitOverrideRequest,
    responses(
        (status = 200, description = "Their limit.", body = ChatUsageLimitOverride),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such person.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_usage_limit_override(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserId>,
    JsonBody(request): JsonBody<UpdateChatUsageLimitOverrideRequest>,
) -> ApiResult<Json<ChatUsageLimitOverride>> {
    Ok(Json(state.platform.put_usage_limit_override(&caller.subject, user, request).await?))
}

#[utoipa::path(
    delete,
    path = "/usage-limits/overrides/{user}",
    operation_id = "delete_chat_usage_limit_override",
    tag = "Chat spending",
    summary = "Take a person's usage limit away",
    params(("user" = uuid::Uuid, Path, description = "The person.")),
    responses(
        (status = 204, description = "The limit of the deployment counts again."),
        (status = 400, description = "There is no such person, or they have no limit of their own.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn delete_chat_usage_limit_override(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(user): PathParam<UserId>,
) -> ApiResult<StatusCode> {
    state.platform.delete_usage_limit_override(&caller.subject, user).await?;
    Ok(StatusCode::NO_CONTENT)
}
