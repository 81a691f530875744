//! `GET /api/v0/processes/{id}/output`: the output so far, or at the end.

use std::time::Duration;

use axum::extract::{Path, State};
use axum::{Extension, Json};
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::{ProcessId, ProcessOutputQuery, ProcessOutputResponse};

use crate::http::ApiState;
use crate::http::error::ApiError;
use crate::http::extract::ApiQuery;

/// Answers at once, or with `wait` at the end or when the wait is over.
pub(in crate::http) async fn output(
    State(state): State<ApiState>,
    Extension(context): Extension<CallContext>,
    Path(id): Path<String>,
    ApiQuery(query): ApiQuery<ProcessOutputQuery>,
) -> Result<Json<ProcessOutputResponse>, ApiError> {
    let limit = query.wait_ms.map_or(Duration::MAX, Duration::from_millis);
    let wait = query.wait.then_some(limit);
    Ok(Json(state.processes.output(&context, &ProcessId(id), wait).await?))
}
