//! The error and acknowledgement body of the whole API (platform.md 1.3, chats-api.md 0.4).

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What happened, for people. Clients decide by the HTTP status.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Response {
    /// The outcome, and the way out where there is one.
    pub message: String,
    /// The technical cause.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// One entry per bad field.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub validations: Vec<ValidationError>,
}

/// What is wrong with one field of the request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ValidationError {
    /// The field's JSON name, with its path when nested, such as `model_config.cost`; or the search key.
    pub field: String,
    /// The problem.
    pub detail: String,
}

impl Response {
    /// A body with a message alone.
    #[must_use]
    pub fn of(message: impl Into<String>) -> Self {
        Self { message: message.into(), detail: None, validations: Vec::new() }
    }
}
