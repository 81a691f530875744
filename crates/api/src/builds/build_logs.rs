//! `GET /workspacebuilds/{build}/logs`: the log of a build, at once or followed to its end.

use std::fmt::Write;

use axum::Json;
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::response::{IntoResponse, Response};
use futures::{Stream, stream};
use ropewalk_model::BuildId;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::builds::BuildLogFollow;
use ropewalk_wire::jobs::{LogsQuery, ProvisionerJobLog};

use super::log_query::{self, LogForm};
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};
use crate::incoming::limit_incoming;
use crate::workspaces::stream::{FrameResult, frame, send_frames};

#[utoipa::path(
    get,
    path = "/workspacebuilds/{build}/logs",
    operation_id = "build_logs",
    tag = "Builds",
    summary = "Read or follow the log of a build",
    description = "With `follow` this is a WebSocket: one line per text frame, each once, and close code 1000 when the log is complete.",
    params(("build" = uuid::Uuid, Path, description = "The build."), LogsQuery),
    responses(
        (status = 200, description = "The lines, ascending.", body = Vec<ProvisionerJobLog>),
        (status = 101, description = "Text frames with one line each.", body = ProvisionerJobLog),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn build_logs(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<BuildId>,
    Query(query): Query<LogsQuery>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let (range, form) = log_query::read(&query)?;
    if form == LogForm::Follow {
        let follow = state.platform.follow_build_logs(&caller.subject, id, range).await?;
        let upgrade = upgrade.map_err(|_rejection| {
            UseCaseError::invalid("With follow this is a WebSocket: open it as one.")
        })?;
        return Ok(
            limit_incoming(upgrade).on_upgrade(move |socket| send_frames(socket, frames(follow), None))
        );
    }
    let lines = state.platform.build_logs(&caller.subject, id, range).await?;
    Ok(if form == LogForm::Text { log_query::plain(text(&lines)) } else { Json(lines).into_response() })
}

/// One line per frame; an error is the last item.
fn frames(follow: BuildLogFollow) -> impl Stream<Item = FrameResult> + Send {
    stream::unfold(Some(follow), |follow| async move {
        let mut follow = follow?;
        match follow.next().await {
            Ok(Some(line)) => Some((frame(&line), Some(follow))),
            Ok(None) => None,
            Err(error) => Some((Err(error), None)),
        }
    })
}

fn text(lines: &[ProvisionerJobLog]) -> String {
    lines.iter().fold(String::new(), |mut text, line| {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} [{}] {}",
            line.created_at.format("%Y-%m-%d %H:%M:%S"),
            line.stage,
            line.output
        );
        text
    })
}
