//! Model configs (chats-api.md 1.16, 2.15).

use chrono::{DateTime, Utc};
use ropewalk_model::{ModelConfigId, ProviderConfigId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ModelCallConfig;

/// A model that chats can use.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ChatModelConfig {
    /// The model config.
    #[schema(value_type = uuid::Uuid)]
    pub id: ModelConfigId,
    /// Its provider's canonical name.
    pub provider: String,
    /// Its provider, when that is set up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub ai_provider_id: Option<ProviderConfigId>,
    /// The provider's name of the model.
    pub model: String,
    /// Its name for people.
    pub display_name: String,
    /// Whether chats may use it.
    pub enabled: bool,
    /// Whether chats without a choice use it.
    pub is_default: bool,
    /// Its context window, in tokens.
    pub context_limit: i64,
    /// At how many percent of the window a chat is compacted.
    pub compression_threshold: i32,
    /// How hard people can ask it to think, low to high; empty when they cannot choose. Ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub reasoning_efforts: Vec<String>,
    /// The settings of its calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_config: Option<ModelCallConfig>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
}

/// Makes a model config. One of `provider` and `ai_provider_id` is needed.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct CreateChatModelConfigRequest {
    /// The provider's canonical name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub ai_provider_id: Option<ProviderConfigId>,
    /// The provider's name of the model.
    pub model: String,
    /// Its name for people; absent = the catalogue's, or the model's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Absent = true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Absent = false; the first model config becomes the default whatever is said here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// The context window in tokens, above 0. May be absent for models that the catalogue knows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_limit: Option<i64>,
    /// 0 to 100; absent = 70.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression_threshold: Option<i32>,
    /// The settings of its calls. Prices that are absent are taken from the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_config: Option<ModelCallConfig>,
}

/// Changes a model config. What is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct UpdateChatModelConfigRequest {
    /// The provider's canonical name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub provider: Option<String>,
    /// The provider.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<uuid::Uuid>)]
    pub ai_provider_id: Option<ProviderConfigId>,
    /// The provider's name of the model; blank keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// Its name for people; blank keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// Whether chats may use it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// True makes it the default; false makes another one the default, if another one is enabled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub is_default: Option<bool>,
    /// The context window in tokens, above 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub context_limit: Option<i64>,
    /// 0 to 100.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compression_threshold: Option<i32>,
    /// Replaces the settings of its calls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model_config: Option<ModelCallConfig>,
}
