//! Waits until a workspace's agent can be worked with.

use std::time::Duration;

use ropewalk_authz::{Action, Subject};
use ropewalk_model::AgentId;
use ropewalk_model::agent::{ConnectionStatus, INACTIVE_TIMEOUT, Lifecycle, connection_status};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::connect_agent::wait_for_change;
use crate::{Platform, UseCaseError, channels};

/// How the wait ended well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgentReadiness {
    /// All start scripts ended well.
    Ready,
    /// The agent works, but a start script failed.
    StartError,
    /// The agent works, but a start script ran into its timeout.
    StartTimeout,
}

/// Why the agent is not ready.
#[derive(Debug, thiserror::Error)]
pub enum ReadyError {
    /// It is shutting down, has ended, or belongs to an older build.
    #[error("the workspace agent has ended or is about to")]
    Ending,
    /// It never connected within its time.
    #[error("the workspace agent did not connect within the time that its template gives it")]
    NeverConnected,
    /// It was not ready in time.
    #[error("the workspace agent was not ready within {} s (it is {}, {})", .limit.as_secs(), .status.as_str(), .lifecycle.as_str())]
    TimedOut {
        /// How long was waited.
        limit: Duration,
        /// Whether it was connected.
        status: ConnectionStatus,
        /// How far its start was.
        lifecycle: Lifecycle,
    },
    /// The caller gave up.
    #[error("the wait for the workspace agent was cancelled")]
    Canceled,
    /// The agent cannot be looked up, or the subject may not.
    #[error(transparent)]
    UseCase(#[from] UseCaseError),
}

impl Platform {
    /// Waits until an agent is connected and its start scripts have ended.
    ///
    /// # Errors
    /// See [`ReadyError`].
    pub async fn wait_for_agent_ready(
        &self,
        subject: &Subject,
        agent_id: AgentId,
        deadline: Duration,
        cancel: &CancellationToken,
    ) -> Result<AgentReadiness, ReadyError> {
        let place = self.agent_place_for(subject, agent_id, Action::Read).await?;
        let until = Instant::now() + deadline;
        let channel = channels::workspace(place.workspace_id);
        let mut changes = self.store().pubsub().subscribe(&channel).await.ok();
        loop {
            let agent = self.store().agent(agent_id).await.map_err(UseCaseError::from)?;
            let agent = agent.ok_or(UseCaseError::not_found("agent"))?;
            let place = self.store().agent_place(agent_id).await.map_err(UseCaseError::from)?;
            if !place.is_some_and(|place| place.is_current) {
                return Err(ReadyError::Ending);
            }
            let status = connection_status(&agent.connection_times(), self.now(), INACTIVE_TIMEOUT);
            match agent.lifecycle {
                Lifecycle::ShuttingDown
                | Lifecycle::ShutdownTimeout
                | Lifecycle::ShutdownError
                | Lifecycle::Off => return Err(ReadyError::Ending),
                Lifecycle::Ready if status == ConnectionStatus::Connected => {
                    return Ok(AgentReadiness::Ready);
                }
                Lifecycle::StartError if status == ConnectionStatus::Connected => {
                    return Ok(AgentReadiness::StartError);
                }
                Lifecycle::StartTimeout if status == ConnectionStatus::Connected => {
                    return Ok(AgentReadiness::StartTimeout);
                }
                Lifecycle::Created
                | Lifecycle::Starting
                | Lifecycle::StartTimeout
                | Lifecycle::StartError
                | Lifecycle::Ready => {}
            }
            if status == ConnectionStatus::Timeout {
                return Err(ReadyError::NeverConnected);
            }
            if Instant::now() >= until {
                return Err(ReadyError::TimedOut { limit: deadline, status, lifecycle: agent.lifecycle });
            }
            tokio::select! {
                () = wait_for_change(&mut changes, until) => {}
                () = cancel.cancelled() => return Err(ReadyError::Canceled),
            }
        }
    }
}
