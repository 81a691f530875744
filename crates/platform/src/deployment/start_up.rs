//! What each start of a server sets up before it answers. Everything here can be done twice, and by two servers at once.

use ropewalk_store::settings::SettingKey;
use ropewalk_telemetry::Secret;
use uuid::Uuid;

use crate::chat_models::ProviderPresets;
use crate::{Platform, UseCaseError};

/// The name of the organization that the first start makes, for URLs and for people.
const DEFAULT_ORGANIZATION: (&str, &str) = ("default", "Default");

/// What the server's start has to know and to print.
#[derive(Clone, Debug)]
pub struct StartUp {
    /// The deployment's own id.
    pub deployment_id: Uuid,
    /// The one-time set-up token, to be printed; `None` when somebody has an account.
    pub setup_token: Option<Secret>,
    /// The providers that were set up from the environment just now.
    pub preset_providers: Vec<&'static str>,
}

impl Platform {
    /// Makes the deployment's id, the default organization, the key pair for notifications, the providers of the environment, and a new set-up token, as far
    /// as they are missing. The server itself calls it, so it takes no subject.
    ///
    /// # Errors
    /// The database does not answer, or a preset cannot be used.
    pub async fn start_up(&self, presets: &ProviderPresets) -> Result<StartUp, UseCaseError> {
        let deployment_id = self.deployment_id().await?;
        let (name, display_name) = DEFAULT_ORGANIZATION;
        let organization = self.entropy().uuid().into();
        self.store().ensure_default_organization(organization, name, display_name, self.now()).await?;
        self.check_vault_key().await?;
        self.set_up_webpush().await?;
        let preset_providers = self.apply_provider_presets(presets).await?;
        let setup_token = self.new_setup_token().await?;
        Ok(StartUp { deployment_id, setup_token, preset_providers })
    }

    /// Says loudly when the key file is not the one that sealed the secrets. The server starts all the same, because
    /// an administrator needs it to enter the secrets again.
    async fn check_vault_key(&self) -> Result<(), UseCaseError> {
        let have = self.vault().key_id().to_string();
        let known = self.store().setting_or_init(SettingKey::VaultKeyId, &have, self.now()).await?;
        if known != have {
            tracing::error!(
                "The key file holds the key {have}, but the secrets in the database were sealed with the key {known}. \
                 Restore that key file, or enter the keys of the LLM providers again. If another server runs on this database, copy its \
                 secrets.key to this one; with a good password in the PostgreSQL URL of all servers, this happens by itself."
            );
        }
        Ok(())
    }
}
