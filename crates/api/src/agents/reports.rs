//! `POST /workspaceagents/me/rpc/...`, `PATCH /workspaceagents/me/logs`, `POST /workspaceagents/me/log-source`: what
//! agents ask and report.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::agent::{
    AgentManifest, AgentStartup, LifecycleReport, LogsReceipt, LogsReport, ScriptTiming,
};
use ropewalk_wire::agents::PostLogSourceRequest;
use serde_json::{Value, json};

use super::agent_caller::Agent;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::JsonBody;

#[utoipa::path(
    post,
    path = "/workspaceagents/me/rpc/manifest",
    operation_id = "agent_manifest",
    tag = "Agent protocol",
    summary = "Get the agent's manifest",
    security(("session_header" = [])),
    responses((status = 200, description = "What the agent needs to know.", body = AgentManifest)),
)]
pub(super) async fn agent_manifest(
    State(state): State<ApiState>,
    Agent(caller): Agent,
) -> ApiResult<Json<AgentManifest>> {
    Ok(Json(state.platform.agent_manifest(&caller).await?))
}

#[utoipa::path(
    post,
    path = "/workspaceagents/me/rpc/startup",
    operation_id = "agent_startup",
    tag = "Agent protocol",
    summary = "Report the agent's start",
    security(("session_header" = [])),
    request_body = AgentStartup,
    responses((status = 200, description = "The report.", body = AgentStartup)),
)]
pub(super) async fn agent_startup(
    State(state): State<ApiState>,
    Agent(caller): Agent,
    JsonBody(startup): JsonBody<AgentStartup>,
) -> ApiResult<Json<AgentStartup>> {
    Ok(Json(state.platform.agent_startup(&caller, startup).await?))
}

#[utoipa::path(
    post,
    path = "/workspaceagents/me/rpc/lifecycle",
    operation_id = "agent_lifecycle",
    tag = "Agent protocol",
    summary = "Report the agent's lifecycle",
    description = "A state that is not ahead of the one that the server has is taken and changes nothing.",
    security(("session_header" = [])),
    request_body = LifecycleReport,
    responses((status = 200, description = "The report.", body = LifecycleReport)),
)]
pub(super) async fn agent_lifecycle(
    State(state): State<ApiState>,
    Agent(caller): Agent,
    JsonBody(report): JsonBody<LifecycleReport>,
) -> ApiResult<Json<LifecycleReport>> {
    Ok(Json(state.platform.agent_lifecycle(&caller, report).await?))
}

#[utoipa::path(
    post,
    path = "/workspaceagents/me/rpc/logs",
    operation_id = "agent_append_logs",
    tag = "Agent protocol",
    summary = "Report log lines",
    security(("session_header" = [])),
    request_body = LogsReport,
    responses((status = 200, description = "Whether there is room for more.", body = LogsReceipt)),
)]
pub(super) async fn agent_append_logs(
    State(state): State<ApiState>,
    Agent(caller): Agent,
    JsonBody(report): JsonBody<LogsReport>,
) -> ApiResult<Json<LogsReceipt>> {
    Ok(Json(state.platform.agent_append_logs(&caller, report).await?))
}

#[utoipa::path(
    post,
    path = "/workspaceagents/me/rpc/script-completed",
    operation_id = "agent_script_completed",
    tag = "Agent protocol",
    summary = "Report how a script went",
    security(("session_header" = [])),
    request_body = ScriptTiming,
    responses(
        (status = 200, description = "An empty object.", body = Value),
        (status = 404, description = "The agent has no such script.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn agent_script_completed(
    State(state): State<ApiState>,
    Agent(caller): Agent,
    JsonBody(timing): JsonBody<ScriptTiming>,
) -> ApiResult<Json<Value>> {
    state.platform.agent_script_completed(&caller, &timing).await?;
    Ok(Json(json!({})))
}

#[utoipa::path(
    patch,
    path = "/workspaceagents/me/logs",
    operation_id = "agent_patch_logs",
    tag = "Agent protocol",
    summary = "Report log lines (scripts and older agents)",
    security(("session_header" = [])),
    request_body = LogsReport,
    responses((status = 200, description = "They are stored, or the log is full.", body = ropewalk_wire::Response)),
)]
pub(super) async fn agent_patch_logs(
    State(state): State<ApiState>,
    Agent(caller): Agent,
    JsonBody(report): JsonBody<LogsReport>,
) -> ApiResult<Json<ropewalk_wire::Response>> {
    let receipt = state.platform.agent_append_logs(&caller, report).await?;
    let text = if receipt.log_limit_exceeded {
        "The agent's log is full; the lines were dropped."
    } else {
        "The lines are stored."
    };
    Ok(Json(ropewalk_wire::Response::of(text)))
}

#[utoipa::path(
    post,
    path = "/workspaceagents/me/log-source",
    operation_id = "agent_log_source",
    tag = "Agent protocol",
    summary = "Make a source of log lines",
    security(("session_header" = [])),
    request_body = PostLogSourceRequest,
    responses((status = 201, description = "It exists.", body = PostLogSourceRequest)),
)]
pub(super) async fn agent_log_source(
    State(state): State<ApiState>,
    Agent(caller): Agent,
    JsonBody(request): JsonBody<PostLogSourceRequest>,
) -> ApiResult<(StatusCode, Json<PostLogSourceRequest>)> {
    state.platform.agent_put_log_source(&caller, &request).await?;
    Ok((StatusCode::CREATED, Json(request)))
}
