//! `GET /experiments`: which experiments are on. There are none.

use axum::Json;

use crate::extract::SignedIn;

#[utoipa::path(
    get,
    path = "/experiments",
    operation_id = "experiments",
    tag = "General",
    summary = "Experiments that are on",
    responses(
        (status = 200, description = "Always empty.", body = Vec<String>),
    ),
)]
pub(super) async fn experiments(_: SignedIn) -> Json<Vec<String>> {
    Json(Vec::new())
}
