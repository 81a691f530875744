//! Removing a model config (chats-api.md 1.16).

use ropewalk_authz::Subject;
use ropewalk_model::ModelConfigId;

use super::require_admin;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Removes a model config. Chats that used it go on with the default.
    ///
    /// # Errors
    /// Forbidden; not found.
    pub async fn delete_model_config(
        &self,
        subject: &Subject,
        id: ModelConfigId,
    ) -> Result<(), UseCaseError> {
        require_admin(subject)?;
        if self.store().remove_model_config(id, self.now()).await? {
            Ok(())
        } else {
            Err(UseCaseError::not_found("model"))
        }
    }
}
