//! `POST /users`: makes an account for somebody else.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_wire::accounts::{CreateUserRequest, User};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    post,
    path = "/users",
    operation_id = "create_user",
    tag = "Users",
    summary = "Make an account",
    request_body = CreateUserRequest,
    responses(
        (status = 201, description = "The account was made.", body = User),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 409, description = "The user name or the address is taken.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_user(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<CreateUserRequest>,
) -> ApiResult<(StatusCode, Json<User>)> {
    let user = state.platform.create_user(&caller.subject, &request).await?;
    Ok((StatusCode::CREATED, Json(user)))
}
