//! Chats: the operations of chats-api.md 1.2-1.9 that exist so far, and the streams of its section 3. Mounted under
//! both prefixes of the chats.

mod content;
mod create_chat;
mod events;
mod get_chat;
mod interrupt_chat;
mod labels;
mod list_chats;
mod list_messages;
mod not_yet;
mod one_way;
mod search;
mod send_message;
mod stream_chat;
mod update_chat;
mod view;
mod wait_chat;
mod watch_chats;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// The largest body that makes a chat, in bytes (chats-api.md 1.3).
const CREATE_BODY_LIMIT_BYTES: usize = 256 * 1024;

/// Everything below `/chats`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    let create = OpenApiRouter::new()
        .routes(routes!(create_chat::create_chat))
        .layer(DefaultBodyLimit::max(CREATE_BODY_LIMIT_BYTES));
    OpenApiRouter::new()
        .routes(routes!(list_chats::list_chats))
        .routes(routes!(watch_chats::watch_chats))
        .routes(routes!(get_chat::get_chat, update_chat::update_chat))
        .routes(routes!(list_messages::list_chat_messages, send_message::send_chat_message))
        .routes(routes!(stream_chat::stream_chat))
        .routes(routes!(interrupt_chat::interrupt_chat))
        .routes(routes!(wait_chat::get_chat_wait))
        .merge(create)
}
