//! `GET` and `PUT /chats/config/personal-model-overrides`: whether people may choose models for themselves.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::chat_model_overrides::ChatPersonalModelOverridesConfig;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/personal-model-overrides",
    operation_id = "get_chat_personal_model_overrides",
    tag = "Chat settings",
    summary = "Get whether people may choose models",
    responses(
        (status = 200, description = "The setting.", body = ChatPersonalModelOverridesConfig),
        (status = 404, description = "The caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_personal_model_overrides(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<ChatPersonalModelOverridesConfig>> {
    let allow_users = state.platform.personal_model_overrides(&caller.subject).await?;
    Ok(Json(ChatPersonalModelOverridesConfig { allow_users }))
}

#[utoipa::path(
    put,
    path = "/config/personal-model-overrides",
    operation_id = "put_chat_personal_model_overrides",
    tag = "Chat settings",
    summary = "Set whether people may choose models",
    description = "What they chose is kept while they may not, and does not count.",
    request_body = ChatPersonalModelOverridesConfig,
    responses(
        (status = 204, description = "Done."),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_personal_model_overrides(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<ChatPersonalModelOverridesConfig>,
) -> ApiResult<StatusCode> {
    state.platform.put_personal_model_overrides(&caller.subject, request.allow_users).await?;
    Ok(StatusCode::NO_CONTENT)
}
