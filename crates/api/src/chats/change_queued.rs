//! `PATCH /chats/{chat}/queue/{message}`: changes a message that waits (docs/adr/0028; the reference has no such operation).

use axum::Json;
use axum::extract::State;
use ropewalk_chat::use_cases::QueuedChange;
use ropewalk_model::{ChatId, QueuedMessageId};
use ropewalk_wire::chats::{
    ChangeQueuedChatMessageRequest, ChangeQueuedChatMessageResponse, ChatQueuedMessage,
};

use super::content;
use crate::ApiState;
use crate::error::{ApiError, ApiResult};
use crate::extract::{JsonBody, PathParams2, SignedIn};

#[utoipa::path(
    patch,
    path = "/{chat}/queue/{message}",
    operation_id = "change_queued_chat_message",
    tag = "Chats",
    summary = "Change a message that waits, or its place",
    params(
        ("chat" = uuid::Uuid, Path, description = "The chat."),
        ("message" = i64, Path, description = "The queued message."),
    ),
    request_body = ChangeQueuedChatMessageRequest,
    responses(
        (status = 200, description = "The message as it is now.", body = ChangeQueuedChatMessageResponse),
        (status = 400, description = "Nothing is to be changed, the content is empty or names what is not there, or the chat is archived.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller does not own the chat.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such chat or queued message: it may just have been sent.", body = ropewalk_wire::Response),
        (status = 409, description = "Nothing waits.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn change_queued_chat_message(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(id, message): PathParams2<ChatId, i64>,
    JsonBody(request): JsonBody<ChangeQueuedChatMessageRequest>,
) -> ApiResult<Json<ChangeQueuedChatMessageResponse>> {
    if request.content.is_none() && request.position.is_none() {
        return Err(ApiError::invalid_field("content", "must be there, or position"));
    }
    let parts = match request.content {
        Some(content) => Some(content::parts_of(&state, &caller, content).await?),
        None => None,
    };
    let place = request.position.map(|it| usize::try_from(it).unwrap_or(usize::MAX));
    let change = QueuedChange { parts, place };
    let changed =
        state.chat.change_queued_message(&caller.subject, id, QueuedMessageId(message), change).await?;
    Ok(Json(ChangeQueuedChatMessageResponse {
        queued_message: ChatQueuedMessage::from(&changed.value),
        warnings: changed.warnings,
    }))
}
