//! `POST /users/validate-password`: whether a password would be good enough.

use axum::Json;
use ropewalk_platform::accounts::password_problem;
use ropewalk_wire::accounts::{ValidatePasswordRequest, ValidatePasswordResponse};

use crate::extract::JsonBody;

#[utoipa::path(
    post,
    path = "/users/validate-password",
    operation_id = "validate_password",
    tag = "Users",
    summary = "Judge a password",
    request_body = ValidatePasswordRequest,
    responses(
        (status = 200, description = "The judgement.", body = ValidatePasswordResponse),
    ),
    security(()),
)]
pub(super) async fn validate_password(
    JsonBody(request): JsonBody<ValidatePasswordRequest>,
) -> Json<ValidatePasswordResponse> {
    let problem = password_problem(request.password.expose(), &[]);
    let details = problem.map(|it| format!("The password {it}.")).unwrap_or_default();
    Json(ValidatePasswordResponse { valid: problem.is_none(), details })
}
