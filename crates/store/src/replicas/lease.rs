//! The lease of this replica: its lock, its heartbeat, and the row that it leaves or takes away.
//!
//! What must stay true: the lock is taken before the row is written, on a connection of its own, which ends with whatever goes wrong on
//! it, so that the lock is free for the next attempt.

use std::{sync::Arc, time::Duration};

use ropewalk_model::ReplicaId;
use ropewalk_telemetry::ErrorChain;
use sqlx::{Connection, PgConnection, postgres::PgConnectOptions};
use tokio::sync::watch;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use super::{HEARTBEAT_INTERVAL, ReplicaRegistration};
use crate::{Step, Store, StoreError};

/// How long one heartbeat may take, and the pause after one that failed. One that got lost leaves time for another.
const BEAT_TIMEOUT: Duration = Duration::from_secs(2);
const RETRY_PAUSE: Duration = Duration::from_millis(250);

/// How often the rows of dead replicas are removed, and how long that may take.
const FORGET_INTERVAL: Duration = Duration::from_secs(60);
const FORGET_TIMEOUT: Duration = Duration::from_secs(10);

/// How long [`ReplicaLease::stop`] waits for the lease's task.
const STOP_TIMEOUT: Duration = Duration::from_secs(5);

/// Whether this replica can show at the moment that it is alive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LeaseState {
    /// The lock is held and the last heartbeat went through.
    Held,
    /// The database did not take the last heartbeat, or the lock is not held again yet. After [`DEAD_AFTER`](super::DEAD_AFTER)
    /// others may take this replica's work; the fences of each write make that harmless.
    Interrupted,
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
