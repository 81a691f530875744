//! The debug records of a chat: reading them, and cutting them when what they record is taken away (chat-engine.md 6.7).

use ropewalk_authz::Subject;
use ropewalk_model::{ChatId, DebugRunId, MessageId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::chat_debug::{DebugRun, DebugStep};
use ropewalk_telemetry::ErrorChain;

use super::authorize::Right;
use crate::engine::Engine;

impl Engine {
    /// The newest recorded turns of a chat, newest first; at most 100.
    ///
    /// # Errors
    /// Not found.
    pub async fn debug_runs(&self, subject: &Subject, id: ChatId) -> Result<Vec<DebugRun>, UseCaseError> {
        self.authorized(subject, id, Right::Read).await?;
        Ok(self.context.store.debug_runs(id).await?)
    }

    /// A recorded turn with its steps.
    ///
    /// # Errors
    /// Not found, the chat or the run in it.
    pub async fn debug_run(
        &self,
        subject: &Subject,
        id: ChatId,
        run: DebugRunId,
    ) -> Result<(DebugRun, Vec<DebugStep>), UseCaseError> {
        self.authorized(subject, id, Right::Read).await?;
        self.context.store.debug_run(id, run).await?.ok_or(UseCaseError::not_found("debug run"))
    }

    /// Removes what was recorded of messages after `message`. The edit itself is done, whatever comes of this.
    pub(super) async fn cut_debug_records(&self, id: ChatId, message: MessageId) {
        if let Err(error) = self.context.store.delete_debug_after(id, message).await {
            tracing::warn!(chat.id = %id, "The debug records of a chat were not cut: {}", ErrorChain(&error));
        }
    }

    /// Removes what was recorded of a family of chats that was put away.
    pub(super) async fn delete_debug_records(&self, root: ChatId) {
        if let Err(error) = self.context.store.delete_debug_of_family(root).await {
            tracing::warn!(chat.id = %root, "The debug records of a chat were not deleted: {}", ErrorChain(&error));
        }
    }
}
