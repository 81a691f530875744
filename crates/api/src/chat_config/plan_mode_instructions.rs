//! `GET` and `PUT /chats/config/plan-mode-instructions`: what administrators tell chats that plan.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::chat_prompts::ChatPlanModeInstructions;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    get,
    path = "/config/plan-mode-instructions",
    operation_id = "get_chat_plan_mode_instructions",
    tag = "Chat settings",
    summary = "Get what chats that plan are told",
    responses(
        (status = 200, description = "The setting.", body = ChatPlanModeInstructions),
        (status = 404, description = "The caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_plan_mode_instructions(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<ChatPlanModeInstructions>> {
    let plan_mode_instructions = state.chat.plan_mode_instructions(&caller.subject).await?;
    Ok(Json(ChatPlanModeInstructions { plan_mode_instructions }))
}

#[utoipa::path(
    put,
    path = "/config/plan-mode-instructions",
    operation_id = "put_chat_plan_mode_instructions",
    tag = "Chat settings",
    summary = "Set what chats that plan are told",
    description = "It counts from their next steps on.",
    request_body = ChatPlanModeInstructions,
    responses(
        (status = 204, description = "Done."),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 413, description = "The body is larger than 256 KiB.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn put_chat_plan_mode_instructions(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<ChatPlanModeInstructions>,
) -> ApiResult<StatusCode> {
    state.chat.put_plan_mode_instructions(&caller.subject, &request.plan_mode_instructions).await?;
    Ok(StatusCode::NO_CONTENT)
}
