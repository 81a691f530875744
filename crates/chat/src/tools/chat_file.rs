//! Files of the chat that a call of a tool makes: stored under the call's idempotency key, so that a call that is run again finds its file.

use ropewalk_model::chat::{CHAT_FILE_LINK_LIMIT, Chat, ChatFile, FileMediaType};
use ropewalk_model::{FileId, Timestamp};
use ropewalk_store::chat_files::{LinkOutcome, NewChatFile};
use ropewalk_store::{Store, StoreError};
use ropewalk_telemetry::ErrorChain;

use super::{ToolCallContext, ToolOutcome};

/// Where the file goes.
pub(super) struct Place<'a> {
    pub(super) store: &'a Store,
    pub(super) chat: &'a Chat,
    /// The same for each run of the call.
    pub(super) id: FileId,
    pub(super) now: Timestamp,
}

impl<'a> Place<'a> {
    /// That of the file of `call`.
    pub(super) fn of(call: &'a ToolCallContext) -> Self {
        Self {
            store: &call.deps.store,
            chat: &call.chat,
            id: call.idempotency_key.into(),
            now: call.deps.clock.now(),
        }
    }

    /// The file that an earlier run of the call made.
    pub(super) async fn found(&self) -> Result<Option<ChatFile>, StoreError> {
        Ok(self.store.chat_files(&[self.id]).await?.pop())
    }
}

/// Stores the file; the error is the outcome of the call.
pub(super) async fn put(
    place: &Place<'_>,
    name: String,
    media_type: FileMediaType,
    content: Vec<u8>,
) -> Result<ChatFile, ToolOutcome> {
    let new = NewChatFile {
        id: place.id,
        organization_id: place.chat.organization_id,
        owner_id: place.chat.owner_id,
        name,
        media_type,
        content,
        created_at: place.now,
    };
    place.store.add_chat_file(&new).await.map_err(|error| not_stored(&error))
}

/// Links the file with its chat. A link that fails costs nothing that anybody sees: the message names the file anyway.
pub(super) async fn link(place: &Place<'_>, file: &ChatFile) {
    let chat_id = place.chat.id;
    match place.store.link_chat_files(chat_id, &[file.id], CHAT_FILE_LINK_LIMIT, place.now).await {
        Ok(LinkOutcome::Linked) => {}
        Ok(LinkOutcome::TooMany) => {
            tracing::debug!(chat.id = %chat_id, "An attached file is one more than a chat is linked with");
        }
        Err(error) => {
            tracing::warn!(chat.id = %chat_id, "An attached file was not linked: {}", ErrorChain(&error));
        }
    }
}

/// What the model is told when the file could not be stored.
pub(super) fn not_stored(error: &StoreError) -> ToolOutcome {
    tracing::warn!("A file could not be attached: {}", ErrorChain(error));
    ToolOutcome::error(
        "The server could not store the file. Try once more; if it happens again, tell the user.",
    )
}
