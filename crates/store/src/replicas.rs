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

use std::{sync::Arc, time::Duration};

use ropewalk_model::{ReplicaId, Timestamp};
use ropewalk_telemetry::ErrorChain;
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tokio::sync::watch;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use uuid::Uuid;

use crate::{Step, Store, StoreError};

/// How often a replica raises its heartbeat.
pub const HEARTBEAT_INTERVAL: Duration = Duration::from_secs(1);

/// A heartbeat that is older than this counts as stopped, when the lock is free.
pub const DEAD_AFTER: Duration = Duration::from_secs(4);

/// A heartbeat that is older than this counts as stopped in any case.
pub const STALLED_AFTER: Duration = Duration::from_secs(10);

/// How long one heartbeat may take, and the pause after one that failed. One that got lost leaves time for another.
const BEAT_TIMEOUT: Duration = Duration::from_secs(2);
const RETRY_PAUSE: Duration = Duration::from_millis(250);

/// How often the rows of dead replicas are removed, and how long that may take.
const FORGET_INTERVAL: Duration = Duration::from_secs(60);
const FORGET_TIMEOUT: Duration = Duration::from_secs(10);

/// How long [`ReplicaLease::stop`] waits for the lease's task.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

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

/// Whether this replica can show at the moment that it is alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseState {
    /// The lock is held and the last heartbeat went through.
    Held,
    /// The database did not take the last heartbeat, or the lock is not held again yet. After [`DEAD_AFTER`]
    /// others may take this replica's work; the fences of each write make that harmless.
    Interrupted,
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

/// The background tasks that show that this replica is alive, and clear away the rows of dead ones. Stop it last, after the work was handed back.
#[derive(Debug)]
pub struct ReplicaLease {
    registration: Arc<ReplicaRegistration>,
    state: watch::Receiver<LeaseState>,
    stop: CancellationToken,
    tasks: TaskTracker,
}

impl ReplicaLease {
    /// Takes the lock, registers the replica and starts the heartbeat.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] and other failures of the statements. A lock that somebody else holds is none:
    /// the lease starts as [`LeaseState::Interrupted`] and goes on trying.
    pub async fn start(store: &Store, registration: ReplicaRegistration) -> Result<Self, StoreError> {
        let registration = Arc::new(registration);
        let mut holder = Holder {
            connect: lease_connection(store),
            registration: Arc::clone(&registration),
            session: None,
        };
        let first = holder.beat().await?;
        let (sender, state) = watch::channel(first);
        let stop = CancellationToken::new();
        let tasks = TaskTracker::new();
        tasks.spawn(keep(holder, sender, stop.clone()));
        tasks.spawn(forget_the_dead(store.clone(), Arc::clone(&registration), stop.clone()));
        tasks.close();
        Ok(Self { registration, state, stop, tasks })
    }

    /// What this replica said about itself.
    #[must_use]
    pub fn registration(&self) -> &ReplicaRegistration {
        &self.registration
    }

    /// Whether the lease is held now, and its changes.
    #[must_use]
    pub fn state(&self) -> watch::Receiver<LeaseState> {
        self.state.clone()
    }

    /// Ends the lease: removes the row, or marks it as dead at once when chats or jobs still name it, and
    /// frees the lock.
    pub async fn stop(self) {
        self.stop.cancel();
        if tokio::time::timeout(STOP_TIMEOUT, self.tasks.wait()).await.is_err() {
            tracing::warn!("The replica's lease did not end in time; others see it as dead in a few seconds");
        }
    }
}

impl Drop for ReplicaLease {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

/// Beats until `stop`, then hands the lease back.
async fn keep(mut holder: Holder, state: watch::Sender<LeaseState>, stop: CancellationToken) {
    let mut pause = HEARTBEAT_INTERVAL;
    loop {
        tokio::select! {
            () = stop.cancelled() => break,
            () = tokio::time::sleep(pause) => {}
        }
        let now = match holder.beat().await {
            Ok(now) => now,
            Err(error) => {
                tracing::warn!(error = %ErrorChain(&error), "This replica's heartbeat did not reach the database");
                LeaseState::Interrupted
            }
        };
        pause = if now == LeaseState::Held { HEARTBEAT_INTERVAL } else { RETRY_PAUSE };
        state.send_if_modified(|shown| std::mem::replace(shown, now) != now);
    }
    if let Err(error) = holder.hand_back().await {
        tracing::warn!(error = %ErrorChain(&error), "Could not remove this replica's row");
    }
}

/// Removes the rows of dead replicas now and then, at first at once: each start of a server leaves one after a crash.
async fn forget_the_dead(store: Store, registration: Arc<ReplicaRegistration>, stop: CancellationToken) {
    loop {
        let forgotten = tokio::select! {
            () = stop.cancelled() => return,
            forgotten = tokio::time::timeout(FORGET_TIMEOUT, store.forget_dead_replicas(&registration)) => forgotten,
        };
        match forgotten {
            Ok(Ok(0)) => {}
            Ok(Ok(rows)) => tracing::info!(rows, "Removed the rows of dead replicas"),
            Ok(Err(error)) => {
                tracing::warn!(error = %ErrorChain(&error), "Could not remove the rows of dead replicas");
            }
            Err(_elapsed) => tracing::warn!("Removing the rows of dead replicas took too long; trying later"),
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(FORGET_INTERVAL) => {}
        }
    }
}

/// The lease's connection and what is held on it.
struct Holder {
    connect: PgConnectOptions,
    registration: Arc<ReplicaRegistration>,
    session: Option<Session>,
}

struct Session {
    connection: PgConnection,
    locked: bool,
}

impl Holder {
    /// One heartbeat: connects and locks when needed, raises the heartbeat. The row is written again when
    /// somebody removed it.
    #[tracing::instrument(name = "db.replica.beat", skip_all, level = "debug")]
    async fn beat(&mut self) -> Result<LeaseState, StoreError> {
        let outcome = within("raise this replica's heartbeat", self.beat_unbounded()).await;
        if outcome.is_err() {
            // Closing the session frees the lock on the server, so that the next attempt can take it.
            self.session = None;
        }
        outcome
    }

    async fn beat_unbounded(&mut self) -> Result<LeaseState, sqlx::Error> {
        let key = lock_key(self.registration.id);
        let session = match &mut self.session {
            Some(session) => session,
            empty => {
                let connection = PgConnection::connect_with(&self.connect).await?;
                empty.insert(Session { connection, locked: false })
            }
        };
        if !session.locked {
            // Before the row: a row without a lock would look dead to a replica of the same data directory.
            session.locked = sqlx::query_scalar!(r#"select pg_try_advisory_lock($1) as "locked!""#, key)
                .fetch_one(&mut session.connection)
                .await?;
        }
        let ReplicaRegistration { id, instance_id, hostname, relay_address, version } = &*self.registration;
        sqlx::query!(
            "insert into replicas (id, instance_id, hostname, relay_address, version, lock_key)
             values ($1, $2, $3, $4, $5, $6)
             on conflict (id) do update set heartbeat_at = now()",
            id.uuid(),
            instance_id,
            hostname,
            relay_address.as_deref(),
            version,
            key,
        )
        .execute(&mut session.connection)
        .await?;
        Ok(if session.locked { LeaseState::Held } else { LeaseState::Interrupted })
    }

    /// Removes the row, or makes it old when something still names this replica; then frees the lock.
    async fn hand_back(self) -> Result<(), StoreError> {
        within("remove this replica's row", async move {
            let mut connection = match self.session {
                Some(session) => session.connection,
                None => PgConnection::connect_with(&self.connect).await?,
            };
            let id = self.registration.id.uuid();
            let removed = sqlx::query!(
                "delete from replicas r
                  where r.id = $1
                    and not exists (select from chats c where c.worker_id = r.id)
                    and not exists (select from provisioner_jobs j where j.worker_id = r.id and j.completed_at is null)",
                id,
            )
            .execute(&mut connection)
            .await?;
            if removed.rows_affected() == 0 {
                sqlx::query!("update replicas set heartbeat_at = to_timestamp(0) where id = $1", id)
                    .execute(&mut connection)
                    .await?;
            }
            // The end of the session would free the lock too, but a little after the close has returned.
            sqlx::query_scalar!(
                r#"select pg_advisory_unlock_all() is null as "done!""#,
            )
            .fetch_one(&mut connection)
            .await?;
            connection.close().await
        })
        .await
    }
}

/// The key of a replica's advisory lock: the first half of its id.
fn lock_key(id: ReplicaId) -> i64 {
    let (high, _low) = id.uuid().as_u64_pair();
    i64::from_be_bytes(high.to_be_bytes())
}

/// The lease's connection asks the server to notice within seconds that this host is gone: with the default of
/// two hours its lock would stay taken for that long.
fn lease_connection(store: &Store) -> PgConnectOptions {
    (*store.pool().connect_options()).clone().options([
        ("tcp_keepalives_idle", "3"),
        ("tcp_keepalives_interval", "1"),
        ("tcp_keepalives_count", "3"),
        ("tcp_user_timeout", "6000"),
    ])
}

/// Gives an exchange with the server its deadline.
async fn within<T>(
    step: &'static str,
    exchange: impl Future<Output = Result<T, sqlx::Error>>,
) -> Result<T, StoreError> {
    tokio::time::timeout(BEAT_TIMEOUT, exchange)
        .await
        .unwrap_or_else(|_elapsed| {
            Err(sqlx::Error::Io(std::io::Error::new(
                std::io::ErrorKind::TimedOut,
                "the database does not answer",
            )))
        })
        .step(step)
}
