//! How one call of a tool talks to the agent: on the chat's connection, dialled anew when it turns out to be
//! dead.
//!
//! What must stay true: an operation given to [`AgentSession::call`] may run twice. All of ours may: they only
//! read, or carry the call's idempotency key, under which the agent does a thing once.

use std::time::Duration;

use async_trait::async_trait;
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::{AgentConn, AgentError, CallContext};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::ToolOutcome;
use super::failure::{CallFailure, ConnectFailure, is_connection_lost};

/// The way to the agent of a chat's workspace.
#[async_trait]
pub(crate) trait AgentLink: Send + Sync {
    /// The live connection, or a new one; bounded by the dial timeout. Never one that is known to be dead.
    async fn connect(&self) -> Result<AgentConn, ConnectFailure>;
}

/// The talk of one tool call with the agent.
pub(crate) struct AgentSession<'a> {
    link: &'a dyn AgentLink,
    /// Names the chat to the agent.
    pub(crate) context: CallContext,
    /// Under which the agent does a thing once.
    pub(crate) client_token: String,
}

impl<'a> AgentSession<'a> {
    /// A talk over `link` for the call that `idempotency_key` names.
    pub(crate) fn new(link: &'a dyn AgentLink, context: CallContext, idempotency_key: Uuid) -> Self {
        Self { link, context, client_token: idempotency_key.to_string() }
    }

    /// Runs `operation`; when its connection turns out to be dead, once more on a new one.
    pub(crate) async fn call<T, F, Fut>(&self, operation: F) -> Result<T, CallFailure>
    where
        F: Fn(AgentConn) -> Fut,
        Fut: Future<Output = Result<T, AgentError>>,
    {
        let conn = self.link.connect().await?;
        match operation(conn).await {
            Err(error) if is_connection_lost(&error) => {
                tracing::debug!("Asks for another connection to the agent: {}", ErrorChain(&error));
                let conn = self.link.connect().await?;
                operation(conn).await.map_err(CallFailure::Agent)
            }
            result => result.map_err(CallFailure::Agent),
        }
    }

    /// As [`AgentSession::call`], all of it within `limit`.
    pub(crate) async fn call_within<T, F, Fut>(&self, limit: Duration, operation: F) -> Result<T, CallFailure>
    where
        F: Fn(AgentConn) -> Fut,
        Fut: Future<Output = Result<T, AgentError>>,
    {
        tokio::time::timeout(limit, self.call(operation))
            .await
            .unwrap_or(Err(CallFailure::Agent(AgentError::DialTimeout { limit })))
    }
}

/// Waits for `outcome`, and no longer than until `cancel` fires. What the call has begun in the workspace goes
/// on: another runner finds it again by the same key.
pub(crate) async fn until_cancelled(
    cancel: &CancellationToken,
    outcome: impl Future<Output = ToolOutcome>,
) -> ToolOutcome {
    tokio::select! {
        biased;
        () = cancel.cancelled() => ToolOutcome::error("The call was interrupted before it gave a result."),
        outcome = outcome => outcome,
    }
}
