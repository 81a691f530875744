//! `GET` and `PUT /chats/config/user-prompt`: what the caller tells all of their chats.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::chat_prompts::UserChatPrompt;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/user-prompt",
    operation_id = "get_user_chat_prompt",
    tag = "Chat settings",
    summary = "Get what you tell all of your chats",
    responses((status = 200, description = "The text.", body = UserChatPrompt)),
)]
pub(super) async fn get_user_chat_prompt(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<UserChatPrompt>> {
    Ok(Json(UserChatPrompt { custom_prompt: state.chat.user_prompt(&caller.subject).await? }))
}

#[utoipa::path(
    put,
    path = "/config/user-prompt",
    operation_id = "put_user_chat_prompt",
    tag = "Chat settings",
    summary = "Set what you tell all of your chats",
    description = "It counts from each chat's next step on.",
    request_body = UserChatPrompt,
    responses(
        (status = 200, description = "The text as it was stored.", body = UserChatPrompt),
        (status = 413, description = "The body is larger than 256 KiB.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_user_chat_prompt(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<UserChatPrompt>,
) -> ApiResult<Json<UserChatPrompt>> {
    let custom_prompt = state.chat.put_user_prompt(&caller.subject, &request.custom_prompt).await?;
    Ok(Json(UserChatPrompt { custom_prompt }))
}
