//! `POST /chats/{chat}/messages`: sends a message (chats-api.md 1.7).

use axum::Json;
use axum::extract::State;
use ropewalk_chat::use_cases::{SendBehavior, SendChatMessage, Sent};
use ropewalk_model::ChatId;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::accounts::Caller;
use ropewalk_wire::chats::{
    ChatMessage, ChatQueuedMessage, CreateChatMessageRequest, CreateChatMessageResponse,
};

use super::create_chat::{effort, model_config_id};
use super::plan_mode::plan_mode;
use super::{content, not_yet};
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/{chat}/messages",
    operation_id = "send_chat_message",
    tag = "Chats",
    summary = "Send a message",
    description = "A chat that is busy, or that has messages waiting, queues it. With `interrupt` it also stops what runs.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    request_body = CreateChatMessageRequest,
    responses(
        (status = 200, description = "The stored or the queued message.", body = CreateChatMessageResponse),
        (status = 403, description = "The caller does not own the chat.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such chat, or the caller may not change it.", body = ropewalk_wire::Response),
        (status = 409, description = "The chat takes no messages now; or the caller has spent what they may: then with the fields of `ChatUsageLimitExceededResponse`.", body = ropewalk_wire::Response),
        (status = 429, description = "The queue is full: 20 messages wait.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn send_chat_message(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
    JsonBody(request): JsonBody<CreateChatMessageRequest>,
) -> ApiResult<Json<CreateChatMessageResponse>> {
    let message = read_request(&state, &caller, request).await?;
    let sent = state.chat.send_message(&caller.subject, id, message).await?;
    let response = match sent.value.value {
        Sent::Inserted { message, .. } => {
            CreateChatMessageResponse::stored(ChatMessage::from(message.as_ref()))
        }
        Sent::Queued(message) => CreateChatMessageResponse::queued(ChatQueuedMessage::from(&message)),
    };
    Ok(Json(CreateChatMessageResponse { warnings: sent.warnings, ..response }))
}

async fn read_request(
    state: &ApiState,
    caller: &Caller,
    request: CreateChatMessageRequest,
) -> Result<SendChatMessage, UseCaseError> {
    not_yet::check_mcp_servers(request.mcp_server_ids.as_deref())?;
    let behavior = match request.busy_behavior.as_deref() {
        None | Some("" | "queue") => SendBehavior::Queue,
        Some("interrupt") => SendBehavior::Interrupt,
        Some(_) => {
            return Err(UseCaseError::invalid_field("busy_behavior", "must be queue or interrupt"));
        }
    };
    Ok(SendChatMessage {
        parts: content::parts_of(state, caller, request.content).await?,
        model_config_id: model_config_id(request.model_config_id)?,
        reasoning_effort: effort(request.reasoning_effort.as_deref())?,
        plan_mode: plan_mode(request.plan_mode.as_deref())?,
        behavior,
    })
}
