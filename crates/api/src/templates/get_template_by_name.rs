//! `GET /organizations/{organization}/templates/{template}`: one template by name.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::organizations::OrganizationRef;
use ropewalk_wire::templates::Template;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParams2, SignedIn};

#[utoipa::path(
    get,
    path = "/organizations/{organization}/templates/{template}",
    operation_id = "get_template_by_name",
    tag = "Templates",
    summary = "Get a template by name",
    params(
        ("organization" = String, Path, description = "Id, name, or `default`."),
        ("template" = String, Path, description = "The template's name."),
    ),
    responses(
        (status = 200, description = "The template.", body = Template),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_template_by_name(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParams2(organization, name): PathParams2<OrganizationRef, String>,
) -> ApiResult<Json<Template>> {
    Ok(Json(state.platform.get_template_by_name(&caller.subject, &organization, &name).await?))
}
