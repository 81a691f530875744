//! Reads what administrators tell new chats.

use ropewalk_store::settings::SettingKey;
use ropewalk_store::{Store, StoreError};
use ropewalk_telemetry::ErrorChain;

use super::DeploymentPrompt;

/// What administrators tell new chats; when that cannot be read, what the server comes with (chat-engine.md 5.1).
pub(crate) async fn deployment_prompt(store: &Store) -> DeploymentPrompt {
    stored_deployment_prompt(store).await.unwrap_or_else(|error| {
        tracing::warn!("The deployment's instructions for chats cannot be read: {}", ErrorChain(&error));
        DeploymentPrompt::default()
    })
}

/// As [`deployment_prompt`], for those who change it.
pub(crate) async fn stored_deployment_prompt(store: &Store) -> Result<DeploymentPrompt, StoreError> {
    let own = store.setting(SettingKey::ChatSystemPrompt).await?.unwrap_or_default();
    let includes_default = store.flag_setting(SettingKey::ChatDefaultPrompt, true).await?;
    Ok(DeploymentPrompt { includes_default, own })
}
