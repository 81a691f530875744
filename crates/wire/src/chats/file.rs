//! Files of chats (chats-api.md 1.11, 2.2).

use chrono::{DateTime, Utc};
use ropewalk_model::chat as model;
use ropewalk_model::{FileId, OrganizationId, UserId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A file of a chat, without its bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatFileMetadata {
    /// The file.
    #[schema(value_type = Uuid)]
    pub id: FileId,
    /// Who uploaded it, or whose chat attached it.
    #[schema(value_type = Uuid)]
    pub owner_id: UserId,
    /// Its organization.
    #[schema(value_type = Uuid)]
    pub organization_id: OrganizationId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub mime_type: String,
    /// How large it is.
    pub size_bytes: u64,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

impl From<model::ChatFile> for ChatFileMetadata {
    fn from(file: model::ChatFile) -> Self {
        Self {
            id: file.id,
            owner_id: file.owner_id,
            organization_id: file.organization_id,
            name: file.name,
            mime_type: file.media_type.as_str().to_owned(),
            size_bytes: file.size_bytes,
            created_at: file.created_at,
        }
    }
}

/// A file that was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UploadChatFileResponse {
    /// What messages name it by.
    #[schema(value_type = Uuid)]
    pub id: FileId,
}
