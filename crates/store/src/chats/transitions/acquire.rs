//! Acquire: a worker takes runnable chats that nobody alive holds (chat-state-machine.md 6.2).
//!
//! Fair across owners: a chat's turn is its place among its owner's waiting chats plus the number of chats of that owner
//! that are worked on already. So one person with 500 chats cannot starve another's first, neither at once nor as slots
//! come free one by one. Within a turn the oldest goes first.

use ropewalk_model::chat::{Chat, QueueAfter, State, Transition, target};
use ropewalk_model::{ReplicaId, RunnerId, WorkerId};
use uuid::Uuid;

use crate::chats::TransitionError;
use crate::chats::row::{ReadChat, chat_query};
use crate::{Step, Store};

/// The hold that a message's or a new chat's own transaction takes on the chat that it makes runnable: Acquire, in the same
/// transaction and so under the same snapshot version (6.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taker {
    /// The worker: its id is its replica's.
    pub worker: WorkerId,
    /// The new hold.
    pub runner: RunnerId,
}

/// Who asks for work, and how much.
#[derive(Clone, Debug)]
pub struct AcquireRequest<'a> {
    /// The worker: its id is its replica's.
    pub worker: WorkerId,
    /// Replicas whose chats count as unowned.
    pub dead: &'a [ReplicaId],
    /// The holds that this worker knows of. A chat that it holds without knowing it counts as unowned: its runner failed,
    /// or the answer to an earlier acquisition was lost.
    pub live: &'a [RunnerId],
    /// One new id for each chat that may be taken: the free slots.
    pub runners: &'a [RunnerId],
}

/// A chat that was taken.
#[derive(Clone, Debug, PartialEq)]
pub struct Acquired {
    /// The chat as it was committed.
    pub chat: Chat,
    /// The hold on it.
    pub runner_id: RunnerId,
}

/// The table lets the chat be acquired where it is.
///
/// # Errors
/// It does not.
pub(super) fn check_acquisition(read: &ReadChat) -> Result<(), TransitionError> {
    let has_queue = read.queue_length > 0;
    let state = State::of(read.chat.status, has_queue, read.chat.archived)?;
    let queue = if has_queue { QueueAfter::NonEmpty } else { QueueAfter::Empty };
    target(Transition::Acquire, state, queue)?;
    Ok(())
}

impl Store {
    /// Takes up to `request.runners.len()` chats, in one statement. Rows that somebody has locked at the moment are passed by; whoever
    /// locks them wakes the acquirer after the commit (6.3).
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.acquire", skip_all, fields(worker.id = %request.worker), err(level = "debug"))]
    pub async fn acquire_chats(
        &self,
        request: &AcquireRequest<'_>,
    ) -> Result<Vec<Acquired>, TransitionError> {
        if request.runners.is_empty() {
            return Ok(Vec::new());
        }
        let dead: Vec<Uuid> = request.dead.iter().map(|id| id.uuid()).collect();
        let runners: Vec<Uuid> = request.runners.iter().map(|id| id.uuid()).collect();
        let live: Vec<Uuid> = request.live.iter().map(|id| id.uuid()).collect();
        let rows = chat_query!(
            ["with held as (
                 select owner_id, count(*) as chats
                   from chats
                  where status in ('running', 'interrupting', 'requires_action') and not archived
                    and worker_id is not null
                    and not (worker_id = any($4) or (worker_id = $2 and not runner_id = any($5)))
                  group by owner_id),
             free as (
                 select c.id, c.runnable_since,
                        row_number() over (partition by c.owner_id order by c.runnable_since, c.id)
                            + coalesce(h.chats, 0) as turn
                   from chats c left join held h on h.owner_id = c.owner_id
                  where c.status in ('running', 'interrupting', 'requires_action') and not c.archived
                    and (c.worker_id is null or c.worker_id = any($4)
                         or (c.worker_id = $2 and not c.runner_id = any($5)))),
             picked as (
                 select c.id
                   from chats c join free f on f.id = c.id
                  where c.status in ('running', 'interrupting', 'requires_action') and not c.archived
                    and (c.worker_id is null or c.worker_id = any($4)
                         or (c.worker_id = $2 and not c.runner_id = any($5)))
                  order by f.turn, f.runnable_since, c.id
                  limit cardinality($3::uuid[])
                    for update of c skip locked),
             numbered as (select id, row_number() over () as place from picked),
             taken as (
                 update chats c
                    set worker_id = $2, runner_id = ($3::uuid[])[n.place], snapshot_version = c.snapshot_version + 1
                   from numbered n
                  where c.id = n.id
                 returning c.*, chat_tell(c.id, c.snapshot_version, c.history_version, c.queue_version,
                                          c.retry_state_version, c.generation_attempt, c.status, c.worker_id,
                                          c.runner_id, c.archived) as is_told)"],
            "null::jsonb",
            "taken c order by c.id",
            request.worker.uuid(),
            &runners,
            &dead,
            &live,
        )
        .fetch_all(self.pool())
        .await
        .step("acquire chats")?;
        let mut acquired = Vec::with_capacity(rows.len());
        for row in rows {
            let read = ReadChat::try_from(row)?;
            check_acquisition(&read)?;
            let runner_id = read.chat.runner_id.ok_or(TransitionError::Stale)?;
            acquired.push(Acquired { chat: read.chat, runner_id });
        }
        Ok(acquired)
    }
}
