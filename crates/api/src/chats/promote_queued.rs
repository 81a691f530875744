//! `POST /chats/{chat}/queue/{message}/promote`: a message that waits is to run next (chats-api.md 1.8).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::{ChatId, QueuedMessageId};
use ropewalk_wire::Response;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, SignedIn};

#[utoipa::path(
    post,
    path = "/{chat}/queue/{message}/promote",
    operation_id = "promote_queued_chat_message",
    tag = "Chats",
    summary = "Run a message that waits next",
    description = "A run that is going on is stopped, and what was said so far is kept; the message goes next. The stream of the chat \
        tells when it has become part of the history.",
    params(
        ("chat" = uuid::Uuid, Path, description = "The chat."),
        ("message" = i64, Path, description = "The queued message."),
    ),
    responses(
        (status = 202, description = "Accepted.", body = Response),
        (status = 403, description = "The caller does not own the chat.", body = Response),
        (status = 404, description = "There is no such chat or queued message, or the caller may not change it.", body = Response),
        (status = 409, description = "Nothing waits.", body = Response),
    ),
)]
pub(super) async fn promote_queued_chat_message(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(id, message): PathParams2<ChatId, i64>,
) -> ApiResult<(StatusCode, Json<Response>)> {
    state.chat.promote_queued_message(&caller.subject, id, QueuedMessageId(message)).await?;
    Ok((StatusCode::ACCEPTED, Json(Response::of("The message runs next."))))
}
