//! The [`Store`]: a bounded pool of connections plus the pub/sub connection of this replica.
//!
//! What must stay true: each connection has a statement timeout and an idle-in-transaction timeout, so that a
//! forgotten transaction cannot hold a chat's row lock for ever, and waiting for a connection ends after
//! [`StoreOptions::acquire_timeout`].

use std::{str::FromStr, sync::Arc, time::Duration};

use sqlx::{
    Connection, PgPool, Postgres, Transaction,
    postgres::{PgConnectOptions, PgPoolOptions},
};

use tokio_util::task::TaskTracker;

use crate::chats::LocalWake;
use crate::{PubSub, Step, StoreError};

/// How long after its last use a connection is taken to be alive.
const ASSUMED_ALIVE: Duration = Duration::from_secs(1);

/// Limits of the connections to the database.
#[derive(Debug, Clone)]
pub struct StoreOptions {
    /// Most connections that the pool opens. The replica holds up to three more of its own: pub/sub,
    /// the replica's lock, and one while it migrates.
    pub max_connections: u32,
    /// How long a call waits for a free connection, and how long one attempt to connect may take.
    pub acquire_timeout: Duration,
    /// How long one statement may run. Migrations are exempt.
    pub statement_timeout: Duration,
    /// How long an open transaction may sit idle before the server ends its connection.
    pub idle_in_transaction_timeout: Duration,
    /// How long the migrations may take, with the wait for another server that migrates.
    pub migrate_timeout: Duration,
    /// What `pg_stat_activity` shows.
    pub application_name: String,
}

impl Default for StoreOptions {
    fn default() -> Self {
        Self {
            max_connections: 20,
            acquire_timeout: Duration::from_secs(5),
            statement_timeout: Duration::from_secs(30),
            idle_in_transaction_timeout: Duration::from_secs(60),
            migrate_timeout: Duration::from_secs(600),
            application_name: "ropewalk".to_owned(),
        }
    }
}

/// The database of this server. Cheap to clone; all clones share one pool.
#[derive(Debug, Clone)]
pub struct Store {
    pool: PgPool,
    pubsub: PubSub,
    options: StoreOptions,
    /// Transactions that are about to begin.
    begins: TaskTracker,
    /// The worker of this process.
    local_wake: Arc<LocalWake>,
}

impl Store {
    /// Connects to the PostgreSQL database at `url` (`postgres://user:password@host:port/database`, or
    /// `postgres://user@localhost/database?host=/socket/directory`) and starts the pub/sub connection.
    ///
    /// It must be a direct connection or a session-mode pooler: LISTEN and advisory locks belong to a session.
    ///
    /// # Errors
    /// [`StoreError::BadUrl`] and [`StoreError::Connect`].
    pub async fn connect(url: &str, options: StoreOptions) -> Result<Self, StoreError> {
        let connect = connect_options(url, &options)?;
        let target = describe(&connect);
        let pool = PgPoolOptions::new()
            .max_connections(options.max_connections)
            .acquire_timeout(options.acquire_timeout)
            .idle_timeout(Duration::from_secs(300))
            .max_lifetime(Duration::from_secs(3600))
            // A connection that was used a moment ago is there: asking each time would double the round trips of a step.
            .test_before_acquire(false)
            .before_acquire(|connection, about| {
                Box::pin(async move {
                    if about.idle_for < ASSUMED_ALIVE {
                        return Ok(true);
                    }
                    Ok(connection.ping().await.is_ok())
                })
            })
            .connect_with(connect.clone())
            .await
            .map_err(|source| StoreError::Connect { target, source })?;
        let pubsub = PubSub::start(pool.clone(), connect);
        Ok(Self { pool, pubsub, options, begins: TaskTracker::new(), local_wake: Arc::default() })
    }

    /// Where the worker of this process is woken.
    pub(crate) fn local_wake(&self) -> &LocalWake {
        &self.local_wake
    }

    /// Asks the database for a sign of life.
    ///
    /// # Errors
    /// [`StoreError::Unavailable`] when none comes.
    #[tracing::instrument(name = "db.store.ping", skip_all, err(level = "debug"))]
    pub async fn ping(&self) -> Result<(), StoreError> {
        sqlx::query!("select 1 as one")
            .fetch_one(&self.pool)
            .await
            .map(drop)
            .step("ask the database for a sign of life")
    }

    /// The notifications between replicas.
    #[must_use]
    pub const fn pubsub(&self) -> &PubSub {
        &self.pubsub
    }

    /// Stops pub/sub and closes the connections, after the statements that run now. Call it last.
    pub async fn close(&self) {
        self.pubsub.stop().await;
        // Closing waits for connections that are in use; the owners of those had their own deadlines.
        if tokio::time::timeout(self.options.acquire_timeout, self.pool.close()).await.is_err() {
            tracing::warn!("Some database connections were still in use when the server stopped");
        }
    }

    /// The pool, for the aggregates of this crate.
    pub(crate) const fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// The limits this store was opened with.
    pub(crate) const fn options(&self) -> &StoreOptions {
        &self.options
    }

    /// Begins a transaction; it rolls back unless it is committed. `step` names what it is for.
    ///
    /// It begins in a task of its own, so that it begins whole or not at all: sqlx 0.9 queues no rollback for a `BEGIN` that
    /// is dropped before it is answered. The connection would go back to the pool inside of a transaction that nobody knows
    /// of, and what is written on it later would be lost with it.
    pub(crate) async fn begin(
        &self,
        step: &'static str,
    ) -> Result<Transaction<'static, Postgres>, StoreError> {
        let pool = self.pool.clone();
        let begun = self.begins.spawn(async move { pool.begin().await }).await;
        begun.unwrap_or_else(|failed| Err(sqlx::Error::Io(std::io::Error::other(failed)))).step(step)
    }
}

/// The options of every connection: the URL's, plus our timeouts.
fn connect_options(url: &str, options: &StoreOptions) -> Result<PgConnectOptions, StoreError> {
    let connect = PgConnectOptions::from_str(url).map_err(|source| StoreError::BadUrl { source })?;
    Ok(connect.application_name(&options.application_name).options([
        ("statement_timeout", options.statement_timeout.as_millis().to_string()),
        ("idle_in_transaction_session_timeout", options.idle_in_transaction_timeout.as_millis().to_string()),
        ("timezone", "UTC".to_owned()),
    ]))
}

/// Where a database is, without its password.
fn describe(connect: &PgConnectOptions) -> String {
    let database = connect.get_database().unwrap_or_else(|| connect.get_username());
    match connect.get_socket() {
        Some(socket) => format!("{} (database {database})", socket.display()),
        None => format!("{}:{} (database {database})", connect.get_host(), connect.get_port()),
    }
}
