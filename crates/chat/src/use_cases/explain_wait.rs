//! Explains a chat's wait (architecture.md 3.9): what this replica's tasks know, else what the row says, else what is
//! known of the replica that holds it.

use ropewalk_authz::Subject;
use ropewalk_model::chat::Chat;
use ropewalk_model::{ChatId, WorkerId};
use ropewalk_platform::UseCaseError;
use ropewalk_store::StoreError;

use super::authorize::Right;
use crate::engine::{Engine, Wait, WaitReason};

/// A chat, and what it waits for.
#[derive(Clone, Debug)]
pub struct ExplainedWait {
    /// The row as it was read for the answer.
    pub chat: Chat,
    /// What it waits for; `None` when it is idle.
    pub wait: Option<Wait>,
}

impl Engine {
    /// What a chat waits for, on whichever replica it is worked on.
    ///
    /// # Errors
    /// Not found.
    pub async fn explain_wait(&self, subject: &Subject, id: ChatId) -> Result<ExplainedWait, UseCaseError> {
        let chat = self.authorized(subject, id, Right::Read).await?;
        let mut wait = self.wait_reason(&chat);
        let owner = chat.worker_id.filter(|owner| *owner != self.context.worker_id());
        if let (Some(wait), Some(worker)) = (&mut wait, owner)
            && needs_owner(&wait.reason)
        {
            self.add_owner(worker, &mut wait.reason).await?;
        }
        Ok(ExplainedWait { chat, wait })
    }

    /// Adds to `reason` what is known of the replica that holds the chat.
    async fn add_owner(&self, worker: WorkerId, reason: &mut WaitReason) -> Result<(), StoreError> {
        let store = &self.context.store;
        let dead = store.dead_replicas(&self.context.replica).await?;
        if dead.iter().any(|replica| replica.id.uuid() == worker.uuid()) {
            *reason = WaitReason::Takeover { worker };
        } else if let WaitReason::OtherWorker { hostname, .. } = reason {
            *hostname = store.replica(worker.uuid().into()).await?.map(|replica| replica.hostname);
        }
        Ok(())
    }
}

/// Whether it matters that the owner lives: a client may answer, and its deadline holds, without one.
const fn needs_owner(reason: &WaitReason) -> bool {
    match reason {
        WaitReason::OtherWorker { .. } | WaitReason::BackOff { .. } | WaitReason::Interruption => true,
        WaitReason::Client
        | WaitReason::WorkerSlot
        | WaitReason::Subagent { .. }
        | WaitReason::Spending
        | WaitReason::Takeover { .. }
        | WaitReason::Worker
        | WaitReason::Fault
        | WaitReason::Model { .. }
        | WaitReason::Tools { .. }
        | WaitReason::WorkspaceBuild
        | WaitReason::Agent => false,
    }
}
