//! `POST /chats/files`: stores a file that messages can name (chats-api.md 1.11).

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use ropewalk_chat::use_cases::UploadFile;
use ropewalk_model::OrganizationId;
use ropewalk_model::chat::{CHAT_FILE_BYTES_MAX, FileMediaType};
use ropewalk_platform::UseCaseError;
use ropewalk_wire::chats::UploadChatFileResponse;
use serde::Deserialize;
use utoipa::IntoParams;

use super::file_name::file_name;
use crate::ApiState;
use crate::error::{ApiError, ApiResult};
use crate::extract::{Query, SignedIn};

/// Leaves it to the bytes what the file is.
const ANYTHING: &str = "application/octet-stream";

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct UploadQuery {
    /// The organization that the file belongs to.
    #[param(value_type = uuid::Uuid, required = true)]
    organization: Option<OrganizationId>,
}

#[utoipa::path(
    post,
    path = "/files",
    operation_id = "upload_chat_file",
    tag = "Chats",
    summary = "Upload a file",
    description = "The body is the file itself, at most 10 MiB, and `Content-Disposition` has its name. What it is follows from its bytes: \
        text, JSON, CSV, Markdown, PDF, or a GIF, JPEG, PNG or WebP image. A message then names it by its id.",
    params(UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    responses(
        (status = 201, description = "The file is stored.", body = UploadChatFileResponse),
        (status = 403, description = "The caller may not store files in this organization.", body = ropewalk_wire::Response),
        (status = 413, description = "The file is larger than 10 MiB.", body = ropewalk_wire::Response),
    ),
)]
pub(super) async fn upload_chat_file(
    State(state): State<ApiState>,
    SignedIn(caller): SignedIn,
    Query(query): Query<UploadQuery>,
    headers: HeaderMap,
    content: Result<Bytes, BytesRejection>,
) -> ApiResult<(StatusCode, Json<UploadChatFileResponse>)> {
    let organization_id =
        query.organization.ok_or_else(|| ApiError::invalid_field("organization", "is required"))?;
    let declared = declared(&headers)?;
    let name = headers.get(header::CONTENT_DISPOSITION).map(|value| file_name(value.as_bytes()));
    let upload = UploadFile {
        organization_id,
        declared,
        name: name.unwrap_or_default(),
        content: content.map_err(|rejection| unread(&rejection))?,
    };
    let file = state.chat.upload_file(&caller.subject, upload).await?;
    Ok((StatusCode::CREATED, Json(UploadChatFileResponse { id: file.id })))
}

fn unread(rejection: &BytesRejection) -> UseCaseError {
    if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE {
        let message = format!("A file may have at most {} MiB.", CHAT_FILE_BYTES_MAX / (1024 * 1024));
        return UseCaseError::TooLarge { message };
    }
    // The client went away in the middle of it; nobody reads this answer.
    UseCaseError::invalid(format!("The body of the request could not be read: {rejection}."))
}

/// What the sender takes the file for; its parameters, such as the charset, do not matter.
fn declared(headers: &HeaderMap) -> Result<Option<FileMediaType>, ApiError> {
    let refuse = || {
        let allowed = FileMediaType::ALL.map(FileMediaType::as_str).join(", ");
        ApiError::invalid_field("Content-Type", format!("must be one of {allowed} or {ANYTHING}"))
    };
    let Some(value) = headers.get(header::CONTENT_TYPE) else { return Ok(None) };
    let value = value.to_str().map_err(|_| refuse())?;
    let name = value.split(';').next().unwrap_or_default().trim().to_lowercase();
    match name.as_str() {
        "" | ANYTHING => Ok(None),
        name => FileMediaType::parse(name).map(Some).ok_or_else(refuse),
    }
}
