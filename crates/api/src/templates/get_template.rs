//! `GET /templates/{template}`: one template.

use axum::Json;
use axum::extract::State;
use ropewalk_model::TemplateId;
use ropewalk_wire::templates::Template;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/templates/{template}",
    operation_id = "get_template",
    tag = "Templates",
    summary = "Get a template",
    params(("template" = uuid::Uuid, Path, description = "The template.")),
    responses(
        (status = 200, description = "The template.", body = Template),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_template(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<TemplateId>,
) -> ApiResult<Json<Template>> {
    Ok(Json(state.platform.get_template(&caller.subject, id).await?))
}
