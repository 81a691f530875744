//! Abandon: a worker lets go of a chat, or of all its chats when it stops.

use ropewalk_model::chat::{Fence, QueueAfter, State, Transition, target};
use ropewalk_model::{ReplicaId, Timestamp, WorkerId};
use uuid::Uuid;

use crate::chats::TransitionError;
use crate::chats::locked::{Committed, Locked};
use crate::chats::notify::Outbox;
use crate::chats::row::read_chats;
use crate::{Step, Store};

impl Store {
    /// Lets go of a chat that needs no worker any more. The fence holds the status that was seen: when somebody sent a
    /// message in between, it is stale, and the runner goes on instead.
    ///
    /// # Errors
    /// [`TransitionError::Stale`].
    #[tracing::instrument(name = "db.chats.abandon", skip_all, fields(chat.id = %fence.chat_id), err(level = "debug"))]
    pub async fn abandon_chat(&self, fence: &Fence, now: Timestamp) -> Result<Committed, TransitionError> {
        let mut locked = Locked::open_fenced(self, fence, now).await?;
        let done = locked.begin(Transition::Abandon).map(drop);
        locked.chat.worker_id = None;
        locked.chat.runner_id = None;
        locked.end(self, Transition::Abandon, done).await
    }

    /// Lets go of everything that `worker` holds, with one statement, and wakes the other workers. Returns how many.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.abandon_all", skip_all, fields(worker.id = %worker), err(level = "debug"))]
    pub async fn abandon_all_chats(&self, worker: WorkerId) -> Result<usize, TransitionError> {
        self.let_go_of(&[worker.uuid()], false).await
    }

    /// Lets go of the idle chats that dead replicas still hold: nobody takes those, and their rows would name the dead for
    /// ever. Returns how many.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.abandon_idle", skip_all, err(level = "debug"))]
    pub async fn abandon_idle_chats_of(&self, dead: &[ReplicaId]) -> Result<usize, TransitionError> {
        let workers: Vec<Uuid> = dead.iter().map(|id| id.uuid()).collect();
        self.let_go_of(&workers, true).await
    }

    async fn let_go_of(&self, workers: &[Uuid], idle_alone: bool) -> Result<usize, TransitionError> {
        let mut tx = self.begin("begin to let go of all chats").await?;
        let ids: Vec<Uuid> = sqlx::query_scalar!(
            "with held as (
                 select id from chats
                  where worker_id = any($1)
                    and (not $2 or archived or status not in ('running', 'interrupting', 'requires_action'))
                  order by root_chat_id, parent_chat_id is not null, id
                    for update)
             update chats c set worker_id = null, runner_id = null, snapshot_version = c.snapshot_version + 1
               from held
              where c.id = held.id
             returning c.id",
            workers,
            idle_alone,
        )
        .fetch_all(&mut *tx)
        .await
        .step("let go of all chats")?;
        let chats = read_chats(&mut tx, &ids).await?;
        for read in &chats {
            let has_queue = read.queue_length > 0;
            let state = State::of(read.chat.status, has_queue, read.chat.archived)?;
            target(
                Transition::Abandon,
                state,
                if has_queue { QueueAfter::NonEmpty } else { QueueAfter::Empty },
            )?;
        }
        tx.commit().await.step("commit letting go of all chats")?;
        let mut outbox = Outbox::default();
        for read in &chats {
            outbox.transition(read);
        }
        outbox.send(self).await;
        Ok(chats.len())
    }
}
