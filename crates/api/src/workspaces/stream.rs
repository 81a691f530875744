//! One-way WebSockets of logs and watches (platform.md 1.6): text frames with one JSON value each, close code 1000 when
//! all is said, 1001 when the server stops (the client comes again), 1009 after a frame over the limit, 1011 when the
//! server failed.
//!
//! What must stay true: whoever made the frames subscribed before the connection was upgraded; a client that does not
//! take its frames or does not answer pings is dropped.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use futures::{Stream, StreamExt};
use ropewalk_platform::UseCaseError;
use ropewalk_telemetry::ErrorChain;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use crate::incoming::{close_after, linger};

/// How often a silent connection is pinged, and how long the answer may take.
pub(crate) const PING_INTERVAL: Duration = Duration::from_secs(15);

/// How long a client may take to take one frame.
const SEND_LIMIT: Duration = Duration::from_secs(15);

/// What a frame stream yields: the JSON text of one frame, or why there are no more.
pub(crate) type FrameResult = Result<String, UseCaseError>;

/// Sends `frames` until they end or the client leaves, and closes accordingly. With `keep_alive` that text is sent as a
/// frame beside each ping, for clients that want to see pings themselves.
pub(crate) async fn send_frames(
    mut socket: WebSocket,
    frames: impl Stream<Item = FrameResult> + Send,
    keep_alive: Option<&'static str>,
) {
    let mut frames = std::pin::pin!(frames);
    let mut pings = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut awaits_pong = false;
    let close = loop {
        tokio::select! {
            frame = frames.next() => match frame {
                Some(Ok(json)) => {
                    if !send(&mut socket, Message::text(json)).await {
                        break None;
                    }
                }
                Some(Err(error)) => {
                    let (code, reason) = close_for(&error);
                    break Some((code, reason.into()));
                }
                None => break Some((close_code::NORMAL, "complete".into())),
            },
            received = socket.recv() => match received {
                Some(Ok(Message::Pong(_))) => awaits_pong = false,
                // What clients say on a one-way stream means nothing.
                Some(Ok(Message::Ping(_) | Message::Text(_) | Message::Binary(_))) => {}
                Some(Err(error)) => break close_after(error).map(|frame| (frame.code, frame.reason)),
                Some(Ok(Message::Close(_))) | None => break None,
            },
            _ = pings.tick() => {
                if awaits_pong {
                    break Some((close_code::AWAY, "a ping was not answered".into()));
                }
                awaits_pong = true;
                let is_sent = send(&mut socket, Message::Ping(Vec::new().into())).await;
                let is_sent = match keep_alive {
                    Some(text) => is_sent && send(&mut socket, Message::text(text)).await,
                    None => is_sent,
                };
                if !is_sent {
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

/// Whether the client took it in time.
async fn send(socket: &mut WebSocket, message: Message) -> bool {
    matches!(timeout(SEND_LIMIT, socket.send(message)).await, Ok(Ok(())))
}

fn close_for(error: &UseCaseError) -> (u16, &'static str) {
    if matches!(error, UseCaseError::Unavailable { .. }) {
        tracing::debug!("A stream ended: {}", ErrorChain(error));
        return (close_code::AWAY, "the server cannot go on at the moment; connect again");
    }
    tracing::error!("A stream failed: {}", ErrorChain(error));
    (close_code::ERROR, "the server failed")
}

/// Writes one frame.
pub(crate) fn frame(value: &impl serde::Serialize) -> FrameResult {
    serde_json::to_string(value).map_err(|error| UseCaseError::internal("write a frame", error))
}
