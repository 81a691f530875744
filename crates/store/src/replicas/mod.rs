//! Replicas: who is alive, shown by a lease, and who is dead (chat-state-machine.md 6.1).
//!
//! A replica has one row and holds one session-level advisory lock on a connection of its own. It is dead when
//! its lock is free **and** its heartbeat is older than [`DEAD_AFTER`]: the lock tells at once that a process
//! ended, the heartbeat keeps a replica alive that only lost its connection for a moment. A replica whose process is
//! stopped or starved keeps its lock and does no work: it is dead when its heartbeat is older than [`STALLED_AFTER`],
//! whatever its lock says. When it wakes up it is alive again, and the fence of each write keeps it from what others
//! have taken meanwhile. A replica that was started from the same data directory as the one that asks (`instance_id`)
//! needs no waiting: the lock on the data directory says that it is an earlier process, so a free lock alone is enough.
//! That is how a lone server goes on at once after a crash.
//!
//! The numbers follow from the bar of a takeover (chat-state-machine.md 6.1: p50 within 5 s, all within 10 s). A killed
//! replica is seen as dead [`DEAD_AFTER`] after its last heartbeat, that is 3 to 4 s after the kill, and the others
//! look every second (docs/adr/0009).
//!
//! What must stay true: all times are the database's; a row goes away only when no chat and no unfinished job names it any
//! more, because "held by a replica that has no row" would be work that nobody can find.

mod lease;

pub use lease::{LeaseState, ReplicaLease};

use std::time::Duration;

use ropewalk_model::{ReplicaId, Timestamp};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::{Step, Store, StoreError};

/// How often a replica raises its heartbeat.
pub const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(1);

/// A heartbeat that is older than this counts as stopped, when the lock is free.
pub const DEAD_AFTER: Duration = Duration::from_secs(4);

/// A heartbeat that is older than this counts as stopped in any case.
pub const STALLED_AFTER: Duration = Duration::from_secs(10);

/// What a server says about itself when it starts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReplicaRegistration {
    /// A new id at each start of a server.
    pub id: ReplicaId,
    /// The same over all starts from one data directory, which one server at a time can lock.
    pub instance_id: Uuid,
    /// The host's name, for people.
    pub hostname: String,
    /// Where other replicas reach this one; none for a server that runs alone.
    pub relay_address: Option<String>,
    /// The version of the binary.
    pub version: String,
}

/// A replica as others see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replica {
    /// Its id; chats and jobs that it holds name it.
    pub id: ReplicaId,
    /// The host's name.
    pub hostname: String,
    /// Where other replicas reach it.
    pub relay_address: Option<String>,
    /// The version of its binary.
    pub version: String,
    /// When it started.
    pub started_at: Timestamp,
    /// When it last raised its heartbeat.
    pub heartbeat_at: Timestamp,
}

impl Store {
    /// The replicas that are dead, as `observer` may judge it, oldest first, at most 100.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.replica.list_dead", skip_all, err(level = "debug"))]
    pub async fn dead_replicas(&self, observer: &ReplicaRegistration) -> Result<Vec<Replica>, StoreError> {
        sqlx::query_as!(
            Replica,
            "select r.id, r.hostname, r.relay_address, r.version, r.started_at, r.heartbeat_at
               from replicas r
              where (r.heartbeat_at < now() - make_interval(secs => $4) and r.id <> $3)
                 or ((r.heartbeat_at < now() - make_interval(secs => $1)
                      or (r.instance_id = $2 and r.id <> $3))
                     and not exists (
                         select from pg_locks l
                          where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                            and l.database = (select oid from pg_database where datname = current_database())
                            and ((l.classid::bigint << 32) | l.objid::bigint) = r.lock_key))
              order by r.heartbeat_at, r.id
              limit 100",
            DEAD_AFTER.as_secs_f64(),
            observer.instance_id,
            observer.id.uuid(),
            STALLED_AFTER.as_secs_f64(),
        )
        .fetch_all(self.pool())
        .await
        .step("list the dead replicas")
    }

    /// One replica, dead or alive.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.replica.get", skip_all, fields(replica.id = %id), err(level = "debug"))]
    pub async fn replica(&self, id: ReplicaId) -> Result<Option<Replica>, StoreError> {
        sqlx::query_as!(
            Replica,
            "select id, hostname, relay_address, version, started_at, heartbeat_at from replicas where id = $1",
            id.uuid(),
        )
        .fetch_optional(self.pool())
        .await
        .step("read a replica")
    }

    /// Removes the rows of dead replicas that no chat and no job names any more; returns how many.
    ///
    /// # Errors
    /// A failed statement.
    #[tracing::instrument(name = "db.replica.forget_dead", skip_all, err(level = "debug"))]
    pub async fn forget_dead_replicas(&self, observer: &ReplicaRegistration) -> Result<u64, StoreError> {
        let dead: Vec<Uuid> =
            self.dead_replicas(observer).await?.iter().map(|replica| replica.id.uuid()).collect();
        let done = sqlx::query!(
            "delete from replicas r
              where r.id = any($1)
                and not exists (select from chats c where c.worker_id = r.id)
                and not exists (select from provisioner_jobs j where j.worker_id = r.id and j.completed_at is null)",
            &dead,
        )
        .execute(self.pool())
        .await
        .step("remove dead replicas")?;
        Ok(done.rows_affected())
    }
}

/// Whether `id` is dead for everybody, not only for a later process of the same data directory: its row is gone, or its
/// heartbeat has stopped and its lock is free.
pub(crate) async fn is_dead(connection: &mut PgConnection, id: ReplicaId) -> Result<bool, StoreError> {
    sqlx::query_scalar!(
        r#"select not exists (
               select from replicas r
                where r.id = $1
                  and (r.heartbeat_at >= now() - make_interval(secs => $2)
                       or exists (
                           select from pg_locks l
                            where l.locktype = 'advisory' and l.granted and l.objsubid = 1
                              and l.database = (select oid from pg_database where datname = current_database())
                              and ((l.classid::bigint << 32) | l.objid::bigint) = r.lock_key))) as "dead!""#,
        id.uuid(),
        DEAD_AFTER.as_secs_f64(),
    )
    .fetch_one(connection)
    .await
    .step("look whether a replica is dead")
}
