//! `GET /api/v0/context-config`: instruction files and skills of the workspace.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::agent::AgentContextConfig;

use super::ApiState;
use super::error::ApiError;

/// Reads them anew: they change while people work.
pub(super) async fn context_config(
    State(state): State<ApiState>,
) -> Result<Json<AgentContextConfig>, ApiError> {
    let (environment, places) = (state.environment(), state.places.clone());
    let read = move || Ok(places.read(&environment.home, &environment.directory));
    Ok(Json(AgentContextConfig { parts: state.blocking(read).await? }))
}
