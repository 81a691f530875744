//! The fields of requests that ask for what this server cannot do yet. Saying so is better than a chat that lacks the tools it was
//! promised.

use ropewalk_platform::UseCaseError;
use uuid::Uuid;

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
