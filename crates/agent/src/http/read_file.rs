//! `GET /api/v0/read-file`: the bytes of a file, as a stream.

use std::io::{Seek, SeekFrom};

use axum::body::Body;
use axum::extract::State;
use axum::response::{IntoResponse, Response};
use http::header;
use ropewalk_wire::agent::ReadFileQuery;
use tokio::io::AsyncReadExt;
use tokio_util::io::ReaderStream;

use super::ApiState;
use super::error::ApiError;
use super::extract::ApiQuery;
use crate::files::{Doing, FileError, absolute};

/// How much is read at once, in bytes.
const READ_BYTES: usize = 256 << 10;

/// Streams the file.
pub(super) async fn read_file(
    State(state): State<ApiState>,
    ApiQuery(query): ApiQuery<ReadFileQuery>,
) -> Result<Response, ApiError> {
    let content_type = mime_guess::from_path(&query.path).first_or_octet_stream().essence_str().to_owned();
    let (file, length) = state.blocking(move || Ok(open(&query)?)).await?;
    let stream = ReaderStream::with_capacity(tokio::fs::File::from_std(file).take(length), READ_BYTES);
    let headers = [(header::CONTENT_TYPE, content_type), (header::CONTENT_LENGTH, length.to_string())];
    Ok((headers, Body::from_stream(stream)).into_response())
}

/// The file at the offset, and how many bytes of it are wanted.
fn open(query: &ReadFileQuery) -> Result<(std::fs::File, u64), FileError> {
    let path = absolute(&query.path)?;
    let io = |source| FileError::io(&path, Doing::Read, source);
    // Looked at before it is opened: to open a pipe would wait for a writer.
    let metadata = std::fs::metadata(&path).map_err(io)?;
    if metadata.is_dir() {
        return Err(FileError::IsDirectory(path));
    }
    if !metadata.is_file() {
        return Err(FileError::NotRegular(path));
    }
    let mut file = std::fs::File::open(&path).map_err(io)?;
    file.seek(SeekFrom::Start(query.offset)).map_err(io)?;
    let rest = metadata.len().saturating_sub(query.offset);
    let length = if query.limit == 0 { rest } else { rest.min(query.limit) };
    Ok((file, length))
}
