//! Chats: the operations of chats-api.md 1.2-1.9 that exist so far, and the streams of its section 3. Mounted under
//! both prefixes of the chats.

mod change_queued;
mod chats_by_workspace;
mod clear_context;
mod compact_context;
mod content;
mod create_chat;
mod debug_runs;
mod delete_queued;
mod edit_message;
mod events;
mod file_name;
mod get_chat;
mod get_file;
mod interrupt_chat;
mod labels;
mod list_chats;
mod list_messages;
mod list_prompts;
mod not_yet;
mod one_way;
mod plan_mode;
mod promote_queued;
mod propose_title;
mod reconcile_chat;
mod regenerate_title;
mod search;
mod send_message;
mod stream_chat;
mod stream_git;
mod submit_tool_results;
mod update_chat;
mod upload_file;
mod view;
mod wait_chat;
mod watch_chats;

use axum::extract::DefaultBodyLimit;
use ropewalk_model::chat::CHAT_FILE_BYTES_MAX;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// The largest body that makes a chat or holds results of the client's tools, in bytes (chats-api.md 1.3, 1.9).
const BODY_LIMIT_BYTES: usize = 256 * 1024;

/// Everything below `/chats`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    let limited = OpenApiRouter::new()
        .routes(routes!(create_chat::create_chat))
        .routes(routes!(submit_tool_results::submit_chat_tool_results))
        .layer(DefaultBodyLimit::max(BODY_LIMIT_BYTES));
    let files = OpenApiRouter::new()
        .routes(routes!(upload_file::upload_chat_file))
        .layer(DefaultBodyLimit::max(CHAT_FILE_BYTES_MAX));
    OpenApiRouter::new()
        .routes(routes!(get_file::get_chat_file))
        .routes(routes!(list_chats::list_chats))
        .routes(routes!(watch_chats::watch_chats))
        .routes(routes!(get_chat::get_chat, update_chat::update_chat))
        .routes(routes!(list_messages::list_chat_messages, send_message::send_chat_message))
        .routes(routes!(stream_chat::stream_chat))
        .routes(routes!(stream_git::stream_chat_git))
        .routes(routes!(interrupt_chat::interrupt_chat))
        .routes(routes!(wait_chat::get_chat_wait))
        .routes(routes!(chats_by_workspace::list_chats_by_workspace))
        .routes(routes!(edit_message::edit_chat_message))
        .routes(routes!(list_prompts::list_chat_prompts))
        .routes(routes!(change_queued::change_queued_chat_message, delete_queued::delete_queued_chat_message))
        .routes(routes!(promote_queued::promote_queued_chat_message))
        .routes(routes!(reconcile_chat::reconcile_invalid_chat))
        .routes(routes!(propose_title::propose_chat_title))
        .routes(routes!(regenerate_title::regenerate_chat_title))
        .routes(routes!(clear_context::clear_chat_context))
        .routes(routes!(compact_context::compact_chat_context))
        .routes(routes!(debug_runs::list_chat_debug_runs))
        .routes(routes!(debug_runs::get_chat_debug_run))
        .merge(limited)
        .merge(files)
}
