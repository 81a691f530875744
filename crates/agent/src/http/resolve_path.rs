//! `GET /api/v0/resolve-path`: a path without symbolic links.

use axum::Json;
use axum::extract::State;
use ropewalk_wire::agent::{ResolvePathQuery, ResolvePathResponse};

use super::error::ApiError;
use super::extract::ApiQuery;
use super::{ApiState, text};
use crate::files;

/// Resolves the path.
pub(super) async fn resolve_path(
    State(state): State<ApiState>,
    ApiQuery(query): ApiQuery<ResolvePathQuery>,
) -> Result<Json<ResolvePathResponse>, ApiError> {
    let resolve = move || Ok(text(&files::resolve(&files::absolute(&query.path)?)?));
    let resolved_path = state.blocking(resolve).await?;
    Ok(Json(ResolvePathResponse { resolved_path }))
}
