//! `POST /users/{user}/keys`: another session, to paste into a client. It sets no cookie.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::accounts::GenerateApiKeyResponse;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{ClientAddress, PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/users/{user}/keys",
    operation_id = "create_session_key",
    tag = "API keys",
    summary = "Make a session",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    responses(
        (status = 201, description = "The session; its text is shown only here.", body = GenerateApiKeyResponse),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_session_key(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    address: ClientAddress,
    PathParam(user): PathParam<UserRef>,
) -> ApiResult<(StatusCode, Json<GenerateApiKeyResponse>)> {
    let key = state.platform.create_session_key(&caller.subject, &user, &address.text()).await?;
    Ok((StatusCode::CREATED, Json(key)))
}
