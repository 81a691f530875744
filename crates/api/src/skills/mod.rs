//! Skills that people keep for their chats (docs/adr/0027).

mod create;
mod delete;
mod get;
mod list;
mod update;

use axum::extract::DefaultBodyLimit;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// The largest body, in bytes: a text of 64 KiB, in which JSON may write each byte as six.
const BODY_LIMIT_BYTES: usize = 400 * 1024;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list::list_user_skills, create::create_user_skill))
        .routes(routes!(get::get_user_skill, update::update_user_skill, delete::delete_user_skill))
        .layer(DefaultBodyLimit::max(BODY_LIMIT_BYTES))
}
