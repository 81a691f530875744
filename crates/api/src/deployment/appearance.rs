//! `GET /appearance`: how the deployment looks. Agents and the login page ask too.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::deployment::Appearance;

use crate::ApiState;

#[utoipa::path(
    get,
    path = "/appearance",
    operation_id = "appearance",
    tag = "General",
    summary = "How the deployment looks",
    responses(
        (status = 200, description = "Names, pictures, announcements.", body = Appearance),
    ),
    security(()),
)]
pub(super) async fn appearance(State(state): State<ApiState>) -> Json<Appearance> {
    Json(state.platform.appearance())
}
