//! `GET` and `PUT /chats/config/debug-retention-days`: for how long records of chats are kept.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_chat::use_cases::DaysSetting;
use ropewalk_wire::chat_debug::ChatDebugRetentionDays;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/debug-retention-days",
    operation_id = "get_chat_debug_retention_days",
    tag = "Chat settings",
    summary = "Get for how long debug records are kept",
    responses((status = 200, description = "In days; 0 = for ever.", body = ChatDebugRetentionDays)),
)]
pub(super) async fn get_chat_debug_retention_days(
    State(state): State<ApiState>,
    SignedIn(_caller): SignedIn,
) -> ApiResult<Json<ChatDebugRetentionDays>> {
    let debug_retention_days = state.chat.days_setting(DaysSetting::DebugRetention).await?;
    Ok(Json(ChatDebugRetentionDays { debug_retention_days }))
}

#[utoipa::path(
    put,
    path = "/config/debug-retention-days",
    operation_id = "put_chat_debug_retention_days",
    tag = "Chat settings",
    summary = "Set for how long debug records are kept",
    request_body = ChatDebugRetentionDays,
    responses(
        (status = 204, description = "Done."),
        (status = 400, description = "A number that cannot be set.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_debug_retention_days(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<ChatDebugRetentionDays>,
) -> ApiResult<StatusCode> {
    state
        .chat
        .put_days_setting(&caller.subject, DaysSetting::DebugRetention, request.debug_retention_days)
        .await?;
    Ok(StatusCode::NO_CONTENT)
}
