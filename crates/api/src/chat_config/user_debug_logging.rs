//! `GET` and `PUT /chats/config/user-debug-logging`: whether the caller's chats are recorded.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::chat_debug::{UpdateUserChatDebugLoggingRequest, UserChatDebugLogging};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/user-debug-logging",
    operation_id = "get_user_chat_debug_logging",
    tag = "Chat settings",
    summary = "Get whether your chats are recorded",
    responses((status = 200, description = "The setting.", body = UserChatDebugLogging)),
)]
pub(super) async fn get_user_chat_debug_logging(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<UserChatDebugLogging>> {
    let own = state.chat.own_debug_logging(&caller.subject).await?;
    Ok(Json(UserChatDebugLogging {
        debug_logging_enabled: own.is_enabled,
        user_toggle_allowed: own.may_choose,
        forced_by_deployment: own.is_forced,
    }))
}

#[utoipa::path(
    put,
    path = "/config/user-debug-logging",
    operation_id = "put_user_chat_debug_logging",
    tag = "Chat settings",
    summary = "Set whether your chats are recorded",
    request_body = UpdateUserChatDebugLoggingRequest,
    responses(
        (status = 204, description = "Done."),
        (status = 403, description = "People may not choose.", body = ropewalk_wire::Response),
        (status = 409, description = "The deployment records every chat.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_user_chat_debug_logging(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<UpdateUserChatDebugLoggingRequest>,
) -> ApiResult<StatusCode> {
    state.chat.put_own_debug_logging(&caller.subject, request.debug_logging_enabled).await?;
    Ok(StatusCode::NO_CONTENT)
}
