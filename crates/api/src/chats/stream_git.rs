//! `GET /chats/{chat}/stream/git`: what changed in the repositories that the chat works in (chats-api.md 1.9; docs/adr/0029).

use std::time::Duration;

use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, close_code};
use axum::response::Response;
use ropewalk_chat::use_cases::GitWatch;
use ropewalk_model::ChatId;
use ropewalk_platform::UseCaseError;
use ropewalk_wire::chats::{ChatGitEvent, ChatGitRequest, WorkspaceAgentRepoChanges};
use tokio::time::{Instant, MissedTickBehavior, interval_at, sleep_until};

use super::one_way::{PING_INTERVAL, send};
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};
use crate::incoming::{close_after, limit_incoming, linger};

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

/// Looks when it is time, and when the client asks; until the client leaves or breaks a rule.
async fn follow(mut socket: WebSocket, mut watch: GitWatch) {
    let mut pings = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut awaits_pong, mut next, mut earliest) = (false, Instant::now(), Instant::now());
    let close = loop {
        tokio::select! {
            () = sleep_until(next) => {
                if !tell(&mut socket, look(&mut watch).await).await {
                    break None;
                }
                (next, earliest) = (Instant::now() + LOOK_EVERY, Instant::now() + LOOK_PAUSE);
            }
            received = socket.recv() => match received {
                Some(Ok(Message::Text(text))) => match serde_json::from_str(text.as_str()) {
                    Ok(ChatGitRequest::Refresh) => next = next.min(earliest),
                    Err(error) => {
                        let message = format!("The message was not understood: {error}. Send {{\"type\": \"refresh\"}}.");
                        if !tell(&mut socket, ChatGitEvent::Error { message }).await {
                            break None;
                        }
                    }
                },
                Some(Ok(Message::Pong(_))) => awaits_pong = false,
                Some(Ok(Message::Ping(_))) => {}
                Some(Ok(Message::Binary(_))) => break Some((close_code::UNSUPPORTED, "this stream is of text".into())),
                Some(Err(error)) => break close_after(error).map(|frame| (frame.code, frame.reason)),
                Some(Ok(Message::Close(_))) | None => break None,
            },
            _ = pings.tick() => {
                if awaits_pong {
                    break Some((close_code::AWAY, "a ping was not answered".into()));
                }
                awaits_pong = true;
                if !send(&mut socket, Message::Ping(Vec::new().into())).await {
                    break None;
                }
            }
        }
    };
    if let Some((code, reason)) = close {
        send(&mut socket, Message::Close(Some(CloseFrame { code, reason }))).await;
        linger(code).await;
    }
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

async fn tell(socket: &mut WebSocket, event: ChatGitEvent) -> bool {
    match serde_json::to_string(&event) {
        Ok(json) => send(socket, Message::text(json)).await,
        Err(error) => {
            tracing::error!(%error, "What changed in a repository could not be written as JSON");
            false
        }
    }
}
