//! A connection to an agent, for whoever works in its workspace.

use std::time::Duration;

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::agent::{ConnectionStatus, INACTIVE_TIMEOUT, connection_status};
use ropewalk_model::{AgentId, ReplicaId};
use ropewalk_store::agents::{AgentPlace, AgentRecord};
use ropewalk_store::{Event, Subscription};
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::AgentConn;
use tokio::time::Instant;

use super::ForwardError;
use crate::{Platform, UseCaseError, channels};

/// An agent that has been gone for longer than this is not waited for. An agent that lost its server redials at least
/// every 10 s, so a shorter absence may be the server's own restart.
const GONE_FOR_GOOD: chrono::Duration = chrono::Duration::seconds(60);

/// How often the registry is looked at while nothing is announced.
const LOOK_INTERVAL: Duration = Duration::from_millis(500);

/// Why there is no connection.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The agent is not connected, and waiting longer makes no sense.
    #[error("the workspace agent is {}", .status.as_str())]
    NotConnected {
        /// Its status.
        status: ConnectionStatus,
    },
    /// The agent belongs to an older build; the workspace was stopped, deleted or started anew.
    #[error("the workspace agent belongs to an older build of its workspace")]
    Superseded,
    /// The agent should be there, and no connection came up in time.
    #[error("no connection to the workspace agent within {} s", .limit.as_secs())]
    TimedOut {
        /// How long was waited.
        limit: Duration,
    },
    /// The tunnel is held by another server, and that one does not pass it on.
    #[error("the workspace agent is connected to another server ({replica}), which cannot be reached: {}", ErrorChain(.source))]
    OtherReplica {
        /// That server.
        replica: ReplicaId,
        /// Why it is not reached.
        source: ForwardError,
    },
    /// The agent cannot be looked up, or the subject may not.
    #[error(transparent)]
    UseCase(#[from] UseCaseError),
}

impl Platform {
    /// A connection to an agent, waiting up to `deadline` for one that is on its way.
    ///
    /// # Errors
    /// See [`ConnectError`]; a subject that may not reach into the workspace gets "not found" or "forbidden".
    pub async fn connect_agent(
        &self,
        subject: &Subject,
        agent_id: AgentId,
        deadline: Duration,
    ) -> Result<AgentConn, ConnectError> {
        let place = self.agent_place_for(subject, agent_id, Action::Ssh).await?;
        let known = self.agent_registry().get(agent_id).or_else(|| self.forwarded_agents().get(agent_id));
        if let Some(connection) = known {
            self.note_use(place.workspace_id).await;
            return Ok(connection);
        }
        let until = Instant::now() + deadline;
        // Subscribed before the first look, so that a connection that comes in between is not missed.
        let channel = channels::workspace(place.workspace_id);
        let mut changes = self.store().pubsub().subscribe(&channel).await.ok();
        loop {
            if let Some(connection) = self.agent_registry().get(agent_id) {
                self.note_use(place.workspace_id).await;
                return Ok(connection);
            }
            let agent = self.store().agent(agent_id).await.map_err(UseCaseError::from)?;
            let agent = agent.ok_or(UseCaseError::not_found("agent"))?;
            let is_over = Instant::now() >= until;
            if let Some(replica) = self.judge_wait(&agent, is_over, deadline).await? {
                match self.agent_over(replica, agent_id).await {
                    Ok(connection) => {
                        self.note_use(place.workspace_id).await;
                        return Ok(connection);
                    }
                    Err(source) if is_over => return Err(ConnectError::OtherReplica { replica, source }),
                    // The agent may be on its way to yet another server.
                    Err(error) => {
                        tracing::debug!(agent.id = %agent_id, replica.id = %replica, "Not reached: {}", ErrorChain(&error));
                    }
                }
            }
            wait_for_change(&mut changes, until).await;
        }
    }

    /// Whether it makes sense to wait on; gives the other server that holds the tunnel, if one does.
    async fn judge_wait(
        &self,
        agent: &AgentRecord,
        is_over: bool,
        limit: Duration,
    ) -> Result<Option<ReplicaId>, ConnectError> {
        let place = self.store().agent_place(agent.id).await.map_err(UseCaseError::from)?;
        if !place.is_some_and(|place| place.is_current) {
            return Err(ConnectError::Superseded);
        }
        let status = connection_status(&agent.connection_times(), self.now(), INACTIVE_TIMEOUT);
        let other = agent.connected_replica_id.filter(|replica| *replica != self.replica().id);
        match status {
            ConnectionStatus::Timeout => Err(ConnectError::NotConnected { status }),
            ConnectionStatus::Disconnected => {
                let since = agent.disconnected_at.max(agent.last_connected_at);
                let is_gone = since.is_some_and(|since| self.now() - since > GONE_FOR_GOOD);
                if is_gone || is_over { Err(ConnectError::NotConnected { status }) } else { Ok(None) }
            }
            ConnectionStatus::Connected if other.is_some() => Ok(other),
            ConnectionStatus::Connected | ConnectionStatus::Connecting if is_over => {
                Err(ConnectError::TimedOut { limit })
            }
            ConnectionStatus::Connected | ConnectionStatus::Connecting => Ok(None),
        }
    }

    /// Where an agent belongs, if the subject may see it and do `action` to its workspace.
    pub(super) async fn agent_place_for(
        &self,
        subject: &Subject,
        agent_id: AgentId,
        action: Action,
    ) -> Result<AgentPlace, UseCaseError> {
        let place = self.store().agent_place(agent_id).await?.ok_or(UseCaseError::not_found("agent"))?;
        let object = Object::of_member(ResourceType::Workspace, place.organization_id, place.owner_id);
        if !subject.can(Action::Read, &object) {
            return Err(UseCaseError::not_found("agent"));
        }
        subject.authorize(action, &object)?;
        Ok(place)
    }

    /// Notes that somebody works in a workspace; failing to note it keeps nobody from working.
    async fn note_use(&self, workspace: ropewalk_model::WorkspaceId) {
        if let Err(error) = self.store().touch_workspace(workspace).await {
            tracing::debug!(workspace.id = %workspace, %error, "Could not note the use of a workspace");
        }
    }
}

/// Waits for an announcement, the next look or `until`, whatever comes first.
pub(super) async fn wait_for_change(changes: &mut Option<Subscription>, until: Instant) {
    let look = (Instant::now() + LOOK_INTERVAL).min(until);
    let Some(subscription) = changes else { return tokio::time::sleep_until(look).await };
    tokio::select! {
        event = subscription.recv() => {
            if event == Event::Closed {
                *changes = None;
            }
        }
        () = tokio::time::sleep_until(look) => {}
    }
}
