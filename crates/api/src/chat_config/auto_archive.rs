//! `GET` and `PUT /chats/config/auto-archive-days`: after how many days chats that nobody uses are archived.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_chat::use_cases::DaysSetting;
use ropewalk_wire::chat_lifecycle::ChatAutoArchiveDays;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/auto-archive-days",
    operation_id = "get_chat_auto_archive_days",
    tag = "Chat settings",
    summary = "Get after how many days unused chats are archived",
    responses((status = 200, description = "In days; 0 = never.", body = ChatAutoArchiveDays)),
)]
pub(super) async fn get_chat_auto_archive_days(
    State(state): State<ApiState>,
    SignedIn(_caller): SignedIn,
) -> ApiResult<Json<ChatAutoArchiveDays>> {
    let auto_archive_days = state.chat.days_setting(DaysSetting::AutoArchive).await?;
    Ok(Json(ChatAutoArchiveDays { auto_archive_days }))
}

#[utoipa::path(
    put,
    path = "/config/auto-archive-days",
    operation_id = "put_chat_auto_archive_days",
    tag = "Chat settings",
    summary = "Set after how many days unused chats are archived",
    request_body = ChatAutoArchiveDays,
    responses(
        (status = 204, description = "Done."),
        (status = 400, description = "A number that cannot be set.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_auto_archive_days(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<ChatAutoArchiveDays>,
) -> ApiResult<StatusCode> {
    state.chat.put_days_setting(&caller.subject, DaysSetting::AutoArchive, request.auto_archive_days).await?;
    Ok(StatusCode::NO_CONTENT)
}
