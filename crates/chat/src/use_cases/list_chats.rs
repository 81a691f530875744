//! Lists of chats, and one chat (chats-api.md 1.2, 1.5).

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::{ChatFilter, ChatPageStart, ListedChat};

use super::authorize::{Right, check};
use crate::engine::Engine;

impl Engine {
    /// The subject's own root chats, with their children.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn list_chats(
        &self,
        subject: &Subject,
        filter: &ChatFilter,
        start: ChatPageStart,
    ) -> Result<Vec<ListedChat>, UseCaseError> {
        let mut listed = self.context.store.list_chats(subject.user_id, filter, start).await?;
        // Whoever left an organization no longer sees the chats they had there.
        listed.retain(|it| check(subject, &it.chat, Right::Read).is_ok());
        Ok(listed)
    }

    /// One chat, with its children.
    ///
    /// # Errors
    /// Not found.
    pub async fn get_chat(&self, subject: &Subject, id: ChatId) -> Result<ListedChat, UseCaseError> {
        let listed = self.context.store.listed_chat(id).await?.ok_or(UseCaseError::not_found("chat"))?;
        check(subject, &listed.chat, Right::Read)?;
        Ok(listed)
    }
}
