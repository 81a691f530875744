//! `POST /chats/{chat}/reconcile-invalid`: repairs a chat whose state cannot be (chats-api.md 1.9).

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
    path = "/{chat}/reconcile-invalid",
    operation_id = "reconcile_invalid_chat",
    tag = "Chats",
    summary = "Repair a broken chat",
    description = "Brings a chat whose state cannot be to `error`, unarchived. Its messages, and those that wait, stay.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 200, description = "The chat.", body = Chat),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 409, description = "The chat is not broken.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn reconcile_invalid_chat(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
) -> ApiResult<Json<Chat>> {
    let chat = state.chat.reconcile_chat(&caller.subject, id).await?;
    Ok(Json(view::alone(&caller, &chat)))
}
