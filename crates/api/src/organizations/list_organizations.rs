//! `GET /organizations`: the organizations that the caller may see.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::accounts::Organization;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/organizations",
    operation_id = "list_organizations",
    tag = "Organizations",
    summary = "List organizations",
    responses(
        (status = 200, description = "The organizations, by name.", body = Vec<Organization>),
    ),
)]
pub(super) async fn list_organizations(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<Json<Vec<Organization>>> {
    Ok(Json(state.platform.list_organizations(&caller.subject).await?))
}
