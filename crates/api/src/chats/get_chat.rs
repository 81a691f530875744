//! `GET /chats/{chat}`: one chat (chats-api.md 1.5).

use axum::Json;
use axum::extract::State;
use ropewalk_model::ChatId;
use ropewalk_wire::chats::{Chat, ChatSpend};

use super::view;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/{chat}",
    operation_id = "get_chat",
    tag = "Chats",
    summary = "Get a chat",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 200, description = "The chat, with its children.", body = Chat),
        (status = 404, description = "There is no such chat, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
) -> ApiResult<Json<Chat>> {
    let chat = state.chat.get_chat(&caller.subject, id).await?;
    let files = view::files(&state, &chat.chat).await?;
    let spend = state.chat.chat_spend(&chat.chat).await?;
    let spend = Some(ChatSpend { spent_micros: spend.spent_micros, cap_micros: spend.cap_micros });
    Ok(Json(Chat { files, spend, ..view::listed(&caller, chat) }))
}
