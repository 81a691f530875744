//! `GET /templateversions/{version}/rich-parameters`, `/presets` and `/resources`: what clients ask before they make a
//! workspace. Native templates have none of these so far, and the lists are empty.

use axum::Json;
use axum::extract::State;
use ropewalk_model::TemplateVersionId;
use ropewalk_wire::builds::WorkspaceResource;
use ropewalk_wire::templates::{Preset, TemplateVersionParameter};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/templateversions/{version}/rich-parameters",
    operation_id = "template_version_parameters",
    tag = "Templates",
    summary = "List the parameters of a template version",
    params(("version" = uuid::Uuid, Path, description = "The version.")),
    responses(
        (status = 200, description = "The parameters.", body = Vec<TemplateVersionParameter>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn template_version_parameters(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<TemplateVersionId>,
) -> ApiResult<Json<Vec<TemplateVersionParameter>>> {
    Ok(Json(state.platform.template_version_parameters(&caller.subject, id).await?))
}

#[utoipa::path(
    get,
    path = "/templateversions/{version}/presets",
    operation_id = "template_version_presets",
    tag = "Templates",
    summary = "List the presets of a template version",
    params(("version" = uuid::Uuid, Path, description = "The version.")),
    responses(
        (status = 200, description = "The presets.", body = Vec<Preset>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn template_version_presets(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<TemplateVersionId>,
) -> ApiResult<Json<Vec<Preset>>> {
    Ok(Json(state.platform.template_version_presets(&caller.subject, id).await?))
}

#[utoipa::path(
    get,
    path = "/templateversions/{version}/resources",
    operation_id = "template_version_resources",
    tag = "Templates",
    summary = "List the resources of a template version",
    params(("version" = uuid::Uuid, Path, description = "The version.")),
    responses(
        (status = 200, description = "The resources that its import found.", body = Vec<WorkspaceResource>),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn template_version_resources(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<TemplateVersionId>,
) -> ApiResult<Json<Vec<WorkspaceResource>>> {
    Ok(Json(state.platform.template_version_resources(&caller.subject, id).await?))
}
