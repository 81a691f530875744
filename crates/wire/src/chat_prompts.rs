//! What administrators tell new chats, and people their own (chats-api.md 1.13).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What administrators tell new chats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatSystemPrompt {
    /// Their own text; may be empty.
    pub system_prompt: String,
    /// Whether the instructions that the server comes with are part of it.
    pub include_default_system_prompt: bool,
    /// Those instructions.
    pub default_system_prompt: String,
}

/// Sets what administrators tell new chats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UpdateChatSystemPromptRequest {
    /// Their own text; at most 128 KiB after invisible characters were taken out.
    pub system_prompt: String,
    /// Whether the instructions that the server comes with are part of it; left out, it stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub include_default_system_prompt: Option<bool>,
}

/// What administrators tell chats that plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ChatPlanModeInstructions {
    /// The text; at most 128 KiB after invisible characters were taken out. Empty = nothing.
    pub plan_mode_instructions: String,
}

/// What a person tells all of their chats.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UserChatPrompt {
    /// The text; at most 128 KiB after invisible characters were taken out. Empty = nothing.
    pub custom_prompt: String,
}
