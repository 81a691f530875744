//! The models that the caller can choose from (chats-api.md 1.14, 2.15).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::ModelCost;

/// Why nothing of a provider can be used at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelUnavailableReason {
    /// The deployment has no key for it, or the stored one cannot be opened.
    MissingApiKey,
    /// The provider's list of models could not be read.
    FetchFailed,
    /// The caller must bring a key of their own.
    UserApiKeyRequired,
}

/// The catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatModelsResponse {
    /// In the canonical order.
    pub providers: Vec<ChatModelProvider>,
}

/// A provider and its models.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatModelProvider {
    /// Its canonical name.
    pub provider: String,
    /// Whether the caller can use it.
    pub available: bool,
    /// Why not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unavailable_reason: Option<ModelUnavailableReason>,
    /// Its enabled model configs.
    pub models: Vec<CatalogModel>,
    /// The models that Ropewalk knows of this provider: what a new model config can be made of without typing its
    /// numbers. Ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known_models: Vec<SuggestedModel>,
    /// How hard its models can be asked to think, low to high, as far as their configs allow it; empty when it takes no effort. Ours.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub reasoning_efforts: Vec<String>,
}

/// A model that can be used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CatalogModel {
    /// `provider:model`. The ids that chats take are those of the model configs.
    pub id: String,
    /// Its provider.
    pub provider: String,
    /// The provider's name of it.
    pub model: String,
    /// Its name for people.
    pub display_name: String,
}

/// A model that Ropewalk knows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SuggestedModel {
    /// The provider's name of it.
    pub model: String,
    /// Its name for people.
    pub display_name: String,
    /// Its context window, in tokens.
    pub context_limit: i64,
    /// What it costs.
    pub cost: ModelCost,
    /// Whether it can think before it answers.
    pub reasoning: bool,
}
