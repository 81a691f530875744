//! What changed in Git repositories.

use http::Method;
use ropewalk_wire::agent::{GIT_CHANGES_PATH, GitChangesRequest, GitChangesResponse};

use super::request::{Call, target};
use crate::context::CallContext;
use crate::error::AgentError;
use crate::server_end::AgentConn;

impl AgentConn {
    /// What changed in the repositories that the chat of `context` works in.
    ///
    /// # Errors
    /// Any [`AgentError`]; [`AgentError::Refused`] with 422 where there is no Git. The deadline is `call_limit`.
    pub async fn git_changes(
        &self,
        context: &CallContext,
        request: &GitChangesRequest,
    ) -> Result<GitChangesResponse, AgentError> {
        let call = Call {
            what: "looking at repositories",
            method: Method::POST,
            target: target(GIT_CHANGES_PATH, &[]),
            context,
            limit: self.settings().call_limit,
        };
        self.post_json(call, request).await
    }
}
