//! LLM providers (chats-api.md 1.15, 2.17).

use chrono::{DateTime, Utc};
use ropewalk_model::ProviderConfigId;
use ropewalk_telemetry::Secret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::secret::{send_optional_secret, send_secret};

/// Where a provider's settings come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatProviderSource {
    /// A person set it up.
    Database,
    /// The environment of the first start set it up.
    EnvPreset,
    /// Not set up; it could be.
    Supported,
}

/// A provider of language models. Keys are never in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatProviderConfig {
    /// The provider; the nil id when it is not set up.
    #[schema(value_type = uuid::Uuid)]
    pub id: ProviderConfigId,
    /// Its canonical name, such as `anthropic`.
    pub provider: String,
    /// Its name for people.
    pub display_name: String,
    /// Whether it may be used.
    pub enabled: bool,
    /// Whether the deployment has a key for it.
    pub has_api_key: bool,
    /// Whether the deployment's key may be used.
    pub central_api_key_enabled: bool,
    /// Whether people may bring keys of their own.
    pub allow_user_api_key: bool,
    /// Whether people without a key of their own may use the deployment's.
    pub allow_central_api_key_fallback: bool,
    /// Where it is; absent = the provider's own address.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub base_url: String,
    /// Where these settings come from.
    pub source: ChatProviderSource,
    /// When it was set up; the zero time when it is not.
    pub created_at: DateTime<Utc>,
    /// When it was last changed; the zero time when it is not set up.
    pub updated_at: DateTime<Utc>,
}

/// Sets a provider up.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CreateChatProviderRequest {
    /// Its canonical name.
    pub provider: String,
    /// Its name for people; absent = its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The deployment's key, at most 10,240 bytes.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "send_optional_secret")]
    #[schema(value_type = Option<String>, format = "password")]
    pub api_key: Option<Secret>,
    /// An absolute http or https URL; absent or empty = the provider's own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// Absent = true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Absent = true.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub central_api_key_enabled: Option<bool>,
    /// Absent = false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_user_api_key: Option<bool>,
    /// Absent = false.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_central_api_key_fallback: Option<bool>,
}

/// Changes a provider. What is absent stays.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct UpdateChatProviderRequest {
    /// Its name for people; blank keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub display_name: Option<String>,
    /// The deployment's key; empty removes it.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "send_optional_secret")]
    #[schema(value_type = Option<String>, format = "password")]
    pub api_key: Option<Secret>,
    /// Where it is; empty = the provider's own address.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base_url: Option<String>,
    /// Whether it may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub enabled: Option<bool>,
    /// Whether the deployment's key may be used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub central_api_key_enabled: Option<bool>,
    /// Whether people may bring keys of their own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_user_api_key: Option<bool>,
    /// Whether people without a key of their own may use the deployment's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub allow_central_api_key_fallback: Option<bool>,
}

/// A provider that takes a key of the caller's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserChatProviderConfig {
    /// The provider.
    #[schema(value_type = uuid::Uuid)]
    pub provider_id: ProviderConfigId,
    /// Its canonical name, such as `anthropic`.
    pub provider: String,
    /// Its name for people.
    pub display_name: String,
    /// Whether the caller has stored a key.
    pub has_user_api_key: bool,
    /// Whether the deployment's key is used without one.
    pub has_central_api_key_fallback: bool,
}

/// Stores the caller's key for a provider.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct PutUserProviderKeyRequest {
    /// The key, at most 10,240 bytes.
    #[serde(serialize_with = "send_secret")]
    #[schema(value_type = String, format = "password")]
    pub api_key: Secret,
}

/// What a provider said to its key. Ours; the reference has no such call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TestChatProviderResponse {
    /// Whether the provider takes the key.
    pub ok: bool,
    /// For people; names the provider.
    pub message: String,
    /// The provider's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}
