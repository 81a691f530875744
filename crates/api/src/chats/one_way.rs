//! Streams from the server to the client: over a WebSocket, or as `text/event-stream` when the client asks for that
//! (chats-api.md 3.1, platform.md 1.6). Both carry the same frames.
//!
//! What must stay true: whoever made the stream subscribed before the connection was upgraded; a client that does
//! not take its frames, or does not answer pings, is dropped; nothing is ever buffered without a bound.

use std::convert::Infallible;
use std::time::Duration;

use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code};
use axum::http::{HeaderMap, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures::{Stream, StreamExt};
use ropewalk_platform::UseCaseError;
use tokio::time::{Instant, MissedTickBehavior, interval_at, timeout};

use crate::incoming::{close_after, limit_incoming, linger};

/// How often a silent connection is pinged, and how long the answer may take.
pub(super) const PING_INTERVAL: Duration = Duration::from_secs(15);
/// How long a client may take to take one frame.
const SEND_LIMIT: Duration = Duration::from_secs(15);

/// One frame: JSON text, and where a client may take up the stream again after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// One JSON value with a newline at its end.
    pub(super) json: String,
    /// For `Last-Event-ID`.
    pub(super) resume_id: Option<i64>,
}

/// How the client wants its frames.
pub(super) enum Carrier {
    /// Over a WebSocket.
    Socket(Box<WebSocketUpgrade>),
    /// As an event stream.
    EventStream,
}

/// What the client asked for: a WebSocket, or `Accept: text/event-stream`.
///
/// # Errors
/// 400 when it is neither.
pub(super) fn carrier(
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    headers: &HeaderMap,
) -> Result<Carrier, UseCaseError> {
    match upgrade {
        Ok(upgrade) => Ok(Carrier::Socket(Box::new(limit_incoming(upgrade)))),
        Err(_) if wants_event_stream(headers) => Ok(Carrier::EventStream),
        Err(_) => Err(UseCaseError::invalid(
            "This is a stream: open it as a WebSocket, or ask for it with the header Accept: text/event-stream.",
        )),
    }
}

fn wants_event_stream(headers: &HeaderMap) -> bool {
    let accepts = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
    accepts.flat_map(|value| value.split(',')).any(|kind| {
        kind.split(';').next().is_some_and(|name| name.trim().eq_ignore_ascii_case("text/event-stream"))
    })
}

/// Answers with an event stream: `data` events with the frames, and a `ping` event when nothing else is to say.
pub(super) fn event_stream(frames: impl Stream<Item = Frame> + Send + 'static) -> Response {
    let events = frames.map(|frame| {
        let event = Event::default().event("data").data(frame.json.trim_end());
        Ok::<_, Infallible>(match frame.resume_id {
            Some(id) => event.id(id.to_string()),
            None => event,
        })
    });
    let pings = KeepAlive::new().interval(PING_INTERVAL).event(Event::default().event("ping").data("{}"));
    let mut response = Sse::new(events).keep_alive(pings).into_response();
    // a proxy that collects the stream would hold back what the client waits for
    response.headers_mut().insert("x-accel-buffering", header::HeaderValue::from_static("no"));
    response
}

/// What becomes of a text that a client says.
pub(super) enum Heard {
    /// It was taken.
    Taken,
    /// It was not understood: the client is told so.
    Answer(Frame),
    /// The stream takes none: the connection is closed.
    Refused,
}

/// Sends `frames` until they end, the client leaves, or breaks a rule; closes accordingly. A client that says something breaks one.
pub(super) async fn pump(socket: WebSocket, frames: impl Stream<Item = Frame> + Send) {
    pump_and_hear(socket, frames, |_said| Heard::Refused).await;
}

/// As [`pump`], for a stream on which a client may speak.
pub(super) async fn pump_and_hear(
    mut socket: WebSocket,
    frames: impl Stream<Item = Frame> + Send,
    hear: impl Fn(&str) -> Heard + Send,
) {
    let mut frames = std::pin::pin!(frames);
    let mut pings = interval_at(Instant::now() + PING_INTERVAL, PING_INTERVAL);
    pings.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let mut awaits_pong = false;
    let close = loop {
        tokio::select! {
            frame = frames.next() => {
                // the stream of a server that goes on has no end: a client that sees one comes again
                let Some(frame) = frame else { break Some((close_code::AWAY, "the stream ended; connect again".into())) };
                if !send(&mut socket, Message::text(frame.json)).await {
                    break None;
                }
            }
            received = socket.recv() => match received {
                Some(Ok(Message::Pong(_))) => awaits_pong = false,
                Some(Ok(Message::Ping(_))) => {}
                Some(Ok(Message::Text(said))) => match hear(said.as_str()) {
                    Heard::Taken => {}
                    Heard::Answer(frame) => {
                        if !send(&mut socket, Message::text(frame.json)).await {
                            break None;
                        }
                    }
                    Heard::Refused => break Some(takes_none()),
                },
                Some(Ok(Message::Binary(_))) => break Some(takes_none()),
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

fn takes_none() -> (u16, Utf8Bytes) {
    (close_code::POLICY, "this stream takes no such message".into())
}

/// Whether the client took it in time.
async fn send(socket: &mut WebSocket, message: Message) -> bool {
    matches!(timeout(SEND_LIMIT, socket.send(message)).await, Ok(Ok(())))
}

#[cfg(test)]
mod tests {
    use axum::Router;
    use axum::extract::ws::WebSocketUpgrade;
    use axum::http::{HeaderMap, HeaderValue, header};
    use axum::routing::get;
    use futures::{StreamExt, stream};
    use tokio::net::TcpListener;
    use tokio::task::JoinSet;
    use tokio_tungstenite::tungstenite::Message;

    use super::{pump, wants_event_stream};

    /// The clock stands still and jumps to the next timer whenever nothing else is to be done.
    #[tokio::test(start_paused = true)]
    async fn a_client_that_answers_no_ping_is_closed_with_1001() {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("ws://{}/", listener.local_addr().unwrap());
        let silent = get(|upgrade: WebSocketUpgrade| async move {
            upgrade.on_upgrade(|socket| pump(socket, stream::pending()))
        });
        let mut server = JoinSet::new();
        server.spawn(async move { axum::serve(listener, Router::new().route("/", silent)).await });
        let (mut client, _) = tokio_tungstenite::connect_async(url).await.unwrap();
        // A client that does not read does not answer. The server pings after 15 s and gives up 15 s later.
        tokio::time::sleep(super::PING_INTERVAL * 3).await;
        let Some(Ok(Message::Ping(_))) = client.next().await else { panic!("no ping") };
        let Some(Ok(Message::Close(Some(close)))) = client.next().await else { panic!("no close frame") };
        assert_eq!(u16::from(close.code), 1001);
    }

    #[test]
    fn accept_is_read_as_a_list() {
        for (accept, expected) in [
            ("text/event-stream", true),
            ("application/json, Text/Event-Stream;q=0.9", true),
            ("*/*", false),
            ("application/json", false),
        ] {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT, HeaderValue::from_static(accept));
            assert_eq!(wants_event_stream(&headers), expected, "{accept}");
        }
    }
}
