//! Gives one skill with its text.

use ropewalk_authz::Subject;
use ropewalk_wire::user_skills::UserSkillWithContent;

use super::view;
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// The skill of one's own that is called `name`.
    ///
    /// # Errors
    /// Not found; forbidden for another person's account.
    pub async fn get_user_skill(
        &self,
        subject: &Subject,
        user: &UserRef,
        name: &str,
    ) -> Result<UserSkillWithContent, UseCaseError> {
        let owner = self.owner_of_skills(subject, user).await?;
        let found = self.store().user_skill(owner, name).await?;
        let (skill, content) = found.ok_or_else(|| UseCaseError::not_found("skill"))?;
        Ok(UserSkillWithContent { skill: view(skill), content })
    }
}
