//! Where the subject stands.

use ropewalk_authz::Subject;
use ropewalk_wire::chat_spend::ChatUsageLimitStatus;

use super::views;
use crate::{Platform, UseCaseError};

impl Platform {
    /// What the subject may spend, and what they spent of it.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn usage_limit_status(&self, subject: &Subject) -> Result<ChatUsageLimitStatus, UseCaseError> {
        let status = self.store().usage_status(subject.user_id, self.now()).await?;
        Ok(views::status(status))
    }
}
