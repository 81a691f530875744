//! What chats may spend and what they spent (chats-api.md 1.17, 2.20; chat-engine.md 6.8).
//!
//! Limits are settings of the deployment; everybody may see where they stand themselves. The engine asks before each model call, in
//! the statement that counts its try; here is what people see and set, and what refuses their messages.

mod admit_message;
mod costs;
mod delete_override;
mod group_override;
mod limits;
mod put_override;
mod status;
mod views;

use ropewalk_authz::{Action, Object, ResourceType, Subject};

pub use admit_message::limit_text;
pub use costs::CostRange;

use crate::UseCaseError;

/// Limits are settings of the deployment.
const SETTINGS: Object = Object::site(ResourceType::DeploymentConfig);

/// Refuses all but administrators.
fn require_admin(subject: &Subject, action: Action) -> Result<(), UseCaseError> {
    subject
        .authorize(action, &SETTINGS)
        .map_err(|_denied| UseCaseError::forbidden("Only administrators may see and set usage limits."))
}

/// The amount of a limit.
fn check_amount(field: &str, micros: i64) -> Result<i64, UseCaseError> {
    if micros > 0 { Ok(micros) } else { Err(UseCaseError::invalid_field(field, "must be larger than 0")) }
}
