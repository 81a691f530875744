//! `POST /chats/{chat}/title/regenerate`: a new title (chats-api.md 1.9).

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
    path = "/{chat}/title/regenerate",
    operation_id = "regenerate_chat_title",
    tag = "Chats",
    summary = "Find a new title",
    description = "A model names the chat by all that was said. A title that somebody gives it meanwhile stays.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 200, description = "The chat.", body = Chat),
        (status = 403, description = "The caller does not own the chat.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 504, description = "The models took too long.", body = ropewalk_wire::Response),
        (status = 409, description = "No model gave a title, with the reason; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn regenerate_chat_title(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
) -> ApiResult<Json<Chat>> {
    let chat = state.chat.regenerate_title(&caller.subject, id).await?;
    Ok(Json(view::alone(&caller, &chat)))
}
