//! `GET /templates/{template}/versions`: the versions of a template.

use axum::Json;
use axum::extract::State;
use ropewalk_model::TemplateId;
use ropewalk_wire::templates::{ListTemplateVersionsQuery, TemplateVersion};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, Query, SignedIn};

#[utoipa::path(
    get,
    path = "/templates/{template}/versions",
    operation_id = "list_template_versions",
    tag = "Templates",
    summary = "List the versions of a template",
    params(("template" = uuid::Uuid, Path, description = "The template."), ListTemplateVersionsQuery),
    responses(
        (status = 200, description = "The versions, the newest last.", body = Vec<TemplateVersion>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn list_template_versions(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<TemplateId>,
    Query(query): Query<ListTemplateVersionsQuery>,
) -> ApiResult<Json<Vec<TemplateVersion>>> {
    Ok(Json(state.platform.list_template_versions(&caller.subject, id, &query).await?))
}
