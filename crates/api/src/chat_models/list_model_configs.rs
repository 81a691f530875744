//! `GET /chats/model-configs`: the models that chats can use.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::chat_models::ChatModelConfig;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/model-configs",
    operation_id = "list_chat_model_configs",
    tag = "Chat models",
    summary = "List model configs",
    responses(
        (status = 200, description = "Administrators see all, others those that are turned on.", body = Vec<ChatModelConfig>),
    ),
)]
pub(super) async fn list_chat_model_configs(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<Vec<ChatModelConfig>>> {
    Ok(Json(state.platform.list_model_configs(&caller.subject).await?))
}
