//! `GET /templateversions/{version}`: one version of a template.

use axum::Json;
use axum::extract::State;
use ropewalk_model::TemplateVersionId;
use ropewalk_wire::templates::TemplateVersion;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/templateversions/{version}",
    operation_id = "get_template_version",
    tag = "Templates",
    summary = "Get a template version",
    params(("version" = uuid::Uuid, Path, description = "The version.")),
    responses(
        (status = 200, description = "The version.", body = TemplateVersion),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_template_version(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<TemplateVersionId>,
) -> ApiResult<Json<TemplateVersion>> {
    Ok(Json(state.platform.get_template_version(&caller.subject, id).await?))
}
