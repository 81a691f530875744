//! `POST /api/v0/edit-files`: all-or-nothing edits.

use std::path::Path;

use axum::extract::State;
use axum::{Extension, Json};
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::{EditFilesRequest, EditFilesResponse};

use super::ApiState;
use super::error::ApiError;
use super::extract::ApiJson;
use crate::files::{self, TokenCall};
use crate::journal::{CallKind, JournalKey, fingerprint};

/// Edits the files. With a token a repeated call gets the answer of the first.
pub(super) async fn edit_files(
    State(state): State<ApiState>,
    Extension(context): Extension<CallContext>,
    ApiJson(request): ApiJson<EditFilesRequest>,
) -> Result<Json<EditFilesResponse>, ApiError> {
    for file in &request.files {
        state.paths.note_file(&context, Path::new(&file.path));
    }
    let call = request.client_token.as_deref().map(|token| TokenCall {
        key: JournalKey::new(&context, token),
        kind: CallKind::EditFiles,
        fingerprint: fingerprint(&(&request.files, request.include_diff)),
        chat_id: context.chat_id,
    });
    let changes = state.changes.clone();
    let edit = move || Ok(files::edit_files(&changes, call.as_ref(), &request)?);
    state.blocking(edit).await.map(Json)
}
