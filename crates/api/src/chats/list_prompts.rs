//! `GET /chats/{chat}/prompts`: what was written in a chat, for the input's history (chats-api.md 1.7).

use axum::Json;
use axum::extract::State;
use ropewalk_model::ChatId;
use ropewalk_wire::chats::{ChatPrompt, ChatPromptsResponse};
use serde::Deserialize;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

/// How many.
#[derive(Debug, Default, Deserialize)]
pub(super) struct PromptsQuery {
    limit: Option<u16>,
}

#[utoipa::path(
    get,
    path = "/{chat}/prompts",
    operation_id = "list_chat_prompts",
    tag = "Chats",
    summary = "Read what was written in a chat",
    params(
        ("chat" = uuid::Uuid, Path, description = "The chat."),
        ("limit" = Option<u16>, Query, description = "0 to 2000; 0 or absent: 500."),
    ),
    responses(
        (status = 200, description = "The texts of the user messages, newest first.", body = ChatPromptsResponse),
        (status = 404, description = "There is no such chat, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_chat_prompts(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
    Query(query): Query<PromptsQuery>,
) -> ApiResult<Json<ChatPromptsResponse>> {
    let prompts = state.chat.list_prompts(&caller.subject, id, query.limit.unwrap_or(0)).await?;
    let prompts = prompts.into_iter().map(|it| ChatPrompt { id: it.id, text: it.text }).collect();
    Ok(Json(ChatPromptsResponse { prompts }))
}
