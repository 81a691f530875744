//! Deletes a skill. Chats that have read it keep what they read.

use ropewalk_authz::Subject;

use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Deletes the skill of one's own that is called `name`.
    ///
    /// # Errors
    /// Not found; forbidden for another person's account.
    pub async fn delete_user_skill(
        &self,
        subject: &Subject,
        user: &UserRef,
        name: &str,
    ) -> Result<(), UseCaseError> {
        let owner = self.owner_of_skills(subject, user).await?;
        if self.store().delete_user_skill(owner, name).await? {
            Ok(())
        } else {
            Err(UseCaseError::not_found("skill"))
        }
    }
}
