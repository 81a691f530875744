//! Notifications in browsers: the operations of chats-api.md 1.20.

mod subscribe;
mod test_push;
mod unsubscribe;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// The largest body, in bytes: an address and two short keys.
const BODY_LIMIT_BYTES: usize = 8 * 1024;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(subscribe::create_webpush_subscription, unsubscribe::delete_webpush_subscription))
        .routes(routes!(test_push::test_webpush))
        .layer(DefaultBodyLimit::max(BODY_LIMIT_BYTES))
}
