//! Linking the files of a message with its chat (chats-api.md 1.11). The message is stored already and stays whatever comes of it.

use ropewalk_model::chat::{CHAT_FILE_LINK_LIMIT, Chat, ChatFile, Part};
use ropewalk_model::{ChatId, FileId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chat_files::LinkOutcome;
use ropewalk_telemetry::ErrorChain;

use crate::engine::Engine;

/// What was done, and what beside it did not work.
#[derive(Clone, Debug, PartialEq)]
pub struct Done<T> {
    /// What was done.
    pub value: T,
    /// A sentence for each thing that did not work.
    pub warnings: Vec<String>,
}

/// The files that these parts name.
pub(super) fn file_ids(parts: &[Part]) -> Vec<FileId> {
    let mut ids: Vec<FileId> = parts
        .iter()
        .filter_map(|part| if let Part::File { file_id, .. } = part { Some(*file_id) } else { None })
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

impl Engine {
    /// The files that a chat is linked with, oldest link first. `chat` is the row that the caller was authorised for.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn files_of_chat(&self, chat: &Chat) -> Result<Vec<ChatFile>, UseCaseError> {
        let limit = u32::try_from(CHAT_FILE_LINK_LIMIT).unwrap_or(u32::MAX);
        Ok(self.context.store.files_of_chat(chat.id, limit).await?)
    }

    /// Links the files of a message that was just stored; all of them or none. `relinks`: a message was taken away, and its
    /// files with it.
    pub(super) async fn link_files(&self, chat_id: ChatId, ids: &[FileId], relinks: bool) -> Vec<String> {
        if ids.is_empty() && !relinks {
            return Vec::new();
        }
        let context = &self.context;
        let linked = context.store.link_chat_files(chat_id, ids, CHAT_FILE_LINK_LIMIT, context.now()).await;
        match linked {
            Ok(LinkOutcome::Linked) => Vec::new(),
            Ok(LinkOutcome::TooMany) => vec![format!(
                "The files were not linked with the chat, because it would have more than {CHAT_FILE_LINK_LIMIT}. The \
                 message was sent with them; they may be deleted before the chat is."
            )],
            Err(error) => {
                tracing::warn!(chat.id = %chat_id, "Files were not linked with a chat: {}", ErrorChain(&error));
                vec!["The files were not linked with the chat, by a fault of the server. The message was sent with them.".to_owned()]
            }
        }
    }
}
