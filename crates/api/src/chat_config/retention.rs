//! `GET` and `PUT /chats/config/retention-days`: for how long archived chats, and files that no chat has, are kept.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_chat::use_cases::DaysSetting;
use ropewalk_wire::chat_lifecycle::ChatRetentionDays;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/retention-days",
    operation_id = "get_chat_retention_days",
    tag = "Chat settings",
    summary = "Get for how long archived chats are kept",
    responses((status = 200, description = "In days; 0 = for ever.", body = ChatRetentionDays)),
)]
pub(super) async fn get_chat_retention_days(
    State(state): State<ApiState>,
    SignedIn(_caller): SignedIn,
) -> ApiResult<Json<ChatRetentionDays>> {
    let retention_days = state.chat.days_setting(DaysSetting::Retention).await?;
    Ok(Json(ChatRetentionDays { retention_days }))
}

#[utoipa::path(
    put,
    path = "/config/retention-days",
    operation_id = "put_chat_retention_days",
    tag = "Chat settings",
    summary = "Set for how long archived chats are kept",
    request_body = ChatRetentionDays,
    responses(
        (status = 204, description = "Done."),
        (status = 400, description = "A number that cannot be set.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_retention_days(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<ChatRetentionDays>,
) -> ApiResult<StatusCode> {
    state.chat.put_days_setting(&caller.subject, DaysSetting::Retention, request.retention_days).await?;
    Ok(StatusCode::NO_CONTENT)
}
