//! LLM providers, the models that chats can use, and what the chat engine needs of both (chats-api.md 1.14-1.16,
//! chat-engine.md 2.1).
//!
//! Administrators may set any http or https base URL, also of this machine: local servers that speak OpenAI's protocol
//! are a documented use. People who are not administrators have no say in where requests go.

mod compaction;
mod create_model_config;
mod create_provider;
mod delete_model_config;
mod delete_provider;
mod effort_rule;
mod list_models;
mod list_providers;
mod model_config_rules;
mod overrides;
mod presets;
mod provider_keys;
mod provider_rules;
mod resolve_model;
mod test_provider;
mod update_model_config;
mod update_provider;
mod user_keys;
mod views;

pub use model_config_rules::DEFAULT_COMPRESSION_THRESHOLD;
pub use overrides::SubagentWork;
pub use presets::{ProviderPreset, ProviderPresets};
pub use resolve_model::{ModelUnavailable, ModelUnavailableReason, ResolvedModel};

use ropewalk_authz::{Action, Object, ResourceType, Subject};

use crate::UseCaseError;

/// Providers and model configs are settings of the deployment.
const SETTINGS: Object = Object::site(ResourceType::DeploymentConfig);

/// Refuses all but administrators.
fn require_admin(subject: &Subject) -> Result<(), UseCaseError> {
    subject
        .authorize(Action::Update, &SETTINGS)
        .map_err(|_denied| UseCaseError::forbidden("Only administrators may change providers and models."))
}
