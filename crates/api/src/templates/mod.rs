//! Templates and their versions: the operations of platform.md 2.5 that exist so far.

mod get_template;
mod get_template_by_name;
mod get_template_version;
mod list_organization_templates;
mod list_template_versions;
mod list_templates;
mod version_details;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list_templates::list_templates))
        .routes(routes!(list_organization_templates::list_organization_templates))
        .routes(routes!(get_template_by_name::get_template_by_name))
        .routes(routes!(get_template::get_template))
        .routes(routes!(list_template_versions::list_template_versions))
        .routes(routes!(get_template_version::get_template_version))
        .routes(routes!(version_details::template_version_parameters))
        .routes(routes!(version_details::template_version_presets))
        .routes(routes!(version_details::template_version_resources))
}
