//! Ending a session or token without removing it (platform.md 2.3).

use ropewalk_authz::{Action, Subject};

use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Ends a key now; it stays in lists of ended ones. Ending it twice is not an error.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn expire_api_key(
        &self,
        subject: &Subject,
        user: &UserRef,
        id: &str,
    ) -> Result<(), UseCaseError> {
        let key = self.find_api_key(subject, user, id, Action::Update).await?;
        self.store().expire_api_key(&key.id, self.now()).await?;
        Ok(())
    }
}
