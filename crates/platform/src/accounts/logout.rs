//! Signing out (platform.md 2.1).

use super::Caller;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Ends the caller's session. Everybody may end the session that they came with.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn logout(&self, caller: &Caller) -> Result<(), UseCaseError> {
        // False means that another request ended it in the meantime, which is what was asked for.
        self.store().delete_api_key(&caller.key_id).await?;
        Ok(())
    }
}
