//! Settings of chats: chats-api.md 1.13, as far as what they set exists. Mounted under both prefixes of the chats.

mod debug_logging;
mod debug_retention;
mod user_debug_logging;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Everything below `/chats`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(debug_logging::get_chat_debug_logging, debug_logging::put_chat_debug_logging))
        .routes(routes!(
            user_debug_logging::get_user_chat_debug_logging,
            user_debug_logging::put_user_chat_debug_logging
        ))
        .routes(routes!(
            debug_retention::get_chat_debug_retention_days,
            debug_retention::put_chat_debug_retention_days
        ))
}
