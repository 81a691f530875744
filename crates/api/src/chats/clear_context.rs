//! `POST /chats/{chat}/clear`: the model forgets what was said so far (our own; chat-state-machine.md 3, ClearContext).

use axum::Json;
use axum::extract::State;
use ropewalk_model::ChatId;
use ropewalk_wire::chats::Chat;

use super::view;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/{chat}/clear",
    operation_id = "clear_chat_context",
    tag = "Chats",
    summary = "Make the model forget",
    description = "Everything said so far stays in the history and is no longer shown to the model; the chat's instructions are. \
        Editing an earlier message takes it back.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 200, description = "The chat.", body = Chat),
        (status = 403, description = "The caller does not own the chat.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 409, description = "The chat is busy, or messages wait.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn clear_chat_context(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
) -> ApiResult<Json<Chat>> {
    let chat = state.chat.clear_context(&caller.subject, id).await?;
    Ok(Json(view::alone(&caller, &chat)))
}
