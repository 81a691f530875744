//! A tool that the chat's client runs itself (chats-api.md 2.13).

use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A tool that is offered to the model and run by the client.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DynamicTool {
    /// Its name; unique among the chat's dynamic tools.
    pub name: String,
    /// What it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// The JSON schema of its arguments, an object.
    pub input_schema: Value,
}
