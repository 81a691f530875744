//! `POST /api/v0/processes/start`: starts `sh -c command`.

use axum::extract::State;
use axum::{Extension, Json};
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::{StartProcessRequest, StartProcessResponse};

use crate::http::ApiState;
use crate::http::error::ApiError;
use crate::http::extract::ApiJson;
use crate::processes::directory_for;

/// Starts it. The process lives beyond this call.
pub(in crate::http) async fn start(
    State(state): State<ApiState>,
    Extension(context): Extension<CallContext>,
    ApiJson(request): ApiJson<StartProcessRequest>,
) -> Result<Json<StartProcessResponse>, ApiError> {
    let (processes, environment) = (state.processes.clone(), state.environment());
    state.paths.note(&context, &directory_for(request.workdir.as_deref(), &environment));
    let start = move || Ok(processes.start(&context, &request, &environment)?);
    state.blocking(start).await.map(Json)
}
