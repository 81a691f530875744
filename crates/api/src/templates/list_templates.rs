//! `GET /templates`: all templates that the caller may see.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::templates::{ListTemplatesQuery, Template};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{Query, SignedIn};

#[utoipa::path(
    get,
    path = "/templates",
    operation_id = "list_templates",
    tag = "Templates",
    summary = "List templates",
    params(ListTemplatesQuery),
    responses((status = 200, description = "The templates, by name; at most 1,000.", body = Vec<Template>)),
)]
pub(super) async fn list_templates(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    Query(query): Query<ListTemplatesQuery>,
) -> ApiResult<Json<Vec<Template>>> {
    Ok(Json(state.platform.list_templates(&caller.subject, None, &query.q).await?))
}
