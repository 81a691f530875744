//! Workspaces: the operations of platform.md 2.6 that exist so far.

mod create_workspace;
mod get_workspace;
mod get_workspace_by_name;
mod list_workspaces;
pub(crate) mod stream;
mod watch_workspace;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list_workspaces::list_workspaces))
        .routes(routes!(create_workspace::create_user_workspace))
        .routes(routes!(create_workspace::create_member_workspace))
        .routes(routes!(get_workspace_by_name::get_workspace_by_name))
        .routes(routes!(get_workspace::get_workspace))
        .routes(routes!(watch_workspace::watch_workspace))
        .routes(routes!(watch_workspace::watch_workspace_ws))
}
