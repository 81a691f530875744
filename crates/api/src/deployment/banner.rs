//! `GET /api/v2`: says that there is an API.

use axum::Json;
use ropewalk_wire::Response;

#[utoipa::path(
    get,
    path = "/",
    operation_id = "banner",
    tag = "General",
    summary = "A greeting",
    responses(
        (status = 200, description = "The greeting.", body = Response),
    ),
    security(()),
)]
pub(super) async fn banner() -> Json<Response> {
    Json(Response::of("This is the API of Ropewalk. Its description is at /openapi.json."))
}
