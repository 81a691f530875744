//! `GET /chats/by-workspace`: the latest chat of each of some workspaces (chats-api.md 1.4).

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use ropewalk_model::WorkspaceId;
use serde::Deserialize;
use uuid::Uuid;

use crate::ApiState;
use crate::error::{ApiError, ApiResult};
use crate::extract::{Query, SignedIn};

/// Which workspaces.
#[derive(Debug, Default, Deserialize)]
pub(super) struct WorkspacesQuery {
    workspace_ids: Option<String>,
}

#[utoipa::path(
    get,
    path = "/by-workspace",
    operation_id = "list_chats_by_workspace",
    tag = "Chats",
    summary = "Find the latest chat of workspaces",
    params(("workspace_ids" = Option<String>, Query, description = "At most 25 ids, with commas between them.")),
    responses(
        (status = 200, description = "From a workspace to its latest chat that is not archived and that the caller may see; workspaces \
            without one are left out.", body = BTreeMap<Uuid, Uuid>),
    ),
)]
pub(super) async fn list_chats_by_workspace(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    Query(query): Query<WorkspacesQuery>,
) -> ApiResult<Json<BTreeMap<Uuid, Uuid>>> {
    let workspaces = read_ids(query.workspace_ids.as_deref().unwrap_or_default())?;
    let chats = state.chat.chats_by_workspace(&caller.subject, &workspaces).await?;
    Ok(Json(chats.into_iter().map(|(workspace, chat)| (workspace.uuid(), chat.uuid())).collect()))
}

fn read_ids(list: &str) -> Result<Vec<WorkspaceId>, ApiError> {
    let ids = list.split(',').map(str::trim).filter(|id| !id.is_empty());
    ids.map(|id| {
        id.parse().map_err(|_not_an_id| {
            ApiError::invalid_field("workspace_ids", format!("must hold ids of workspaces, not {id:?}"))
        })
    })
    .collect()
}
