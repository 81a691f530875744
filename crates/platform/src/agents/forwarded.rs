//! Agents that are connected to another server: that one passes their tunnel on (docs/adr/0009).
//!
//! A connection over another server is kept and given out again, like an agent's own. It ends when the agent's tunnel
//! over there ends, for whatever reason; the next call then looks up where the agent is. So an agent that moves from
//! server to server is found again.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ropewalk_model::{AgentId, ReplicaId};
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::{AgentConn, AgentError, TunnelSettings, serve_forward};
use tokio::io::{AsyncRead, AsyncWrite};

use crate::Platform;
use crate::replicas::{ReplicaDialError, agent_tunnel_path};

/// Why an agent is not reached over the server that it is connected to.
#[derive(Debug, thiserror::Error)]
pub enum ForwardError {
    /// That server is not reached, or has lost the agent.
    #[error(transparent)]
    Dial(#[from] ReplicaDialError),
    /// The line was opened and then was of no use.
    #[error("the line to the agent did not come up")]
    Open(#[source] AgentError),
}

/// The connections to agents over other servers. One for an agent; the newest wins.
#[derive(Debug, Default)]
pub(crate) struct ForwardedAgents(Mutex<HashMap<AgentId, AgentConn>>);

impl ForwardedAgents {
    /// The live connection to an agent.
    pub(super) fn get(&self, agent: AgentId) -> Option<AgentConn> {
        let mut connections = self.lock();
        let connection = connections.get(&agent).cloned()?;
        if connection.is_closed() {
            connections.remove(&agent);
            return None;
        }
        Some(connection)
    }

    fn insert(&self, agent: AgentId, connection: &AgentConn) {
        let mut connections = self.lock();
        connections.retain(|_, connection| !connection.is_closed());
        connections.insert(agent, connection.clone());
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AgentId, AgentConn>> {
        // The map is never left half-changed, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Platform {
    /// Reaches an agent over the server that holds its tunnel.
    pub(super) async fn agent_over(
        &self,
        replica: ReplicaId,
        agent: AgentId,
    ) -> Result<AgentConn, ForwardError> {
        let io = self.dial_replica(replica, &agent_tunnel_path(agent)).await?;
        let connection = AgentConn::open(io, TunnelSettings::default(), self.tasks()).await;
        let connection = connection.map_err(ForwardError::Open)?;
        self.forwarded_agents().insert(agent, &connection);
        // Kept as it is, it would outlive the server's stop.
        let (kept, shutdown) = (connection.clone(), self.shutdown().clone());
        self.tasks().spawn(async move {
            if shutdown.run_until_cancelled(kept.closed()).await.is_none() {
                kept.close();
            }
        });
        tracing::info!(agent.id = %agent, replica.id = %replica, "Agent {agent} is reached over server {replica}");
        Ok(connection)
    }

    /// The live tunnel of an agent that is connected to this very server. For other replicas, which check the rights of
    /// whom they ask for.
    #[must_use]
    pub fn agent_here(&self, agent: AgentId) -> Option<AgentConn> {
        self.agent_registry().get(agent)
    }

    /// Passes an agent's tunnel on to the replica at the other end of `io`. Returns when either of them has left.
    pub async fn forward_agent<T>(&self, agent: AgentId, connection: AgentConn, io: T)
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let (tasks, shutdown) = (self.tasks().clone(), self.shutdown().clone());
        let serving = self.tasks().spawn(async move {
            if let Err(error) = serve_forward(io, connection, &tasks, shutdown).await {
                tracing::debug!(agent.id = %agent, "Passing on a tunnel ended: {}", ErrorChain(&error));
            }
        });
        let _ended = serving.await;
    }
}
