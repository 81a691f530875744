//! The error and acknowledgement bodies of the agent's HTTP API (agent-and-provisioning.md 2.9).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What went wrong, in words that tell the caller (a person or a model) what to do next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentErrorBody {
    /// The problem and the way out.
    pub message: String,
    /// The technical cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// One entry per bad field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub validations: Vec<AgentValidation>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentValidation {
    /// The JSON path of the field, such as `files[0].edits[2]`.
    pub field: String,
    /// The problem.
    pub detail: String,
}

/// An acknowledgement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AgentMessage {
    /// What was done.
    pub message: String,
}
