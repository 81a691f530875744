//! `GET /workspaces/{workspace}/watch` (event stream) and `/watch-ws` (WebSocket): a workspace now and after each change.

use std::convert::Infallible;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, stream};
use ropewalk_model::WorkspaceId;
use ropewalk_platform::UseCaseError;
use ropewalk_platform::workspaces::WorkspaceWatch;
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::workspaces::{Workspace, WorkspaceEvent};

use super::stream::{PING_INTERVAL, frame, send_frames};
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};
use crate::incoming::limit_incoming;

/// What the WebSocket sends beside each ping.
const PING_FRAME: &str = r#"{"type":"ping"}"#;

#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/watch",
    operation_id = "watch_workspace",
    tag = "Workspaces",
    summary = "Watch a workspace (event stream)",
    params(("workspace" = uuid::Uuid, Path, description = "The workspace.")),
    responses(
        (status = 200, description = "Events of the kinds `data` (a workspace), `ping` and `error`.", body = Workspace, content_type = "text/event-stream"),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn watch_workspace(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<WorkspaceId>,
) -> ApiResult<Response> {
    let watch = state.platform.watch_workspace(&caller.subject, id).await?;
    let events = futures::StreamExt::map(changes(watch), |change| {
        let event = match change.and_then(|workspace| frame(&workspace)) {
            Ok(json) => Event::default().event("data").data(json),
            Err(error) => {
                tracing::warn!("A workspace could not be watched any further: {}", ErrorChain(&error));
                let body = ropewalk_wire::Response::of(
                    "The workspace cannot be watched any further; connect again.",
                );
                Event::default().event("error").data(frame(&body).unwrap_or_default())
            }
        };
        Ok::<_, Infallible>(event)
    });
    let pings = KeepAlive::new().interval(PING_INTERVAL).event(Event::default().event("ping").data("{}"));
    let mut response = Sse::new(events).keep_alive(pings).into_response();
    // A proxy that collects the stream would hold back what the client waits for.
    response.headers_mut().insert("x-accel-buffering", axum::http::HeaderValue::from_static("no"));
    Ok(response)
}

#[utoipa::path(
    get,
    path = "/workspaces/{workspace}/watch-ws",
    operation_id = "watch_workspace_ws",
    tag = "Workspaces",
    summary = "Watch a workspace (WebSocket)",
    params(("workspace" = uuid::Uuid, Path, description = "The workspace.")),
    responses(
        (status = 101, description = "Text frames with one event each.", body = WorkspaceEvent),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn watch_workspace_ws(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<WorkspaceId>,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let watch = state.platform.watch_workspace(&caller.subject, id).await?;
    let upgrade =
        upgrade.map_err(|_rejection| UseCaseError::invalid("This is a WebSocket: open it as one."))?;
    Ok(limit_incoming(upgrade).on_upgrade(move |socket| async move {
        let frames =
            futures::StreamExt::map(changes(watch), |change| frame(&WorkspaceEvent::Data(Box::new(change?))));
        send_frames(socket, frames, Some(PING_FRAME)).await;
    }))
}

/// The changes as a stream; an error is its last item.
fn changes(watch: WorkspaceWatch) -> impl Stream<Item = Result<Workspace, UseCaseError>> + Send {
    stream::unfold(Some(watch), |watch| async move {
        let mut watch = watch?;
        match watch.next().await {
            Ok(Some(workspace)) => Some((Ok(workspace), Some(watch))),
            Ok(None) => None,
            Err(error) => Some((Err(error), None)),
        }
    })
}
