//! The tunnel of an agent as the database sees it (platform.md 3.9, "RPC monitor").

use ropewalk_model::{AgentId, ReplicaId, Timestamp};

use crate::{Step, Store, StoreError};

/// A replica's hold on the tunnel of an agent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TunnelHold {
    /// The agent.
    pub agent_id: AgentId,
    /// The replica that the agent dialled.
    pub replica_id: ReplicaId,
    /// Which of the agent's connections this is; the highest one counts.
    pub generation: i64,
}

impl Store {
    /// Notes a new connection, which from now on is the one that counts. `None` when there is no such agent.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.connect", skip_all, err(level = "debug"))]
    pub async fn connect_agent(
        &self,
        agent_id: AgentId,
        replica_id: ReplicaId,
        api_version: &str,
        now: Timestamp,
    ) -> Result<Option<TunnelHold>, StoreError> {
        let row = sqlx::query!(
            "update workspace_agents
                set tunnel_generation = tunnel_generation + 1, connected_replica_id = $2, api_version = $3,
                    first_connected_at = coalesce(first_connected_at, $4), last_connected_at = $4,
                    disconnected_at = null, updated_at = $4
              where id = $1
             returning tunnel_generation",
            agent_id.uuid(),
            replica_id.uuid(),
            api_version,
            now,
        )
        .fetch_optional(self.pool())
        .await
        .step("note the connection of an agent")?;
        Ok(row.map(|row| TunnelHold { agent_id, replica_id, generation: row.tunnel_generation }))
    }

    /// Notes a sign of life. False when a newer connection counts.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.alive", skip_all, err(level = "debug"))]
    pub async fn agent_is_alive(&self, hold: &TunnelHold, now: Timestamp) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update workspace_agents set last_connected_at = greatest(last_connected_at, $3)
              where id = $1 and tunnel_generation = $2",
            hold.agent_id.uuid(),
            hold.generation,
            now,
        )
        .execute(self.pool())
        .await
        .step("note that an agent is alive")?;
        Ok(done.rows_affected() == 1)
    }

    /// Whether this connection is still the one that counts.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.hold_counts", skip_all, err(level = "debug"))]
    pub async fn tunnel_hold_counts(&self, hold: &TunnelHold) -> Result<bool, StoreError> {
        let row = sqlx::query!(
            r#"select tunnel_generation = $2 as "counts!" from workspace_agents where id = $1"#,
            hold.agent_id.uuid(),
            hold.generation,
        )
        .fetch_optional(self.pool())
        .await
        .step("look whether a tunnel counts")?;
        Ok(row.is_some_and(|row| row.counts))
    }

    /// Notes the end of a connection. False when a newer one counts: then the agent is not disconnected.
    ///
    /// # Errors
    /// The database does not answer.
    #[tracing::instrument(name = "db.agent.disconnect", skip_all, err(level = "debug"))]
    pub async fn disconnect_agent(&self, hold: &TunnelHold, now: Timestamp) -> Result<bool, StoreError> {
        let done = sqlx::query!(
            "update workspace_agents set disconnected_at = greatest(last_connected_at, $3), updated_at = $3
              where id = $1 and tunnel_generation = $2",
            hold.agent_id.uuid(),
            hold.generation,
            now,
        )
        .execute(self.pool())
        .await
        .step("note that an agent has disconnected")?;
        Ok(done.rows_affected() == 1)
    }
}
