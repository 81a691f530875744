//! `GET /chats/{chat}/debug/runs` and `…/{run}`: what was asked of models and what they answered (chats-api.md 2.19).

use axum::Json;
use axum::extract::State;
use ropewalk_chat::use_cases as stored;
use ropewalk_model::{ChatId, DebugRunId};
use ropewalk_wire::chat_debug::{ChatDebugRun, ChatDebugRunSummary, ChatDebugStatus, ChatDebugStep};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, PathParams2, SignedIn};

#[utoipa::path(
    get,
    path = "/{chat}/debug/runs",
    operation_id = "list_chat_debug_runs",
    tag = "Chats",
    summary = "List the recorded turns of a chat",
    description = "The newest first, at most 100. There are some only while the owner has their chats recorded.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 200, description = "The turns.", body = Vec<ChatDebugRunSummary>),
        (status = 404, description = "There is no such chat, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_chat_debug_runs(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
) -> ApiResult<Json<Vec<ChatDebugRunSummary>>> {
    let runs = state.chat.debug_runs(&caller.subject, id).await?;
    Ok(Json(runs.into_iter().map(summary).collect()))
}

#[utoipa::path(
    get,
    path = "/{chat}/debug/runs/{run}",
    operation_id = "get_chat_debug_run",
    tag = "Chats",
    summary = "Get a recorded turn with its steps",
    params(
        ("chat" = uuid::Uuid, Path, description = "The chat."),
        ("run" = uuid::Uuid, Path, description = "The recorded turn."),
    ),
    responses(
        (status = 200, description = "The turn and its steps.", body = ChatDebugRun),
        (status = 404, description = "There is no such chat, or no such turn of it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_debug_run(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(id, run): PathParams2<ChatId, DebugRunId>,
) -> ApiResult<Json<ChatDebugRun>> {
    let (run, steps) = state.chat.debug_run(&caller.subject, id, run).await?;
    Ok(Json(ChatDebugRun {
        root_chat_id: (run.root_chat_id != run.chat_id).then_some(run.root_chat_id),
        parent_chat_id: run.parent_chat_id,
        model_config_id: run.model_config_id,
        trigger_message_id: run.trigger_message_id,
        history_tip_message_id: run.history_tip_message_id,
        steps: steps.into_iter().map(step).collect(),
        run: summary(run),
    }))
}

const fn status(status: stored::DebugStatus) -> ChatDebugStatus {
    match status {
        stored::DebugStatus::InProgress => ChatDebugStatus::InProgress,
        stored::DebugStatus::Completed => ChatDebugStatus::Completed,
        stored::DebugStatus::Error => ChatDebugStatus::Error,
        stored::DebugStatus::Interrupted => ChatDebugStatus::Interrupted,
    }
}

fn summary(run: stored::DebugRun) -> ChatDebugRunSummary {
    ChatDebugRunSummary {
        id: run.id,
        chat_id: run.chat_id,
        kind: run.kind,
        status: status(run.status),
        provider: run.provider,
        model: run.model,
        summary: run.summary,
        started_at: run.started_at,
        updated_at: run.updated_at,
        finished_at: run.finished_at,
    }
}

fn step(step: stored::DebugStep) -> ChatDebugStep {
    ChatDebugStep {
        id: step.id,
        run_id: step.run_id,
        chat_id: step.chat_id,
        step_number: step.step_number,
        operation: step.operation,
        status: status(step.status),
        history_tip_message_id: step.history_tip_message_id,
        assistant_message_id: step.assistant_message_id,
        normalized_request: step.normalized_request,
        normalized_response: step.normalized_response,
        usage: step.usage,
        attempts: step.attempts,
        error: step.error,
        metadata: step.metadata,
        started_at: step.started_at,
        updated_at: step.updated_at,
        finished_at: step.finished_at,
    }
}
