//! `POST /users/first`: makes the first account, which owns the deployment.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::accounts::{CreateFirstUserRequest, CreateFirstUserResponse};

use super::request_origin::RequestOrigin;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::JsonBody;

#[utoipa::path(
    post,
    path = "/users/first",
    operation_id = "create_first_user",
    tag = "Users",
    summary = "Make the first account",
    request_body = CreateFirstUserRequest,
    responses(
        (status = 201, description = "The account was made.", body = CreateFirstUserResponse),
        (status = 403, description = "The set-up token is missing or wrong.", body = ropewalk_wire::Response),
        (status = 409, description = "Somebody has an account already.", body = ropewalk_wire::Response),
    ),
    security(()),
)]
pub(super) async fn create_first_user(
    State(state): State<ApiState>,
    RequestOrigin(origin): RequestOrigin,
    JsonBody(request): JsonBody<CreateFirstUserRequest>,
) -> ApiResult<(StatusCode, Json<CreateFirstUserResponse>)> {
    let response = state.platform.create_first_user(&request, origin).await?;
    Ok((StatusCode::CREATED, Json(response)))
}
