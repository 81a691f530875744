//! Taking a person's own limit away.

use ropewalk_authz::{Action, Subject};
use ropewalk_model::UserId;

use super::require_admin;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Takes the limit of `user` away: the deployment's counts again.
    ///
    /// # Errors
    /// Forbidden; invalid when there is no such person or they have no limit of their own (chats-api.md 1.17: 400, not 404).
    pub async fn delete_usage_limit_override(
        &self,
        subject: &Subject,
        user: UserId,
    ) -> Result<(), UseCaseError> {
        require_admin(subject, Action::Update)?;
        if self.store().delete_usage_limit_override(user).await? {
            Ok(())
        } else {
            Err(UseCaseError::invalid_field("user", "names nobody who has a limit of their own"))
        }
    }
}
