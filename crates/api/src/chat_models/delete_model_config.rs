//! `DELETE /chats/model-configs/{modelConfig}`: removes a model config.

use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::ModelConfigId;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    delete,
    path = "/model-configs/{modelConfig}",
    operation_id = "delete_chat_model_config",
    tag = "Chat models",
    summary = "Remove a model config",
    params(("modelConfig" = uuid::Uuid, Path, description = "The id of the model config.")),
    responses(
        (status = 204, description = "Removed; chats that used it go on with the default."),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn delete_chat_model_config(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ModelConfigId>,
) -> ApiResult<StatusCode> {
    state.platform.delete_model_config(&caller.subject, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
