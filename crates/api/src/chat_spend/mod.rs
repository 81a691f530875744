//! Usage limits and costs: chats-api.md 1.17. Mounted under both prefixes of the chats.

mod cost_summary;
mod cost_users;
mod get_limits;
mod group_overrides;
mod limit_status;
mod overrides;
mod put_limits;
mod range;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Everything below `/chats`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(get_limits::get_chat_usage_limits, put_limits::put_chat_usage_limits))
        .routes(routes!(limit_status::get_chat_usage_limit_status))
        .routes(routes!(
            overrides::put_chat_usage_limit_override,
            overrides::delete_chat_usage_limit_override
        ))
        .routes(routes!(
            group_overrides::put_chat_usage_limit_group_override,
            group_overrides::delete_chat_usage_limit_group_override
        ))
        .routes(routes!(cost_summary::get_chat_cost_summary))
        .routes(routes!(cost_users::list_chat_cost_users))
}
