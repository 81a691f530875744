//! `GET /organizations/{organization}/templates`: the templates of one organization.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_wire::templates::{ListTemplatesQuery, Template};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

#[utoipa::path(
    get,
    path = "/organizations/{organization}/templates",
    operation_id = "list_organization_templates",
    tag = "Templates",
    summary = "List the templates of an organization",
    params(("organization" = String, Path, description = "Id, name, or `default`."), ListTemplatesQuery),
    responses(
        (status = 200, description = "The templates, by name; at most 1,000.", body = Vec<Template>),
        (status = 404, description = "There is no such organization, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_organization_templates(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(organization): PathParam<OrganizationRef>,
    Query(query): Query<ListTemplatesQuery>,
) -> ApiResult<Json<Vec<Template>>> {
    Ok(Json(state.platform.list_templates(&caller.subject, Some(&organization), &query.q).await?))
}
