//! `GET` and `PUT /chats/config/advisor`: the second model that chats can ask (chats-api.md 1.13).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_chat::AdvisorSettings;
use ropewalk_model::ModelConfigId;
use ropewalk_model::chat::ReasoningEffort;
use ropewalk_platform::UseCaseError;
use ropewalk_wire::chat_advisor::ChatAdvisorConfig;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/advisor",
    operation_id = "get_chat_advisor",
    tag = "Chat settings",
    summary = "Get the advisor of chats",
    responses((status = 200, description = "The setting.", body = ChatAdvisorConfig)),
)]
pub(super) async fn get_chat_advisor(
    State(state): State<ApiState>,
    SignedIn(_caller): SignedIn,
) -> ApiResult<Json<ChatAdvisorConfig>> {
    let settings = state.chat.advisor_settings().await?;
    Ok(Json(ChatAdvisorConfig {
        enabled: settings.enabled,
        max_uses_per_run: settings.max_uses_per_run.into(),
        max_output_tokens: settings.max_output_tokens.into(),
        model_config_id: settings.model_config_id.unwrap_or(ModelConfigId::NIL),
        reasoning_effort: settings.reasoning_effort.map(|it| it.as_str().to_owned()),
    }))
}

#[utoipa::path(
    put,
    path = "/config/advisor",
    operation_id = "put_chat_advisor",
    tag = "Chat settings",
    summary = "Set the advisor of chats",
    description = "It counts from the next steps of chats on. What is left out is off, without end, or the chat's own.",
    request_body = ChatAdvisorConfig,
    responses(
        (status = 204, description = "Done."),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_advisor(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<ChatAdvisorConfig>,
) -> ApiResult<StatusCode> {
    state.chat.put_advisor_settings(&caller.subject, &read(request)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn read(request: ChatAdvisorConfig) -> Result<AdvisorSettings, UseCaseError> {
    let count = |field: &str, value: i64| {
        u32::try_from(value).map_err(|_too_small_or_large| {
            UseCaseError::invalid_field(field, format!("must be between 0 and {}", u32::MAX))
        })
    };
    let effort = request.reasoning_effort.as_deref().filter(|it| !it.is_empty()).map(|word| {
        ReasoningEffort::parse(word).ok_or_else(|| {
            let detail = "must be none, minimal, low, medium, high, xhigh or max";
            UseCaseError::invalid_field("reasoning_effort", detail)
        })
    });
    Ok(AdvisorSettings {
        enabled: request.enabled,
        max_uses_per_run: count("max_uses_per_run", request.max_uses_per_run)?,
        max_output_tokens: count("max_output_tokens", request.max_output_tokens)?,
        model_config_id: Some(request.model_config_id).filter(|id| *id != ModelConfigId::NIL),
        reasoning_effort: effort.transpose()?,
    })
}
