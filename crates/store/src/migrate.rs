//! Brings the database to the schema of this binary.
//!
//! The old binary still runs while ours applies: migrations only expand, a later release contracts (style-examples.md 6).
//! Applied files never change. What must stay true: a binary never touches a database that a newer one migrated.

use sqlx::{Connection, PgConnection, migrate::Migrator};

use crate::{Step, Store, StoreError};

/// The migrations of this binary.
static MIGRATOR: Migrator = sqlx::migrate!("./migrations");

impl Store {
    /// Applies the migrations that the database does not have yet. Safe to call from several servers at once:
    /// one applies them, the others wait for it.
    ///
    /// # Errors
    /// [`StoreError::DatabaseTooNew`] when a newer binary was here; [`StoreError::Migrate`] when a migration fails
    /// or was changed after it was applied; [`StoreError::MigrateTimeout`].
    #[tracing::instrument(name = "db.store.migrate", skip_all, err(level = "debug"))]
    pub async fn migrate(&self) -> Result<(), StoreError> {
        let deadline = self.options().migrate_timeout;
        tokio::time::timeout(deadline, self.migrate_unbounded())
            .await
            .unwrap_or(Err(StoreError::MigrateTimeout { binary: newest(), waited_secs: deadline.as_secs() }))
    }

    async fn migrate_unbounded(&self) -> Result<(), StoreError> {
        // A connection of its own: the migrator's lock belongs to the session, and when this future is dropped
        // half-way the session must end and free the lock.
        let step = "connect for the migrations";
        let mut connection = PgConnection::connect_with(&self.pool().connect_options()).await.step(step)?;
        sqlx::query!("select set_config('statement_timeout', '0', false)")
            .fetch_one(&mut connection)
            .await
            .step(step)?;
        let binary = newest();
        if let Some(database) = applied(&mut connection).await?
            && database > binary
        {
            return Err(StoreError::DatabaseTooNew { database, binary });
        }
        MIGRATOR
            .run_direct(None, &mut connection, false)
            .await
            .map_err(|source| StoreError::Migrate { binary, source })?;
        connection.close().await.step("close the connection of the migrations")
    }
}

/// The highest version in this binary.
fn newest() -> i64 {
    MIGRATOR.iter().map(|migration| migration.version).max().unwrap_or(0)
}

/// The highest version in the database; none when it is new.
///
/// Not checked at compile time: the migrator makes this table, so the development database need not have it.
async fn applied(connection: &mut PgConnection) -> Result<Option<i64>, StoreError> {
    let step = "read the schema version of the database";
    let present: bool = sqlx::query_scalar("select to_regclass('_sqlx_migrations') is not null")
        .fetch_one(&mut *connection)
        .await
        .step(step)?;
    if !present {
        return Ok(None);
    }
    sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(connection).await.step(step)
}
