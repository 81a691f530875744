//! Who an agent is, by its token (platform.md 1.2).

use ropewalk_model::AgentId;
use ropewalk_store::agents::AgentPlace;
use ropewalk_telemetry::Secret;
use sha2::{Digest, Sha256};

use crate::{Platform, UseCaseError};

/// An agent that has shown its token. Its rights are those over itself alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentCaller {
    /// The agent.
    pub agent_id: AgentId,
    /// The build and workspace that it belongs to.
    pub place: AgentPlace,
}

/// What is stored of a token.
pub(crate) fn token_hash(token: &Secret) -> Vec<u8> {
    Sha256::digest(token.expose().as_bytes()).to_vec()
}

impl Platform {
    /// The agent that a token belongs to.
    ///
    /// An agent is let in while its workspace exists and no later build of it has **succeeded**: while a stop is under
    /// way the agent must still be able to report its own shutdown, and after a stop that failed it still runs.
    ///
    /// # Errors
    /// 401 for a token that no agent has, 403 for the agent of an older build or of a deleted workspace.
    pub async fn authenticate_agent(&self, token: &Secret) -> Result<AgentCaller, UseCaseError> {
        let found = self.store().agent_by_token_hash(&token_hash(token)).await?;
        let Some(identity) = found else {
            return Err(UseCaseError::unauthenticated(
                "The agent token is not valid.",
                "No workspace agent has this token.",
            ));
        };
        if !identity.place.is_current {
            return Err(UseCaseError::forbidden(
                "This agent belongs to an older build of its workspace, or the workspace is deleted.",
            ));
        }
        Ok(AgentCaller { agent_id: identity.agent_id, place: identity.place })
    }
}
