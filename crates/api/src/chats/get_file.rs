//! `GET /chats/files/{file}`: the bytes of a stored file (chats-api.md 1.11).
//!
//! A stored file is somebody else's content on our origin. So it has exactly the type that its bytes were checked for, the global
//! `nosniff` keeps browsers to it, none of the types can run, and a policy of its own forbids everything besides.

use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use ropewalk_model::FileId;
use ropewalk_model::chat::{FileClass, FileMediaType};
use ropewalk_platform::UseCaseError;

use super::file_name::disposition;
use crate::ApiState;
use crate::error::ApiResult;
use crate::extract::{PathParam, SignedIn};

#[utoipa::path(
    get,
    path = "/files/{file}",
    operation_id = "get_chat_file",
    tag = "Chats",
    summary = "Get a file",
    params(("file" = uuid::Uuid, Path, description = "The file.")),
    responses(
        (status = 200, description = "The file, with its stored type. It never changes.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 404, description = "There is no such file, or the caller may not see it.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn get_chat_file(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    PathParam(id): PathParam<FileId>,
) -> ApiResult<Response> {
    let (file, content) = state.chat.read_file(&caller.subject, id).await?;
    let name = HeaderValue::try_from(disposition(kind(file.media_type), &file.name))
        .map_err(|error| UseCaseError::internal("name the file", error))?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(file.media_type.as_str())),
        (header::CONTENT_DISPOSITION, name),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, max-age=31536000, immutable")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox")),
    ];
    Ok((headers, content).into_response())
}

/// A PDF is a program for its viewer, so it is saved, not shown.
const fn kind(media_type: FileMediaType) -> &'static str {
    match media_type.class() {
        FileClass::Pdf => "attachment",
        FileClass::Image | FileClass::Text => "inline",
    }
}
