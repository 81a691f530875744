//! `POST /chats/providers`: sets a provider up.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::chat_models::{ChatProviderConfig, CreateChatProviderRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    post,
    path = "/providers",
    operation_id = "create_chat_provider",
    tag = "Chat models",
    summary = "Set a provider up",
    request_body = CreateChatProviderRequest,
    responses(
        (status = 201, description = "The provider, without its key.", body = ChatProviderConfig),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 409, description = "The provider is set up already.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_chat_provider(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<CreateChatProviderRequest>,
) -> ApiResult<(StatusCode, Json<ChatProviderConfig>)> {
    let provider = state.platform.create_chat_provider(&caller.subject, &request).await?;
    Ok((StatusCode::CREATED, Json(provider)))
}
