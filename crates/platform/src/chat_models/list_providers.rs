//! The providers, set up or not (chats-api.md 1.15).

use ropewalk_authz::{Action, Subject};
use ropewalk_llm::ProviderKind;
use ropewalk_wire::chat_models::ChatProviderConfig;

use super::{SETTINGS, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// One entry per supported provider, in the canonical order.
    ///
    /// # Errors
    /// Forbidden.
    pub async fn list_chat_providers(
        &self,
        subject: &Subject,
    ) -> Result<Vec<ChatProviderConfig>, UseCaseError> {
        subject.authorize(Action::Read, &SETTINGS).map_err(|_denied| {
            UseCaseError::forbidden("Only administrators may see the providers' settings.")
        })?;
        let stored = self.store().list_chat_providers().await?;
        Ok(ProviderKind::ALL
            .into_iter()
            .map(|kind| {
                let found = stored.iter().find(|it| it.provider == kind.name());
                found.map_or_else(|| views::supported_provider(kind), views::provider)
            })
            .collect())
    }
}
