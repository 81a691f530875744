//! `GET /chats/config/user-compaction-thresholds`, and `PUT` and `DELETE` of one of them: when the caller's chats are summarized.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_model::ModelConfigId;
use ropewalk_wire::chat_compaction::{
    UpdateUserChatCompactionThresholdRequest, UserChatCompactionThreshold, UserChatCompactionThresholds,
};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/config/user-compaction-thresholds",
    operation_id = "get_user_chat_compaction_thresholds",
    tag = "Chat settings",
    summary = "Get when your chats are summarized",
    responses((status = 200, description = "The thresholds that you set.", body = UserChatCompactionThresholds)),
)]
pub(super) async fn get_user_chat_compaction_thresholds(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<UserChatCompactionThresholds>> {
    Ok(Json(state.platform.own_compaction_thresholds(&caller.subject).await?))
}

#[utoipa::path(
    put,
    path = "/config/user-compaction-thresholds/{modelConfig}",
    operation_id = "put_user_chat_compaction_threshold",
    tag = "Chat settings",
    summary = "Set when your chats with a model are summarized",
    params(("modelConfig" = uuid::Uuid, Path, description = "The model.")),
    request_body = UpdateUserChatCompactionThresholdRequest,
    responses(
        (status = 200, description = "The threshold.", body = UserChatCompactionThreshold),
        (status = 400, description = "The model is turned off, or the threshold is no percentage.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such model.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_user_chat_compaction_threshold(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(model): PathParam<ModelConfigId>,
    JsonBody(request): JsonBody<UpdateUserChatCompactionThresholdRequest>,
) -> ApiResult<Json<UserChatCompactionThreshold>> {
    let percent = request.threshold_percent;
    Ok(Json(state.platform.put_own_compaction_threshold(&caller.subject, model, percent).await?))
}

#[utoipa::path(
    delete,
    path = "/config/user-compaction-thresholds/{modelConfig}",
    operation_id = "delete_user_chat_compaction_threshold",
    tag = "Chat settings",
    summary = "Take your threshold for a model away",
    params(("modelConfig" = uuid::Uuid, Path, description = "The model.")),
    responses((status = 204, description = "That of the model's config counts.")),
)]
pub(super) async fn delete_user_chat_compaction_threshold(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(model): PathParam<ModelConfigId>,
) -> ApiResult<StatusCode> {
    state.platform.delete_own_compaction_threshold(&caller.subject, model).await?;
    Ok(StatusCode::NO_CONTENT)
}
