//! `PUT /chats/usage-limits`: sets the limit of the deployment.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::chat_spend::{ChatUsageLimitConfig, UpdateChatUsageLimitRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    put,
    path = "/usage-limits",
    operation_id = "put_chat_usage_limits",
    tag = "Chat spending",
    summary = "Set the usage limit of the deployment",
    description = "Null takes the limit away. `chat_cap_micros` is what one chat, with the chats that it made, may spend before it stops and asks.",
    request_body = UpdateChatUsageLimitRequest,
    responses(
        (status = 200, description = "The limit as it is now.", body = ChatUsageLimitConfig),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_usage_limits(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<UpdateChatUsageLimitRequest>,
) -> ApiResult<Json<ChatUsageLimitConfig>> {
    Ok(Json(state.platform.put_usage_limits(&caller.subject, &request).await?))
}
