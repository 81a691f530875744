//! The tunnel of an agent while it is open, and what the database is told about it (platform.md 3.9, "RPC monitor").
//!
//! What must stay true: the tunnel ends when a newer one of the same agent counts, when the agent's build is no longer
//! the one that made the workspace what it is, and when the server stops. Each of these is looked at again every
//! [`HEARTBEAT_INTERVAL`], so that a lost notification only delays it.

use std::time::Duration;

use ropewalk_store::agents::TunnelHold;
use ropewalk_store::{Event, Subscription};
use ropewalk_telemetry::ErrorChain;
use ropewalk_tunnel::{AgentConn, TunnelSettings};
use tokio::io::{AsyncRead, AsyncWrite};

use super::AgentCaller;
use crate::{Platform, channels};

/// How often the database is told that an agent is alive; twice in the time after which it counts as gone.
pub const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(15);

/// An agent that has dialled.
#[derive(Clone, Debug)]
pub struct TunnelRequest {
    /// The agent.
    pub caller: AgentCaller,
    /// The version of the agent API that it speaks, as it said itself.
    pub api_version: String,
    /// The numbers of the tunnel.
    pub settings: TunnelSettings,
}

impl Platform {
    /// Opens the tunnel on a WebSocket that an agent has dialled, and looks after it on the server's own tasks. Returns
    /// when the tunnel has ended.
    pub async fn serve_tunnel<T>(&self, request: TunnelRequest, io: T)
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let platform = self.clone();
        let serving = self.tasks().spawn(async move { platform.hold_tunnel(request, io).await });
        // A task that was cut off has told nobody; the database then learns of it by the missing heartbeat.
        let _ended = serving.await;
    }

    async fn hold_tunnel<T>(&self, request: TunnelRequest, io: T)
    where
        T: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let agent_id = request.caller.agent_id;
        let connection = match AgentConn::open(io, request.settings, self.tasks()).await {
            Ok(connection) => connection,
            Err(error) => {
                tracing::info!(agent.id = %agent_id, error = %ErrorChain(&error), "A tunnel did not come up");
                return;
            }
        };
        let workspace_channel = channels::workspace(request.caller.place.workspace_id);
        // Before the database is told: a newer connection that comes in between is heard of.
        let changes = self.store().pubsub().subscribe(&workspace_channel).await.ok();
        let replica = self.replica().id;
        let hold = match self.store().connect_agent(agent_id, replica, &request.api_version, self.now()).await
        {
            Ok(Some(hold)) => hold,
            Ok(None) => return connection.close(),
            Err(error) => {
                tracing::warn!(agent.id = %agent_id, error = %ErrorChain(&error), "Could not note the connection of an agent");
                return connection.close();
            }
        };
        self.agent_registry().insert(agent_id, hold.generation, &connection);
        tracing::info!(agent.id = %agent_id, generation = hold.generation, "Agent {agent_id} is connected");
        self.announce(std::slice::from_ref(&workspace_channel)).await;
        self.watch_tunnel(&hold, &connection, changes).await;
        connection.close();
        self.agent_registry().remove(agent_id, hold.generation);
        match self.store().disconnect_agent(&hold, self.now()).await {
            Ok(true) => tracing::info!(agent.id = %agent_id, "Agent {agent_id} has disconnected"),
            Ok(false) => tracing::info!(agent.id = %agent_id, "Agent {agent_id} has a newer connection"),
            Err(error) => {
                tracing::warn!(agent.id = %agent_id, error = %ErrorChain(&error), "Could not note the end of a connection");
            }
        }
        self.announce(&[workspace_channel]).await;
    }

    /// Returns when the tunnel is over or must end.
    async fn watch_tunnel(
        &self,
        hold: &TunnelHold,
        connection: &AgentConn,
        mut changes: Option<Subscription>,
    ) {
        let mut ticker = tokio::time::interval(HEARTBEAT_INTERVAL);
        ticker.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        ticker.tick().await;
        loop {
            tokio::select! {
                () = connection.closed() => return,
                () = self.shutdown().cancelled() => return,
                event = next_change(&mut changes) => match event {
                    Event::Closed => changes = None,
                    Event::Message(_) | Event::Lagged => {}
                },
                _ = ticker.tick() => {
                    // The tunnel pings by itself and closes when no answer comes; being open is being alive.
                    if let Err(error) = self.store().agent_is_alive(hold, self.now()).await {
                        tracing::warn!(agent.id = %hold.agent_id, error = %ErrorChain(&error), "Could not note that an agent is alive");
                    }
                }
            }
            if self.must_end(hold).await {
                return;
            }
        }
    }

    /// Whether a newer connection counts, or a later build has replaced the agent's.
    async fn must_end(&self, hold: &TunnelHold) -> bool {
        let looked = async {
            let counts = self.store().tunnel_hold_counts(hold).await?;
            let place = self.store().agent_place(hold.agent_id).await?;
            Ok::<_, ropewalk_store::StoreError>(counts && place.is_some_and(|place| place.is_current))
        };
        match looked.await {
            Ok(may_stay) => !may_stay,
            Err(error) => {
                tracing::warn!(agent.id = %hold.agent_id, error = %ErrorChain(&error), "Could not look after a tunnel");
                false
            }
        }
    }
}

async fn next_change(changes: &mut Option<Subscription>) -> Event {
    match changes {
        Some(changes) => changes.recv().await,
        None => std::future::pending().await,
    }
}
