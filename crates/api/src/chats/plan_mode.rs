//! The field `plan_mode` of requests (chats-api.md 1.3, 1.6, 1.7).

use ropewalk_platform::UseCaseError;

/// Whether the chat is to plan; absence is no wish.
pub(super) fn plan_mode(word: Option<&str>) -> Result<Option<bool>, UseCaseError> {
    match word {
        None => Ok(None),
        Some("") => Ok(Some(false)),
        Some("plan") => Ok(Some(true)),
        Some(_) => Err(UseCaseError::invalid_field("plan_mode", "must be empty or plan")),
    }
}
