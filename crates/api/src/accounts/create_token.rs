//! `POST /users/{user}/keys/tokens`: a long-lived token.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use ropewalk_platform::accounts::UserRef;
use ropewalk_wire::accounts::{CreateTokenRequest, GenerateApiKeyResponse};

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{ClientAddress, JsonBody, PathParam, SignedIn};

#[utoipa::path(
    post,
    path = "/users/{user}/keys/tokens",
    operation_id = "create_token",
    tag = "API keys",
    summary = "Make a token",
    params(("user" = String, Path, description = "A user name, an id, or `me`.")),
    request_body = CreateTokenRequest,
    responses(
        (status = 201, description = "The token; its text is shown only here.", body = GenerateApiKeyResponse),
        (status = 403, description = "The caller may not do this.", body = ropewalk_wire::Response),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
        (status = 409, description = "The name is taken.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn create_token(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    address: ClientAddress,
    PathParam(user): PathParam<UserRef>,
    JsonBody(request): JsonBody<CreateTokenRequest>,
) -> ApiResult<(StatusCode, Json<GenerateApiKeyResponse>)> {
    let key = state.platform.create_token(&caller.subject, &user, &request, &address.text()).await?;
    Ok((StatusCode::CREATED, Json(key)))
}
