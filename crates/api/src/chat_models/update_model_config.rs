//! `PATCH /chats/model-configs/{modelConfig}`: changes a model config.

use axum::Json;
use axum::extract::State;
use ropewalk_model::ModelConfigId;
use ropewalk_wire::chat_models::{ChatModelConfig, UpdateChatModelConfigRequest};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    patch,
    path = "/model-configs/{modelConfig}",
    operation_id = "update_chat_model_config",
    tag = "Chat models",
    summary = "Change a model config",
    params(("modelConfig" = uuid::Uuid, Path, description = "The id of the model config.")),
    request_body = UpdateChatModelConfigRequest,
    responses(
        (status = 200, description = "The model config.", body = ChatModelConfig),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 409, description = "The provider has a config of that model.", body = ropewalk_wire::Response),
        (status = 412, description = "The provider is not set up, or turned off.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn update_chat_model_config(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ModelConfigId>,
    JsonBody(request): JsonBody<UpdateChatModelConfigRequest>,
) -> ApiResult<Json<ChatModelConfig>> {
    Ok(Json(state.platform.update_model_config(&caller.subject, id, &request).await?))
}
