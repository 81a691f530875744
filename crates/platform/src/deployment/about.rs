//! Small facts about the deployment (platform.md 1.7, 2.18). None of them is a secret; those that take no subject are asked
//! for before anybody signs in.

use std::collections::BTreeMap;

use ropewalk_store::settings::SettingKey;
use ropewalk_wire::deployment::{
    Appearance, Banner, BuildInfo, Region, RegionsResponse, SshConfigResponse, UpdateCheck,
};
use uuid::Uuid;

use crate::{Platform, UseCaseError};

/// The version of the agent's interface. Clients compare the major number.
const AGENT_API_VERSION: &str = "2.10";
/// The version of the provisioner's interface.
const PROVISIONER_API_VERSION: &str = "1.0";

impl Platform {
    /// The deployment's own id. The first start makes it.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn deployment_id(&self) -> Result<Uuid, UseCaseError> {
        self.deployment_id_cell()
            .get_or_try_init(|| async {
                let fresh = self.entropy().uuid().to_string();
                let id = self.store().setting_or_init(SettingKey::DeploymentId, &fresh, self.now()).await?;
                Uuid::parse_str(&id)
                    .map_err(|error| UseCaseError::internal("read the deployment's id", error))
            })
            .await
            .copied()
    }

    /// Which server this is.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn build_info(&self) -> Result<BuildInfo, UseCaseError> {
        let settings = self.settings();
        let url = settings.access_url.to_string();
        Ok(BuildInfo {
            external_url: url.clone(),
            version: settings.version.clone(),
            dashboard_url: url,
            telemetry: false,
            workspace_proxy: false,
            agent_api_version: AGENT_API_VERSION.to_owned(),
            provisioner_api_version: PROVISIONER_API_VERSION.to_owned(),
            upgrade_message: String::new(),
            deployment_id: self.deployment_id().await?.to_string(),
            webpush_public_key: self.webpush_public_key().map(str::to_owned),
        })
    }

    /// Whether there is a newer version. The server asks nobody, so it knows of none.
    #[must_use]
    pub fn update_check(&self) -> UpdateCheck {
        UpdateCheck { current: true, version: self.settings().version.clone(), url: String::new() }
    }

    /// How the deployment looks: nothing of it can be changed yet.
    #[must_use]
    pub fn appearance(&self) -> Appearance {
        Appearance {
            application_name: String::new(),
            logo_url: String::new(),
            docs_url: String::new(),
            service_banner: Banner::default(),
            announcement_banners: Vec::new(),
            support_links: Vec::new(),
        }
    }

    /// What clients put into `~/.ssh/config`: the names that they expect, and no options of ours.
    #[must_use]
    pub fn ssh_config(&self) -> SshConfigResponse {
        SshConfigResponse {
            hostname_prefix: "coder.".to_owned(),
            hostname_suffix: "coder".to_owned(),
            ssh_config_options: BTreeMap::new(),
        }
    }

    /// Where workspaces can be reached through: the server itself.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn regions(&self) -> Result<RegionsResponse, UseCaseError> {
        let primary = Region {
            id: self.deployment_id().await?,
            name: "primary".to_owned(),
            display_name: "Default".to_owned(),
            icon_url: String::new(),
            healthy: true,
            path_app_url: self.settings().access_url.to_string(),
            wildcard_hostname: String::new(),
        };
        Ok(RegionsResponse { regions: vec![primary] })
    }
}
