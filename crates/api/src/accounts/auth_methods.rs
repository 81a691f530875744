//! `GET /users/authmethods`: which ways of signing in there are.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::accounts::AuthMethods;

use crate::ApiState;

#[utoipa::path(
    get,
    path = "/users/authmethods",
    operation_id = "auth_methods",
    tag = "Users",
    summary = "Ways of signing in",
    responses(
        (status = 200, description = "The ways.", body = AuthMethods),
    ),
    security(()),
)]
pub(super) async fn auth_methods(State(state): State<ApiState>) -> Json<AuthMethods> {
    Json(state.platform.auth_methods())
}
