//! `GET /chats/watch`: what changes among the caller's chats (chats-api.md 2.10, 3.2).

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use futures::{Stream, StreamExt};
use ropewalk_chat::watch::{ChatWatch, ChatWatchEvent as Change, WatchKind};
use ropewalk_platform::accounts::Caller;
use ropewalk_wire::chats::{ChatWatchEvent, ChatWatchEventKind};

use super::events::{required_call, stream_failure};
use super::one_way::{Carrier, Frame, carrier, event_stream, pump};
use super::view;
use crate::ApiState;
use crate::error::{ApiError, ApiResult};
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/watch",
    operation_id = "watch_chats",
    tag = "Chats",
    summary = "Follow the list of own chats",
    description = "A WebSocket, or an event stream when asked for with `Accept: text/event-stream`. Every frame is one event. There is \
        no snapshot and no cursor: after a reconnect the client loads the list again.",
    responses(
        (status = 101, description = "The WebSocket is open."),
        (status = 200, description = "The event stream; each `data` is one event.", content_type = "text/event-stream", body = ChatWatchEvent),
    ),
)]
pub(super) async fn watch_chats(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let carrier = carrier(upgrade, &headers)?;
    let changes = state
        .chat
        .watch(caller.subject.user_id)
        .await
        .map_err(|error| ApiError::from(stream_failure(error)))?;
    let frames = frames(caller, changes);
    Ok(match carrier {
        Carrier::Socket(upgrade) => upgrade.on_upgrade(move |socket| pump(socket, frames)),
        Carrier::EventStream => event_stream(frames),
    })
}

fn frames(caller: Arc<Caller>, changes: ChatWatch) -> impl Stream<Item = Frame> + Send + 'static {
    changes.filter_map(move |change| {
        let frame = frame(&caller, change);
        async move { frame }
    })
}

/// One event as a frame. What cannot be written as JSON is logged and left out; our types always can.
fn frame(caller: &Caller, change: Change) -> Option<Frame> {
    let mut listed = change.chat;
    listed.children.clear();
    let event = ChatWatchEvent {
        kind: kind(change.kind),
        chat: view::listed(caller, listed),
        tool_calls: change.tool_calls.into_iter().map(required_call).collect(),
    };
    match serde_json::to_string(&event) {
        Ok(json) => Some(Frame { json: json + "\n", resume_id: None }),
        Err(error) => {
            tracing::error!("An event of the chat list could not be written: {error}");
            None
        }
    }
}

const fn kind(kind: WatchKind) -> ChatWatchEventKind {
    match kind {
        WatchKind::Created => ChatWatchEventKind::Created,
        WatchKind::Deleted => ChatWatchEventKind::Deleted,
        WatchKind::StatusChange => ChatWatchEventKind::StatusChange,
        WatchKind::TitleChange => ChatWatchEventKind::TitleChange,
        WatchKind::SummaryChange => ChatWatchEventKind::SummaryChange,
        WatchKind::ActionRequired => ChatWatchEventKind::ActionRequired,
    }
}
