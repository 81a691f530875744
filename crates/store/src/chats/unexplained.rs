//! What the watchdog of waits asks the database (architecture.md 3.9): how many chats are not idle, and which of them
//! nobody seems to work on.

use std::time::Duration;

use ropewalk_model::chat::Status;
use ropewalk_model::{ChatId, ReplicaId, RunnerId, WorkerId};

use crate::chats::row::parse_status;
use crate::{Step, Store, StoreError};

/// What the asking worker knows of its own chats.
#[derive(Clone, Debug)]
pub struct OwnChats<'a> {
    /// Its id.
    pub worker: WorkerId,
    /// Its holds.
    pub live: &'a [RunnerId],
    /// The chats that it holds, and of which it does not know what they wait for.
    pub quiet: &'a [ChatId],
    /// Whether it could take another chat. When it cannot, a chat that nobody holds waits for a free place, which
    /// explains it.
    pub slots: Slots,
}

/// Whether a worker can take another chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slots {
    /// It can.
    Free,
    /// It cannot.
    Taken,
}

/// The chats of one status.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatsAtWork {
    /// The status.
    pub status: Status,
    /// How many there are in the whole deployment.
    pub count: i64,
    /// Those that nobody seems to work on at this instant, with their snapshot versions. A chat that is just changing
    /// hands is among them; one that is still there later at the same version is stuck.
    pub suspects: Vec<(ChatId, i64)>,
}

impl Store {
    /// Looks at all chats that are not idle; a silence of more than `silent_after` makes a replica's chats suspect. One
    /// statement over the index of runnable chats.
    ///
    /// # Errors
    /// A failed statement, or a status that this binary does not know.
    #[tracing::instrument(name = "db.chats.at_work", skip_all, err(level = "debug"))]
    pub async fn chats_at_work(
        &self,
        own: &OwnChats<'_>,
        silent_after: Duration,
    ) -> Result<Vec<ChatsAtWork>, StoreError> {
        let live: Vec<uuid::Uuid> = own.live.iter().map(|id| id.uuid()).collect();
        let quiet: Vec<uuid::Uuid> = own.quiet.iter().map(|id| id.uuid()).collect();
        let rows = sqlx::query!(
            r#"select c.status, count(*) as "count!",
                      coalesce(array_agg(c.id order by c.id) filter (where s.is_suspect), '{}') as "suspects!",
                      coalesce(array_agg(c.snapshot_version order by c.id) filter (where s.is_suspect), '{}') as "versions!"
                 from chats c
                 left join replicas r on r.id = c.worker_id
                cross join lateral (
                      select ($1 and (c.worker_id is null or r.id is null
                                      or r.heartbeat_at < now() - make_interval(secs => $2)))
                          or (c.worker_id = $3 and not c.runner_id = any($4))
                          or c.id = any($5) as is_suspect) s
                where c.status in ('running', 'interrupting', 'requires_action') and not c.archived
                group by c.status
                order by c.status"#,
            own.slots == Slots::Free,
            silent_after.as_secs_f64(),
            own.worker.uuid(),
            &live,
            &quiet,
        )
        .fetch_all(self.pool())
        .await
        .step("look at the chats that are not idle")?;
        rows.into_iter()
            .map(|row| {
                let ids = row.suspects.into_iter().map(ChatId::from);
                Ok(ChatsAtWork {
                    status: parse_status(&row.status, &"chats at work")?,
                    count: row.count,
                    suspects: ids.zip(row.versions).collect(),
                })
            })
            .collect()
    }

    /// The chats that these replicas hold, each with its holder. At most 1000.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.chats.held_by", skip_all, err(level = "debug"))]
    pub async fn chats_held_by(
        &self,
        replicas: &[ReplicaId],
    ) -> Result<Vec<(ChatId, ReplicaId)>, StoreError> {
        let ids: Vec<uuid::Uuid> = replicas.iter().map(|id| id.uuid()).collect();
        let rows = sqlx::query!(
            r#"select id, worker_id as "worker_id!" from chats where worker_id = any($1) order by id limit 1000"#,
            &ids,
        )
        .fetch_all(self.pool())
        .await
        .step("list the chats of dead replicas")?;
        Ok(rows.into_iter().map(|row| (row.id.into(), row.worker_id.into())).collect())
    }
}
