//! `GET /chats/{chat}/messages`: a page of the history (chats-api.md 1.7).

use axum::Json;
use axum::extract::State;
use ropewalk_chat::use_cases::MessageRange;
use ropewalk_model::{ChatId, MessageId};
use ropewalk_platform::UseCaseError;
use ropewalk_wire::chats::{ChatMessage, ChatMessagesResponse, ChatQueuedMessage};
use serde::Deserialize;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

/// How many messages a page has when the client does not say.
const LIMIT_DEFAULT: u16 = 50;

/// Which page.
#[derive(Debug, Default, Deserialize)]
pub(super) struct PageQuery {
    before_id: Option<i64>,
    after_id: Option<i64>,
    limit: Option<u16>,
}

#[utoipa::path(
    get,
    path = "/{chat}/messages",
    operation_id = "list_chat_messages",
    tag = "Chats",
    summary = "Read a page of the history",
    params(
        ("chat" = uuid::Uuid, Path, description = "The chat."),
        ("before_id" = Option<i64>, Query, description = "Only messages with a smaller id."),
        ("after_id" = Option<i64>, Query, description = "Only messages with a larger id. Alone it turns the order round: oldest first."),
        ("limit" = Option<u16>, Query, description = "1 to 200; absent: 50."),
    ),
    responses(
        (status = 200, description = "The page, newest first; the queue only when no cursor was given.", body = ChatMessagesResponse),
        (status = 404, description = "There is no such chat, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_chat_messages(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<ChatId>,
    Query(page): Query<PageQuery>,
) -> ApiResult<Json<ChatMessagesResponse>> {
    let range = MessageRange {
        before_id: cursor("before_id", page.before_id)?,
        after_id: cursor("after_id", page.after_id)?,
        limit: page.limit.unwrap_or(LIMIT_DEFAULT),
    };
    let page = state.chat.list_messages(&caller.subject, id, range).await?;
    Ok(Json(ChatMessagesResponse {
        messages: page.messages.iter().map(ChatMessage::from).collect(),
        queued_messages: page.queue.iter().map(ChatQueuedMessage::from).collect(),
        has_more: page.has_more,
    }))
}

fn cursor(field: &'static str, id: Option<i64>) -> Result<Option<MessageId>, UseCaseError> {
    match id {
        Some(id) if id <= 0 => Err(UseCaseError::invalid_field(field, "must be larger than 0")),
        id => Ok(id.map(MessageId)),
    }
}
