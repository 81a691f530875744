//! `GET /api/v0/read-file-lines`: numbered lines, always with status 200.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::agent::{ReadFileLinesQuery, ReadFileLinesResponse};

use super::ApiState;
use super::error::ApiError;
use super::extract::ApiQuery;
use crate::files;

/// Reads the lines.
pub(super) async fn read_file_lines(
    State(state): State<ApiState>,
    ApiQuery(query): ApiQuery<ReadFileLinesQuery>,
) -> Result<Json<ReadFileLinesResponse>, ApiError> {
    state.blocking(move || Ok(files::read_file_lines(&query))).await.map(Json)
}
