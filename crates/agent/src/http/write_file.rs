//! `POST /api/v0/write-file`: the body becomes the file, at once, when all of it has come.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::{Extension, Json};
use futures::StreamExt;
use http::StatusCode;
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::{AgentMessage, WriteFileQuery};
use sha2::{Digest, Sha256};
use tokio::io::AsyncWriteExt;

use super::error::ApiError;
use super::extract::ApiQuery;
use super::{ApiState, text};
use crate::files::{Doing, FileError, Staged, TokenCall, absolute, place_written};
use crate::journal::{CallKind, JournalKey, fingerprint};

/// How long the sender may send nothing.
const IDLE_LIMIT: Duration = Duration::from_secs(120);

/// Writes the file. With a token a repeated call with the same content changes nothing.
pub(super) async fn write_file(
    State(state): State<ApiState>,
    Extension(context): Extension<CallContext>,
    ApiQuery(query): ApiQuery<WriteFileQuery>,
    body: Body,
) -> Result<Json<AgentMessage>, ApiError> {
    let path = absolute(&query.path)?;
    state.paths.note_file(&context, &path);
    let target = path.clone();
    let staged = state.blocking(move || Ok(Staged::create(&target)?)).await?;
    let writer = staged.writer(&path)?;
    let received = receive(tokio::fs::File::from_std(writer), body).await.map_err(|error| match error {
        ReceiveError::Write(source) => FileError::io(&path, Doing::Written, source).into(),
        ReceiveError::Body(detail) => ApiError::new(
            StatusCode::BAD_REQUEST,
            format!("The content broke off, so the file was not written: {detail}."),
        ),
        ReceiveError::Idle => ApiError::new(
            StatusCode::REQUEST_TIMEOUT,
            format!("No more content came for {IDLE_LIMIT:?}, so the file was not written."),
        ),
    })?;
    let call = query.client_token.as_deref().map(|token| TokenCall {
        key: JournalKey::new(&context, token),
        kind: CallKind::WriteFile,
        fingerprint: fingerprint(&(&query.path, &received.sha256)),
        chat_id: context.chat_id,
    });
    let answer = AgentMessage { message: format!("Wrote {} bytes to {}.", received.bytes, text(&path)) };
    let changes = state.changes.clone();
    state.blocking(move || Ok(place_written(&changes, call.as_ref(), staged, answer)?)).await.map(Json)
}

struct Received {
    bytes: u64,
    sha256: String,
}

enum ReceiveError {
    Write(std::io::Error),
    Body(String),
    Idle,
}

async fn receive(mut file: tokio::fs::File, body: Body) -> Result<Received, ReceiveError> {
    let mut chunks = body.into_data_stream();
    let mut hash = Sha256::new();
    let mut bytes = 0;
    while let Some(chunk) =
        tokio::time::timeout(IDLE_LIMIT, chunks.next()).await.map_err(|_elapsed| ReceiveError::Idle)?
    {
        let chunk = chunk.map_err(|error| ReceiveError::Body(error.to_string()))?;
        hash.update(&chunk);
        bytes += chunk.len() as u64;
        file.write_all(&chunk).await.map_err(ReceiveError::Write)?;
    }
    file.flush().await.map_err(ReceiveError::Write)?;
    Ok(Received { bytes, sha256: hex::encode(hash.finalize()) })
}
