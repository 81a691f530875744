//! `POST /chats/{chat}/compact`: what was said so far is summarized for the model (our own; chat-state-machine.md 3, RequestCompaction).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::ChatId;
use ropewalk_wire::chats::Chat;

use super::view;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/{chat}/compact",
    operation_id = "compact_chat_context",
    tag = "Chats",
    summary = "Summarize what was said",
    description = "The model is shown a summary in the place of everything said so far; the history stays. The chat works on it; the calls \
        `chat_summarized` in its history are the summaries. Editing an earlier message takes one back.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 202, description = "The chat, which works on it.", body = Chat),
        (status = 403, description = "The caller does not own the chat.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 409, description = "The chat is busy; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn compact_chat_context(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
) -> ApiResult<(StatusCode, Json<Chat>)> {
    let chat = state.chat.compact_context(&caller.subject, id).await?;
    Ok((StatusCode::ACCEPTED, Json(view::alone(&caller, &chat))))
}
