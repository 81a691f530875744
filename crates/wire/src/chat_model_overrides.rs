//! Which model is used for what, where not the chat's own is (chats-api.md 1.13, 2.14).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The model that administrators set for a kind of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatModelOverride {
    /// The kind of work: `general`, `explore`, `title_generation` or `compaction`.
    pub context: String,
    /// The model config's id; empty = none is set.
    pub model_config_id: String,
    /// Something is stored that is no id; it counts as none.
    pub is_malformed: bool,
}

/// Sets the model for a kind of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateChatModelOverrideRequest {
    /// The id of a model config that is turned on; empty = none.
    pub model_config_id: String,
}

/// Whether people may choose for themselves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatPersonalModelOverridesConfig {
    /// Whether they may.
    pub allow_users: bool,
}

/// Where the model of a person's own choice comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ChatPersonalModelOverrideMode {
    /// What administrators set for this kind of work.
    DeploymentDefault,
    /// The chat's own model; for new chats the default one.
    ChatDefault,
    /// The model that the person names.
    Model,
}

/// A person's own choice for a kind of work.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatPersonalModelOverride {
    /// The kind of work: `root` (new chats), `general` or `explore`.
    pub context: String,
    /// Where the model comes from.
    pub mode: ChatPersonalModelOverrideMode,
    /// The model config's id; empty unless the mode is `model`.
    pub model_config_id: String,
    /// Whether the person has chosen.
    pub is_set: bool,
    /// Something is stored that cannot be read; it counts as not chosen.
    pub is_malformed: bool,
}

/// A person's own choices, and what they stand beside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserChatPersonalModelOverrides {
    /// Whether people may choose; if not, their choices are kept and do not count.
    pub enabled: bool,
    /// For new chats.
    pub root: ChatPersonalModelOverride,
    /// For chats that a chat makes for general work.
    pub general: ChatPersonalModelOverride,
    /// For chats that a chat makes to explore.
    pub explore: ChatPersonalModelOverride,
    /// What administrators set.
    pub deployment_defaults: ChatModelOverrideDefaults,
}

/// What administrators set for the kinds of work that people may choose for too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatModelOverrideDefaults {
    /// For general work.
    pub general: ChatModelOverride,
    /// To explore.
    pub explore: ChatModelOverride,
}

/// Sets a person's own choice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateUserChatPersonalModelOverrideRequest {
    /// Where the model comes from; not `deployment_default` for `root`.
    pub mode: ChatPersonalModelOverrideMode,
    /// The model config's id; only, and then always, with the mode `model`.
    #[serde(default)]
    pub model_config_id: String,
}
