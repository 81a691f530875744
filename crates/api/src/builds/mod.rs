//! Builds of workspaces: the operations of platform.md 2.7 and 2.8 that exist so far.

mod build_details;
mod build_logs;
mod cancel_build;
mod create_build;
mod get_build;
mod get_build_by_number;
mod list_builds;
pub(crate) mod log_query;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list_builds::list_builds, create_build::create_build))
        .routes(routes!(get_build_by_number::get_build_by_number))
        .routes(routes!(get_build::get_build))
        .routes(routes!(cancel_build::cancel_build))
        .routes(routes!(build_logs::build_logs))
        .routes(routes!(build_details::build_parameters))
        .routes(routes!(build_details::build_resources))
}
