//! `GET /workspaceagents/{agent}`: one agent.

use axum::Json;
use axum::extract::State;
use ropewalk_model::AgentId;
use ropewalk_wire::agents::WorkspaceAgent;

use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/workspaceagents/{agent}",
    operation_id = "get_agent",
    tag = "Agents",
    summary = "Get an agent",
    params(("agent" = uuid::Uuid, Path, description = "The agent.")),
    responses(
        (status = 200, description = "The agent.", body = WorkspaceAgent),
        (status = 404, description = "There is no such object, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_agent(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<AgentId>,
) -> ApiResult<Json<WorkspaceAgent>> {
    Ok(Json(state.platform.get_agent(&caller.subject, id).await?))
}
