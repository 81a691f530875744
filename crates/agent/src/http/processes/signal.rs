//! `POST /api/v0/processes/{id}/signal`: signals the whole process group.

use axum::extract::{Path, State};
use axum::{Extension, Json};
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::{AgentMessage, ProcessId, SignalProcessRequest};

use crate::http::ApiState;
use crate::http::error::ApiError;
use crate::http::extract::ApiJson;

/// Signals it.
pub(in crate::http) async fn signal(
    State(state): State<ApiState>,
    Extension(context): Extension<CallContext>,
    Path(id): Path<String>,
    ApiJson(request): ApiJson<SignalProcessRequest>,
) -> Result<Json<AgentMessage>, ApiError> {
    let (processes, id) = (state.processes.clone(), ProcessId(id));
    let message = format!("Signalled the process {id}.");
    state.blocking(move || Ok(processes.signal(&context, &id, request.signal)?)).await?;
    Ok(Json(AgentMessage { message }))
}
