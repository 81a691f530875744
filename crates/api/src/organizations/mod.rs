//! Organizations: the operations of platform.md 2.4.

mod get_organization;
mod get_user_organization;
mod list_organizations;
mod list_user_organizations;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list_organizations::list_organizations))
        .routes(routes!(get_organization::get_organization))
        .routes(routes!(list_user_organizations::list_user_organizations))
        .routes(routes!(get_user_organization::get_user_organization))
}
