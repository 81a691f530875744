//! `GET /chats/{chat}/stream`: everything that happens in a chat (chats-api.md 3.3).

use std::sync::Arc;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::HeaderMap;
use axum::response::Response;
use futures::{Stream, StreamExt, stream};
use ropewalk_chat::Engine;
use ropewalk_chat::stream::{ChatEvent, ChatStream};
use ropewalk_model::chat::{Chat, Role};
use ropewalk_model::{ChatId, MessageId};
use ropewalk_platform::UseCaseError;
use ropewalk_platform::accounts::Caller;
use ropewalk_telemetry::ErrorChain;
use ropewalk_wire::chats::ChatStreamEvent;
use serde::Deserialize;

use super::events::{stream_failure, to_frames};
use super::one_way::{Carrier, Frame, carrier, event_stream, pump};
use crate::ApiState;
use crate::error::{ApiError, ApiResult};
use crate::extract::{PathParam, Query, SignedIn};

/// Where an event stream says it was when it broke off.
const LAST_EVENT_ID: &str = "last-event-id";

/// Where the stream begins.
#[derive(Debug, Default, Deserialize)]
pub(super) struct StreamQuery {
    after_id: Option<i64>,
}

#[utoipa::path(
    get,
    path = "/{chat}/stream",
    operation_id = "stream_chat",
    tag = "Chats",
    summary = "Follow a chat",
    description = "A WebSocket, or an event stream when asked for with `Accept: text/event-stream`. Every frame is an array of 1 to 256 \
        events: first how the chat is now, then what happens. An event stream takes up where it was by `Last-Event-ID`.",
    params(
        ("chat" = uuid::Uuid, Path, description = "The chat."),
        ("after_id" = Option<i64>, Query, description = "The newest message that the client has; only later ones are sent."),
        ("Last-Event-ID" = Option<i64>, Header, description = "The same, as event streams say it."),
    ),
    responses(
        (status = 101, description = "The WebSocket is open."),
        (status = 200, description = "The event stream; each `data` is such an array.", content_type = "text/event-stream", body = Vec<ChatStreamEvent>),
        (status = 404, description = "There is no such chat, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn stream_chat(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
    Query(query): Query<StreamQuery>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> ApiResult<Response> {
    let chat = state.chat.authorize_stream(&caller.subject, id).await?;
    let carrier = carrier(upgrade, &headers)?;
    let after_id = begin_after(query.after_id, &headers)?;
    let cursor = ReadCursor { engine: state.chat.clone(), caller, chat: chat.clone() };
    cursor.move_on().await;
    let events =
        state.chat.stream(chat, after_id).await.map_err(|error| ApiError::from(stream_failure(error)))?;
    Ok(match carrier {
        Carrier::Socket(upgrade) => upgrade.on_upgrade(move |socket| async move {
            pump(socket, frames(id, events)).await;
            cursor.move_on().await;
        }),
        // nobody is told when the reader of an event stream leaves, so the cursor moves with each answer
        Carrier::EventStream => event_stream(frames(id, moving(cursor, events))),
    })
}

/// The later of the two wins: an event stream that connects again sends both, the query of its first time and the
/// header of where it was.
fn begin_after(after_id: Option<i64>, headers: &HeaderMap) -> Result<MessageId, UseCaseError> {
    let last =
        match headers.get(LAST_EVENT_ID) {
            None => None,
            Some(value) => {
                let number = value.to_str().ok().and_then(|text| text.trim().parse::<i64>().ok());
                Some(number.ok_or_else(|| {
                    UseCaseError::invalid_field("Last-Event-ID", "must be the id of a message")
                })?)
            }
        };
    Ok(MessageId(after_id.max(last).unwrap_or(0)))
}

fn frames<B>(chat_id: ChatId, batches: B) -> impl Stream<Item = Frame> + Send
where
    B: Stream<Item = Vec<ChatEvent>> + Send,
{
    batches.flat_map(move |batch| stream::iter(to_frames(chat_id, batch)))
}

/// Moves the read cursor whenever an answer passes by.
fn moving(cursor: ReadCursor, events: ChatStream) -> impl Stream<Item = Vec<ChatEvent>> + Send {
    let cursor = Arc::new(cursor);
    events.then(move |batch| {
        let cursor = Arc::clone(&cursor);
        async move {
            let is_answer = |event: &ChatEvent| {
                matches!(event, ChatEvent::Message(message) if message.body.role == Role::Assistant)
            };
            if batch.iter().any(is_answer) {
                cursor.move_on().await;
            }
            batch
        }
    })
}

/// Up to where the chat's owner has read. Readers who do not own it never move it.
struct ReadCursor {
    engine: Engine,
    caller: Arc<Caller>,
    chat: Chat,
}

impl ReadCursor {
    /// Marks everything as read. A failure is logged: the stream matters more.
    async fn move_on(&self) {
        if let Err(error) = self.engine.mark_read(&self.caller.subject, &self.chat).await {
            tracing::warn!(chat.id = %self.chat.id, "The read cursor could not be moved: {}", ErrorChain(&error));
        }
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};
    use ropewalk_model::MessageId;

    use super::begin_after;

    #[test]
    fn the_later_of_query_and_header_wins() {
        let header = |text: &'static str| {
            HeaderMap::from_iter([(
                axum::http::HeaderName::from_static("last-event-id"),
                HeaderValue::from_static(text),
            )])
        };
        assert_eq!(begin_after(None, &HeaderMap::new()).unwrap(), MessageId(0));
        assert_eq!(begin_after(Some(3), &header("7")).unwrap(), MessageId(7));
        assert_eq!(begin_after(Some(9), &header("7")).unwrap(), MessageId(9));
        assert!(begin_after(None, &header("x")).is_err());
    }
}
