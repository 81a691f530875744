//! `GET /workspaceagents/{agent}/logs`, and `/startup-logs` for old clients: the log of an agent, at once or followed.

use std::fmt::Write;

use axum::Json;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::response::{IntoResponse, Response};
use futures::{Stream, stream};
use ropewalk_model::AgentId;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::agents::AgentLogFollow;
use ropewalk_wire::agents::WorkspaceAgentLog;
use ropewalk_wire::jobs::LogsQuery;

use crate::ApiState;
use crate::builds::log_query::{self, LogForm};
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};
use crate::incoming::limit_incoming;
use crate::workspaces::stream::{FrameResult, frame, send_frames};

#[utoipa::path(
    get,
    path = "/workspaceagents/{agent}/logs",
    operation_id = "agent_logs",
    tag = "Agents",
    summary = "Read or follow the log of an agent",
    description = "With `follow` this is a WebSocket: an array of lines per text frame, each line once, and close code 1000 when the agent is no longer one of its workspace.",
    params(("agent" = uuid::Uuid, Path, description = "The agent."), LogsQuery),
    responses(
        (status = 200, description = "The lines, ascending.", body = Vec<WorkspaceAgentLog>),
        (status = 101, description = "Text frames with an array of lines each.", body = Vec<WorkspaceAgentLog>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn agent_logs(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<AgentId>,
    Query(query): Query<LogsQuery>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let (range, form) = log_query::read(&query)?;
    if form == LogForm::Follow {
        let follow = state.platform.follow_agent_logs(&caller.subject, id, range).await?;
        let upgrade = upgrade.map_err(|_rejection| {
            UseCaseError::invalid("With follow this is a WebSocket: open it as one.")
        })?;
        return Ok(
            limit_incoming(upgrade).on_upgrade(move |socket| send_frames(socket, frames(follow), None))
        );
    }
    let lines = state.platform.agent_logs(&caller.subject, id, range).await?;
    Ok(if form == LogForm::Text { log_query::plain(text(&lines)) } else { Json(lines).into_response() })
}

#[utoipa::path(
    get,
    path = "/workspaceagents/{agent}/startup-logs",
    operation_id = "agent_startup_logs",
    tag = "Agents",
    summary = "The same, under its old name",
    params(("agent" = uuid::Uuid, Path, description = "The agent."), LogsQuery),
    responses(
        (status = 200, description = "The lines, ascending.", body = Vec<WorkspaceAgentLog>),
        (status = 101, description = "Text frames with an array of lines each.", body = Vec<WorkspaceAgentLog>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn agent_startup_logs(
    state: State<ApiState>,
    caller: SignedIn,
    id: PathParam<AgentId>,
    query: Query<LogsQuery>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    agent_logs(state, caller, id, query, upgrade).await
}

/// One batch per frame; an error is the last item.
fn frames(follow: AgentLogFollow) -> impl Stream<Item = FrameResult> + Send {
    stream::unfold(Some(follow), |follow| async move {
        let mut follow = follow?;
        match follow.next().await {
            Ok(Some(lines)) => Some((frame(&lines), Some(follow))),
            Ok(None) => None,
            Err(error) => Some((Err(error), None)),
        }
    })
}

fn text(lines: &[WorkspaceAgentLog]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "{} {}", line.created_at.format("%Y-%m-%d %H:%M:%S"), line.output);
        text
    })
}
