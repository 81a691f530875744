//! `GET /api/v0/processes/list`: running processes first, newest first, at most 10.

use axum::extract::State;
use axum::{Extension, Json};
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::ProcessListResponse;

use crate::http::ApiState;

/// Lists what the caller may see.
pub(in crate::http) async fn list(
    State(state): State<ApiState>,
    Extension(context): Extension<CallContext>,
) -> Json<ProcessListResponse> {
    Json(state.processes.list(&context))
}
