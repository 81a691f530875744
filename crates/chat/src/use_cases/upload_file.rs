//! Storing a file that a message is to name (chats-api.md 1.11).

use bytes::Bytes;
use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::OrganizationId;
use ropewalk_model::chat::{CHAT_FILE_BYTES_MAX, ChatFile, FileMediaType};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chat_files::NewChatFile;

use crate::engine::Engine;
use crate::files::{clean, detect};

/// A file that somebody sends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UploadFile {
    /// Its organization.
    pub organization_id: OrganizationId,
    /// What the sender takes it for; `None` leaves it to the bytes.
    pub declared: Option<FileMediaType>,
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub content: Bytes,
}

impl Engine {
    /// Stores a file of `subject`.
    ///
    /// # Errors
    /// Forbidden outside the subject's organizations; invalid without a name, for bytes that are of no type that is taken, or of
    /// another one than declared; too large above 10 MiB.
    pub async fn upload_file(&self, subject: &Subject, upload: UploadFile) -> Result<ChatFile, UseCaseError> {
        let object = Object::of_member(ResourceType::Chat, upload.organization_id, subject.user_id);
        if !subject.can(Action::Create, &object) {
            return Err(UseCaseError::forbidden("You may not store files in this organization."));
        }
        let name = clean(&upload.name);
        if name.is_empty() {
            let detail = "must name the file, as in: attachment; filename=\"notes.txt\"";
            return Err(UseCaseError::invalid_field("Content-Disposition", detail));
        }
        if upload.content.len() > CHAT_FILE_BYTES_MAX {
            return Err(UseCaseError::TooLarge {
                message: format!("A file may have at most {} MiB.", CHAT_FILE_BYTES_MAX / (1024 * 1024)),
            });
        }
        let media_type = detect(&upload.content, &name)
            .map_err(|problem| UseCaseError::invalid(format!("{name} cannot be stored: it {problem}.")))?;
        if let Some(declared) = upload.declared.filter(|declared| !is_declared_as(media_type, *declared)) {
            let detail = format!("is {declared}, but the file is {media_type}");
            return Err(UseCaseError::invalid_field("Content-Type", detail));
        }
        let context = &self.context;
        let file = NewChatFile {
            id: context.tool_deps.entropy.uuid().into(),
            organization_id: upload.organization_id,
            owner_id: subject.user_id,
            name,
            media_type,
            content: upload.content.into(),
            created_at: context.now(),
        };
        Ok(context.store.add_chat_file(&file).await?)
    }
}

/// Whether a file that is `detected` may be declared as `declared`: text is often declared plainer than it is.
fn is_declared_as(detected: FileMediaType, declared: FileMediaType) -> bool {
    detected == declared
        || (declared == FileMediaType::Plain
            && matches!(detected, FileMediaType::Markdown | FileMediaType::Csv | FileMediaType::Json))
}
