//! The fields of requests that ask for what this server cannot do yet. Saying so is better than a chat that acts
//! although it was to plan, or that lacks the tools it was promised.

use ropewalk_platform::UseCaseError;
use uuid::Uuid;

/// `""` and absence ask for nothing (chats-api.md 1.3).
pub(super) fn check_plan_mode(plan_mode: Option<&str>) -> Result<(), UseCaseError> {
    match plan_mode {
        None | Some("") => Ok(()),
        Some("plan") => {
            Err(UseCaseError::invalid_field("plan_mode", "cannot be plan: this server has no plan mode yet"))
        }
        Some(_) => Err(UseCaseError::invalid_field("plan_mode", "must be empty")),
    }
}

/// There are no MCP servers, so each id is one that does not exist.
pub(super) fn check_mcp_servers(ids: Option<&[Uuid]>) -> Result<(), UseCaseError> {
    match ids {
        None | Some([]) => Ok(()),
        Some(missing) => {
            let missing: Vec<String> = missing.iter().map(Uuid::to_string).collect();
            Err(UseCaseError::invalid_field(
                "mcp_server_ids",
                format!("names MCP servers that do not exist: {}", missing.join(", ")),
            ))
        }
    }
}
