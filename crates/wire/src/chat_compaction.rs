//! When chats are summarized (chats-api.md 1.13).

use ropewalk_model::ModelConfigId;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The caller's own thresholds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserChatCompactionThresholds {
    /// One for each model that the caller wants otherwise than its config has it.
    pub thresholds: Vec<UserChatCompactionThreshold>,
}

/// From how full a context on the caller's chats are summarized, for one model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserChatCompactionThreshold {
    /// The model.
    #[schema(value_type = Uuid)]
    pub model_config_id: ModelConfigId,
    /// At how many percent of its context window, 0 to 100; 100 = never.
    pub threshold_percent: i32,
}

/// Sets a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateUserChatCompactionThresholdRequest {
    /// At how many percent of the model's context window, 0 to 100; 100 = never.
    pub threshold_percent: i32,
}
