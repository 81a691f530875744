//! Removing a provider (chats-api.md 1.15).

use ropewalk_authz::Subject;
use ropewalk_model::ProviderConfigId;
use ropewalk_store::chat_models::ProviderRemoval;

use super::require_admin;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Removes a provider, its key and its model configs.
    ///
    /// # Errors
    /// Forbidden; not found; invalid while chats that are not archived use one of its models.
    pub async fn delete_chat_provider(
        &self,
        subject: &Subject,
        id: ProviderConfigId,
    ) -> Result<(), UseCaseError> {
        require_admin(subject)?;
        match self.store().remove_chat_provider(id, self.now()).await? {
            ProviderRemoval::Removed => Ok(()),
            ProviderRemoval::NotFound => Err(UseCaseError::not_found("provider")),
            ProviderRemoval::InUse(models) => Err(UseCaseError::invalid(format!(
                "Chats use models of this provider: {}. Delete these models first, or turn the provider off.",
                models.join(", ")
            ))),
        }
    }
}
