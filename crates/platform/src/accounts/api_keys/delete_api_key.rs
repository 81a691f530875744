//! Removing a session or token (platform.md 2.3).

use ropewalk_authz::{Action, Subject};

use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Removes a key; whoever holds it is signed out.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn delete_api_key(
        &self,
        subject: &Subject,
        user: &UserRef,
        id: &str,
    ) -> Result<(), UseCaseError> {
        let key = self.find_api_key(subject, user, id, Action::Delete).await?;
        if self.store().delete_api_key(&key.id).await? {
            Ok(())
        } else {
            Err(UseCaseError::not_found("API key"))
        }
    }
}
