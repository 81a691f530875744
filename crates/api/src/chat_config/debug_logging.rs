//! `GET` and `PUT /chats/config/debug-logging`: whether people may have their chats recorded.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::chat_debug::{ChatDebugLogging, UpdateChatDebugLoggingRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/debug-logging",
    operation_id = "get_chat_debug_logging",
    tag = "Chat settings",
    summary = "Get whether people may have their chats recorded",
    responses(
        (status = 200, description = "The setting.", body = ChatDebugLogging),
        (status = 404, description = "The caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_debug_logging(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<ChatDebugLogging>> {
    let logging = state.chat.debug_logging(&caller.subject).await?;
    Ok(Json(ChatDebugLogging { allow_users: logging.allow_users, forced_by_deployment: logging.is_forced }))
}

#[utoipa::path(
    put,
    path = "/config/debug-logging",
    operation_id = "put_chat_debug_logging",
    tag = "Chat settings",
    summary = "Set whether people may have their chats recorded",
    request_body = UpdateChatDebugLoggingRequest,
    responses(
        (status = 204, description = "Done."),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_debug_logging(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<UpdateChatDebugLoggingRequest>,
) -> ApiResult<StatusCode> {
    state.chat.put_debug_logging(&caller.subject, request.allow_users).await?;
    Ok(StatusCode::NO_CONTENT)
}
