//! What a person has written in a chat (chats-api.md 1.7).

use ropewalk_authz::Subject;
use ropewalk_model::ChatId;
use ropewalk_platform::UseCaseError;
use ropewalk_store::chats::Prompt;

use super::authorize::Right;
use crate::engine::Engine;

/// How many prompts there are when the caller does not say, and at most.
const LIMIT_DEFAULT: u16 = 500;
const LIMIT_MAX: u16 = 2000;

impl Engine {
    /// The newest user messages that have text, newest first. `limit` 0 asks for 500.
    ///
    /// # Errors
    /// Not found; invalid for a limit above 2000.
    pub async fn list_prompts(
        &self,
        subject: &Subject,
        id: ChatId,
        limit: u16,
    ) -> Result<Vec<Prompt>, UseCaseError> {
        self.authorized(subject, id, Right::Read).await?;
        let limit = match limit {
            0 => LIMIT_DEFAULT,
            1..=LIMIT_MAX => limit,
            _ => {
                return Err(UseCaseError::invalid_field(
                    "limit",
                    format!("must be between 0 and {LIMIT_MAX}"),
                ));
            }
        };
        Ok(self.context.store.chat_prompts(id, limit).await?)
    }
}
