//! `POST /chats/{chat}/interrupt`: stops what a chat does (chats-api.md 1.9).

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
    path = "/{chat}/interrupt",
    operation_id = "interrupt_chat",
    tag = "Chats",
    summary = "Stop what a chat does",
    description = "What was said so far is kept. A message that waits goes next.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 200, description = "The chat.", body = Chat),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 409, description = "Nothing runs.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn interrupt_chat(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
) -> ApiResult<Json<Chat>> {
    let chat = state.chat.interrupt_chat(&caller.subject, id).await?;
    Ok(Json(view::alone(&caller, &chat)))
}
