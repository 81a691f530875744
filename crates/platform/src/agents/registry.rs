//! The tunnels to agents that this server holds: agent -> connection. The newest generation wins.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use ropewalk_model::AgentId;
use ropewalk_tunnel::AgentConn;

/// One tunnel.
#[derive(Clone, Debug)]
struct Held {
    generation: i64,
    connection: AgentConn,
}

/// The tunnels of this server.
#[derive(Debug, Default)]
pub(crate) struct Registry(Mutex<HashMap<AgentId, Held>>);

impl Registry {
    /// Puts a tunnel in and closes the older one. A tunnel that is older than the one that is there is closed itself.
    pub(super) fn insert(&self, agent: AgentId, generation: i64, connection: &AgentConn) {
        let mut held = self.lock();
        let loser = match held.get(&agent) {
            Some(present) if present.generation > generation => Some(connection.clone()),
            Some(_) | None => held
                .insert(agent, Held { generation, connection: connection.clone() })
                .map(|older| older.connection),
        };
        drop(held);
        if let Some(loser) = loser {
            loser.close();
        }
    }

    /// Takes a tunnel out, unless a newer one has taken its place.
    pub(super) fn remove(&self, agent: AgentId, generation: i64) {
        let mut held = self.lock();
        if held.get(&agent).is_some_and(|present| present.generation == generation) {
            held.remove(&agent);
        }
    }

    /// The live tunnel to an agent.
    pub(super) fn get(&self, agent: AgentId) -> Option<AgentConn> {
        let connection = self.lock().get(&agent).map(|held| held.connection.clone())?;
        (!connection.is_closed()).then_some(connection)
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<AgentId, Held>> {
        // The map is never left half-changed, so a panic elsewhere does not spoil it.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::{AgentId, Entropy, SystemEntropy};
    use ropewalk_tunnel::{AgentConn, TunnelSettings};
    use tokio_util::task::TaskTracker;

    use super::Registry;

    /// A tunnel whose agent never answers; the other end must be kept.
    async fn connection(tasks: &TaskTracker) -> (AgentConn, tokio::io::DuplexStream) {
        let (ours, theirs) = tokio::io::duplex(1 << 20);
        (AgentConn::open(ours, TunnelSettings::default(), tasks).await.unwrap(), theirs)
    }

    #[tokio::test]
    async fn the_newest_generation_wins_whatever_the_order() {
        let tasks = TaskTracker::new();
        let agent = AgentId::from(SystemEntropy.uuid());
        let registry = Registry::default();
        let (first, _first_end) = connection(&tasks).await;
        let (second, _second_end) = connection(&tasks).await;
        let (third, _third_end) = connection(&tasks).await;
        registry.insert(agent, 1, &first);
        registry.insert(agent, 3, &third);
        first.closed().await;
        registry.insert(agent, 2, &second);
        second.closed().await;
        assert!(registry.get(agent).is_some_and(|it| !it.is_closed()));
        // The end of an older tunnel does not take the newer one out.
        registry.remove(agent, 1);
        assert!(registry.get(agent).is_some());
        third.close();
        third.closed().await;
        assert!(registry.get(agent).is_none(), "a dead tunnel is not handed out");
        registry.remove(agent, 3);
    }
}
