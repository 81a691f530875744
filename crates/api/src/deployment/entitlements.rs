//! `GET /entitlements`: what may be used. Everything.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::deployment::Entitlements;

use crate::ApiState;
use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/entitlements",
    operation_id = "entitlements",
    tag = "General",
    summary = "What may be used",
    responses(
        (status = 200, description = "Everything.", body = Entitlements),
    ),
)]
pub(super) async fn entitlements(State(state): State<ApiState>, _: SignedIn) -> Json<Entitlements> {
    Json(state.platform.entitlements())
}
