//! `POST /users/login`: signs in with a password. The token is in the answer and in a cookie.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use ropewalk_wire::accounts::{LoginRequest, LoginResponse};

use super::session_cookie;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{ClientAddress, JsonBody};

#[utoipa::path(
    post,
    path = "/users/login",
    operation_id = "login",
    tag = "Users",
    summary = "Sign in",
    request_body = LoginRequest,
    responses(
        (status = 201, description = "Signed in.", body = LoginResponse),
        (status = 401, description = "The pair is wrong, or the account is suspended.", body = ropewalk_wire::Response),
        (status = 403, description = "The account signs in another way.", body = ropewalk_wire::Response),
    ),
    security(()),
)]
pub(super) async fn login(
    State(state): State<ApiState>,
    address: ClientAddress,
    JsonBody(request): JsonBody<LoginRequest>,
) -> ApiResult<(StatusCode, [(HeaderName, String); 1], Json<LoginResponse>)> {
    let response = state.platform.login(&request, &address.text()).await?;
    let cookie = session_cookie::set(&response.session_token, &state.platform.settings().access_url);
    Ok((StatusCode::CREATED, [(header::SET_COOKIE, cookie)], Json(response)))
}
