//! How long the chats of a dead replica stood still: from its last sign of life to their acquisition by this one. The
//! last heartbeat is up to 2 s older than the death itself, so the numbers are never too good.

use std::collections::HashMap;

use ropewalk_model::{ChatId, ReplicaId, Timestamp};
use ropewalk_store::Replica;
use ropewalk_telemetry::ErrorChain;

use crate::engine::Context;

/// The chats that dead replicas held before this look, with the last signs of life of those.
pub(super) struct Takeovers(HashMap<ChatId, Timestamp>);

/// Looks only when somebody has died, and lets go of the idle chats that they held, which nobody takes over. Failing at either keeps
/// no chat from going on.
pub(super) async fn held_by_the_dead(context: &Context, dead: &[Replica]) -> Takeovers {
    if dead.is_empty() {
        return Takeovers(HashMap::new());
    }
    let ids: Vec<ReplicaId> = dead.iter().map(|replica| replica.id).collect();
    let held = match context.store.chats_held_by(&ids).await {
        Ok(held) => held,
        Err(error) => {
            tracing::debug!("The takeovers of this look are not measured: {}", ErrorChain(&error));
            Vec::new()
        }
    };
    if !held.is_empty()
        && let Err(error) = context.store.abandon_idle_chats_of(&ids).await
    {
        tracing::debug!("Idle chats of dead replicas were not let go of: {}", ErrorChain(&error));
    }
    let last_sign = |id: ReplicaId| dead.iter().find(|it| it.id == id).map(|it| it.heartbeat_at);
    Takeovers(held.into_iter().filter_map(|(chat, holder)| Some((chat, last_sign(holder)?))).collect())
}

impl Takeovers {
    /// Counts the takeover of `chat`, if it is one.
    pub(super) fn count(&self, context: &Context, chat: ChatId) {
        if let Some(last_sign) = self.0.get(&chat) {
            context.metrics().chat_taken_over((context.now() - last_sign).to_std().unwrap_or_default());
        }
    }
}
