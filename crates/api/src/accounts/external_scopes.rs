//! `GET /auth/scopes`: the scopes that a token may be asked for.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::accounts::ExternalScopes;

use crate::ApiState;

#[utoipa::path(
    get,
    path = "/auth/scopes",
    operation_id = "external_scopes",
    tag = "Authorization",
    summary = "Scopes of tokens",
    responses(
        (status = 200, description = "The scopes.", body = ExternalScopes),
    ),
    security(()),
)]
pub(super) async fn external_scopes(State(state): State<ApiState>) -> Json<ExternalScopes> {
    Json(state.platform.external_scopes())
}
