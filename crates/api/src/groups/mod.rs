//! Groups: the operations of platform.md 2.4.

mod create_group;
mod delete_group;
mod get_group;
mod group_members;
mod list_groups;
mod update_group;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::ApiState;

/// Everything below `/api/v2`.
pub(crate) fn router() -> OpenApiRouter<ApiState> {
    OpenApiRouter::new()
        .routes(routes!(list_groups::list_groups))
        .routes(routes!(get_group::get_group, update_group::update_group, delete_group::delete_group))
        .routes(routes!(group_members::list_group_members))
        .routes(routes!(create_group::create_group, list_groups::list_organization_groups))
        .routes(routes!(get_group::get_group_by_name))
        .routes(routes!(group_members::list_group_members_by_name))
}
