//! `DELETE /chats/{chat}/queue/{message}`: drops a message that waits (chats-api.md 1.8).

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::{ChatId, QueuedMessageId};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, SignedIn};

#[utoipa::path(
    delete,
    path = "/{chat}/queue/{message}",
    operation_id = "delete_queued_chat_message",
    tag = "Chats",
    summary = "Drop a message that waits",
    params(
        ("chat" = uuid::Uuid, Path, description = "The chat."),
        ("message" = i64, Path, description = "The queued message."),
    ),
    responses(
        (status = 204, description = "Done."),
        (status = 404, description = "There is no such chat or queued message, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 409, description = "Nothing waits.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn delete_queued_chat_message(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(id, message): PathParams2<ChatId, i64>,
) -> ApiResult<StatusCode> {
    state.chat.delete_queued_message(&caller.subject, id, QueuedMessageId(message)).await?;
    Ok(StatusCode::NO_CONTENT)
}
