//! `PATCH /chats/{chat}/messages/{message}`: replaces a user message (chats-api.md 1.7).

use axum::Json;
use axum::extract::State;
use ropewalk_chat::use_cases::EditChatMessage;
use ropewalk_model::{ChatId, MessageId};
use ropewalk_wire::chats::{ChatMessage, EditChatMessageRequest, EditChatMessageResponse};

use super::content;
use super::create_chat::{effort, model_config_id};
use crate::ApiState;
use crate::error::{ApiError, ApiResult};
use crate::extract::{JsonBody, PathParams2, SignedIn};

#[utoipa::path(
    patch,
    path = "/{chat}/messages/{message}",
    operation_id = "edit_chat_message",
    tag = "Chats",
    summary = "Edit a message",
    description = "The message and everything after it are taken away, and everything that waits; the chat goes on from a new message \
        with an id of its own. What is being said at the moment is dropped.",
    params(
        ("chat" = uuid::Uuid, Path, description = "The chat."),
        ("message" = i64, Path, description = "The user message."),
    ),
    request_body = EditChatMessageRequest,
    responses(
        (status = 200, description = "The new message.", body = EditChatMessageResponse),
        (status = 403, description = "The caller does not own the chat.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such chat, or no such message in it.", body = ropewalk_wire::Response),
        (status = 409, description = "The chat takes no messages now; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn edit_chat_message(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(id, message): PathParams2<ChatId, i64>,
    JsonBody(request): JsonBody<EditChatMessageRequest>,
) -> ApiResult<Json<EditChatMessageResponse>> {
    if message <= 0 {
        return Err(ApiError::invalid_field("message", "must be larger than 0"));
    }
    let edit = EditChatMessage {
        parts: content::parts_of(&state, &caller, request.content).await?,
        model_config_id: model_config_id(request.model_config_id)?,
        reasoning_effort: effort(request.reasoning_effort.as_deref())?,
    };
    let edited = state.chat.edit_message(&caller.subject, id, MessageId(message), edit).await?;
    Ok(Json(EditChatMessageResponse {
        message: ChatMessage::from(&edited.value.value),
        warnings: edited.warnings,
    }))
}
