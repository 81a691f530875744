//! `GET /chats/{chat}/stream/git`: what changed in the repositories that the chat works in (chats-api.md 1.9; docs/adr/0029).

use std::sync::Arc;
use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{WebSocket, WebSocketUpgrade};
use axum::response::Response;
use futures::stream;
use ropewalk_chat::use_cases::GitWatch;
use ropewalk_model::ChatId;
use ropewalk_platform::UseCaseError;
use ropewalk_wire::chats::{ChatGitEvent, ChatGitRequest, WorkspaceAgentRepoChanges};
use tokio::sync::Notify;
use tokio::time::{Instant, sleep_until, timeout_at};

use super::one_way::{Frame, Heard, pump_and_hear};
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};
use crate::incoming::limit_incoming;

/// How often it is looked without being asked (agent-and-provisioning.md 2.13).
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// How soon it is looked again at the earliest.
const LOOK_PAUSE: Duration = Duration::from_secs(1);

#[utoipa::path(
    get,
    path = "/{chat}/stream/git",
    operation_id = "stream_chat_git",
    tag = "Chats",
    summary = "Follow the repositories of a chat",
    description = "A WebSocket of JSON texts. A message comes with each look, at most every second; the client asks for one with `{\"type\": \"refresh\"}`.",
    params(("chat" = uuid::Uuid, Path, description = "The chat.")),
    responses(
        (status = 101, description = "The WebSocket is open; its messages are these.", body = ChatGitEvent),
        (status = 400, description = "The chat has no workspace, or the workspace's agent is not connected.", body = ropewalk_wire::Response),
        (status = 403, description = "The caller may not reach into the workspace.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such chat, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 504, description = "The agent was not reached.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn stream_chat_git(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let watch = state.chat.watch_git(&caller.subject, id).await?;
    let upgrade =
        upgrade.map_err(|_none| UseCaseError::invalid("This is a stream: open it as a WebSocket."))?;
    Ok(limit_incoming(upgrade).on_upgrade(|socket| follow(socket, watch)))
}

/// Looks when it is time, and when the client asks.
async fn follow(socket: WebSocket, watch: GitWatch) {
    let asked = Arc::new(Notify::new());
    let looks = stream::unfold((watch, Arc::clone(&asked), None), |(mut watch, asked, before)| async move {
        if let Some(before) = before {
            sleep_until(before + LOOK_PAUSE).await;
            // A wish from before the pause counts.
            let _due_or_asked = timeout_at(before + LOOK_EVERY, asked.notified()).await;
        }
        let event = look(&mut watch).await;
        Some((frame(&event), (watch, asked, Some(Instant::now()))))
    });
    let hear = |said: &str| match serde_json::from_str(said) {
        Ok(ChatGitRequest::Refresh) => {
            asked.notify_one();
            Heard::Taken
        }
        Err(error) => {
            let message = format!("The message was not understood: {error}. Send {{\"type\": \"refresh\"}}.");
            Heard::Answer(frame(&ChatGitEvent::Error { message }))
        }
    };
    pump_and_hear(socket, looks, hear).await;
}

async fn look(watch: &mut GitWatch) -> ChatGitEvent {
    match watch.scan().await {
        Ok(found) => {
            let mut repositories: Vec<WorkspaceAgentRepoChanges> =
                found.repositories.into_iter().map(Into::into).collect();
            repositories.extend(found.removed.into_iter().map(WorkspaceAgentRepoChanges::gone));
            ChatGitEvent::Changes { scanned_at: found.scanned_at, repositories }
        }
        Err(message) => ChatGitEvent::Error { message },
    }
}

fn frame(event: &ChatGitEvent) -> Frame {
    // Strings, booleans and a time: nothing that JSON lacks.
    let json = serde_json::to_string(event).unwrap_or_default();
    Frame { json: format!("{json}\n"), resume_id: None }
}
