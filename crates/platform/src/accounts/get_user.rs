//! One person (platform.md 2.2).

use ropewalk_authz::Subject;
use ropewalk_wire::accounts::User;

use super::{UserRef, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// One person.
    ///
    /// # Errors
    /// Not found, also when the subject may not see them.
    pub async fn get_user(&self, subject: &Subject, user: &UserRef) -> Result<User, UseCaseError> {
        self.find_user(subject, user).await.map(views::user)
    }
}
