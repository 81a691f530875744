//! Reading stored files, and which of them a message may name (chats-api.md 1.11, 2.6).

use bytes::Bytes;
use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::FileId;
use ropewalk_model::chat::ChatFile;
use ropewalk_platform::UseCaseError;

use crate::engine::Engine;

impl Engine {
    /// A file and its bytes.
    ///
    /// # Errors
    /// Not found.
    pub async fn read_file(&self, subject: &Subject, id: FileId) -> Result<(ChatFile, Bytes), UseCaseError> {
        let missing = || UseCaseError::not_found("file");
        let file = self.readable_files(subject, &[id]).await?.pop().ok_or_else(missing)?;
        let mut contents = self.context.store.chat_file_contents(&[id]).await?;
        let (_, content) = contents.pop().ok_or_else(missing)?;
        Ok((file, Bytes::from(content)))
    }

    /// Those of `ids` that exist and that the subject may see.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn readable_files(
        &self,
        subject: &Subject,
        ids: &[FileId],
    ) -> Result<Vec<ChatFile>, UseCaseError> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let mut files = self.context.store.chat_files(ids).await?;
        files.retain(|file| {
            let object = Object::of_member(ResourceType::Chat, file.organization_id, file.owner_id);
            subject.can(Action::Read, &object)
        });
        Ok(files)
    }
}
