//! `POST /users/logout`: ends the session that the request came with.

use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, header};
use ropewalk_wire::Response;

use super::session_cookie;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::SignedIn;

#[utoipa::path(
    post,
    path = "/users/logout",
    operation_id = "logout",
    tag = "Users",
    summary = "Sign out",
    responses(
        (status = 200, description = "Signed out.", body = Response),
    ),
)]
pub(super) async fn logout(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
) -> ApiResult<([(HeaderName, String); 1], Json<Response>)> {
    state.platform.logout(&caller).await?;
    let cookie = session_cookie::clear(&state.platform.settings().access_url);
    Ok(([(header::SET_COOKIE, cookie)], Json(Response::of("You are signed out."))))
}
