//! `GET /users/first`: whether anybody has an account. Clients look only at the status.

use axum::Json;
use axum::extract::State;
use ropewalk_platform::UseCaseError;
use ropewalk_wire::Response;

use crate::ApiState;
use crate::error::ApiResult;

#[utoipa::path(
    get,
    path = "/users/first",
    operation_id = "get_first_user",
    tag = "Users",
    summary = "Whether anybody has an account",
    responses(
        (status = 200, description = "Somebody has an account.", body = Response),
        (status = 404, description = "Nobody has an account yet.", body = ropewalk_wire::Response),
    ),
    security(()),
)]
pub(super) async fn get_first_user(State(state): State<ApiState>) -> ApiResult<Json<Response>> {
    if state.platform.has_first_user().await? {
        Ok(Json(Response::of("The first account was made.")))
    } else {
        Err(UseCaseError::not_found("account").into())
    }
}
