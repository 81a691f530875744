//! `POST /authcheck`: "may I?", several questions at once.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use ropewalk_wire::accounts::AuthorizationRequest;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{JsonBody, SignedIn};

#[utoipa::path(
    post,
    path = "/authcheck",
    operation_id = "check_authorization",
    tag = "Authorization",
    summary = "Ask what the caller may do",
    request_body = AuthorizationRequest,
    responses(
        (status = 200, description = "An answer under the name of each question.", body = BTreeMap<String, bool>),
    ),
)]
pub(super) async fn check_authorization(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    JsonBody(request): JsonBody<AuthorizationRequest>,
) -> ApiResult<Json<BTreeMap<String, bool>>> {
    Ok(Json(state.platform.check_authorization(&caller.subject, &request)?))
}
