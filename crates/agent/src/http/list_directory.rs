//! `POST /api/v0/list-directory`: the entries of a directory.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::agent::{ListDirectoryRequest, ListDirectoryResponse};

use super::ApiState;
use super::error::ApiError;
use super::extract::ApiJson;
use crate::files;

/// Lists the directory.
pub(super) async fn list_directory(
    State(state): State<ApiState>,
    ApiJson(request): ApiJson<ListDirectoryRequest>,
) -> Result<Json<ListDirectoryResponse>, ApiError> {
    let environment = state.environment();
    let list = move || Ok(files::list_directory(&request, &environment.home)?);
    state.blocking(list).await.map(Json)
}
