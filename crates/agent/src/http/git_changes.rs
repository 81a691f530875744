//! `POST /api/v0/git/changes`: what changed in the repositories that the chat works in.

use axum::extract::State;
use axum::{Extension, Json};
use http::StatusCode;
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::{GitChangesRequest, GitChangesResponse};

use super::ApiState;
use super::error::ApiError;
use super::extract::ApiJson;
use crate::git;

/// Looks in the chat's directories, and in and right below the one that the workspace's programs start in.
pub(super) async fn git_changes(
    State(state): State<ApiState>,
    Extension(context): Extension<CallContext>,
    ApiJson(request): ApiJson<GitChangesRequest>,
) -> Result<Json<GitChangesResponse>, ApiError> {
    let environment = state.environment();
    let place = environment.directory.clone();
    let mut directories = state.blocking(move || Ok(git::around(&place))).await?;
    if let Some(chat) = context.chat_id {
        directories.extend(state.paths.of(chat));
    }
    let scanned = git::scan(&environment, &directories, &request).await;
    scanned.map(Json).map_err(|why| ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, why))
}
