//! `POST /chats/model-configs`: makes a model config.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::chat_models::{ChatModelConfig, CreateChatModelConfigRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    post,
    path = "/model-configs",
    operation_id = "create_chat_model_config",
    tag = "Chat models",
    summary = "Make a model config",
    request_body = CreateChatModelConfigRequest,
    responses(
        (status = 201, description = "The model config.", body = ChatModelConfig),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 409, description = "The provider has a config of that model.", body = ropewalk_wire::Response),
        (status = 412, description = "The provider is not set up, or turned off.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_chat_model_config(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<CreateChatModelConfigRequest>,
) -> ApiResult<(StatusCode, Json<ChatModelConfig>)> {
    let config = state.platform.create_model_config(&caller.subject, &request).await?;
    Ok((StatusCode::CREATED, Json(config)))
}
