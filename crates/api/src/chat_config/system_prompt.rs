//! `GET` and `PUT /chats/config/system-prompt`: what administrators tell new chats.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_chat::prompt::default_prompt;
use ropewalk_wire::chat_prompts::{ChatSystemPrompt, UpdateChatSystemPromptRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/system-prompt",
    operation_id = "get_chat_system_prompt",
    tag = "Chat settings",
    summary = "Get what new chats are told",
    responses(
        (status = 200, description = "The setting, with what the server comes with.", body = ChatSystemPrompt),
        (status = 404, description = "The caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_system_prompt(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<ChatSystemPrompt>> {
    let prompt = state.chat.system_prompt(&caller.subject).await?;
    Ok(Json(ChatSystemPrompt {
        system_prompt: prompt.own,
        include_default_system_prompt: prompt.includes_default,
        default_system_prompt: default_prompt().to_owned(),
    }))
}

#[utoipa::path(
    put,
    path = "/config/system-prompt",
    operation_id = "put_chat_system_prompt",
    tag = "Chat settings",
    summary = "Set what new chats are told",
    description = "Chats that are there already keep what they were told.",
    request_body = UpdateChatSystemPromptRequest,
    responses(
        (status = 204, description = "Done."),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 413, description = "The body is larger than 256 KiB.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_system_prompt(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<UpdateChatSystemPromptRequest>,
) -> ApiResult<StatusCode> {
    let includes_default = request.include_default_system_prompt;
    state.chat.put_system_prompt(&caller.subject, &request.system_prompt, includes_default).await?;
    Ok(StatusCode::NO_CONTENT)
}
