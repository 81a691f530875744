//! `POST /chats/{chat}/title/propose`: a title that is not stored (chats-api.md 1.9).

use axum::Json;
use axum::extract::State;
use ropewalk_model::ChatId;
use ropewalk_wire::chats::ProposeChatTitleResponse;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/{chat}/title/propose",
    operation_id = "propose_chat_title",
    tag = "Chats",
    summary = "Propose a title",
    description = "A model names the chat by all that was said. The chat keeps its title.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 200, description = "The title.", body = ProposeChatTitleResponse),
        (status = 403, description = "The caller does not own the chat.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 504, description = "The models took too long.", body = ropewalk_wire::Response),
        (status = 409, description = "No model gave a title, with the reason; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn propose_chat_title(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
) -> ApiResult<Json<ProposeChatTitleResponse>> {
    let title = state.chat.propose_title(&caller.subject, id).await?;
    Ok(Json(ProposeChatTitleResponse { title }))
}
