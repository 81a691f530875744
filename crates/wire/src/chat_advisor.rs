//! The advisor of chats (chats-api.md 1.13).

use ropewalk_model::ModelConfigId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What administrators set of the advisor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatAdvisorConfig {
    /// Whether chats can ask it.
    #[serde(default)]
    pub enabled: bool,
    /// How often it can be asked in a turn; 0 = as good as without end.
    #[serde(default)]
    pub max_uses_per_run: i64,
    /// How long its answer may be, in tokens; 0 = 16,384.
    #[serde(default)]
    pub max_output_tokens: i64,
    /// Its model; the nil UUID = the chat's own.
    #[serde(default = "no_model")]
    #[schema(value_type = Uuid)]
    pub model_config_id: ModelConfigId,
    /// How hard that model shall think; left out = as its config says. Ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reasoning_effort: Option<String>,
}

const fn no_model() -> ModelConfigId {
    ModelConfigId::NIL
}
