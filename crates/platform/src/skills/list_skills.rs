//! Lists one's skills.

use ropewalk_authz::Subject;
use ropewalk_wire::user_skills::UserSkill;

use super::view;
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// One's skills by name; at most as many as anybody may have.
    ///
    /// # Errors
    /// Not found; forbidden for another person's account.
    pub async fn list_user_skills(
        &self,
        subject: &Subject,
        user: &UserRef,
    ) -> Result<Vec<UserSkill>, UseCaseError> {
        let owner = self.owner_of_skills(subject, user).await?;
        Ok(self.store().user_skills(owner).await?.into_iter().map(view).collect())
    }
}
