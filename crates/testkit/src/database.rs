//! A private PostgreSQL database for each test, cloned from a migrated template.
//!
//! The cluster is named by [`URL_VARIABLE`]; `cargo xtask test-postgres -- <command>` starts a throw-away one around
//! any command. The template's name holds a hash of all migrations, so that an edited migration makes a new one.
//! Tests may run as threads of one process or as a process each: the template is made by whoever takes an
//! advisory lock first, under another name, and gets its own name only when it is complete.

use std::{str::FromStr, time::Duration};

use ropewalk_model::{Entropy, SystemEntropy};
use sha2::{Digest, Sha256};
use sqlx::{
    AssertSqlSafe, Connection, Executor, PgConnection, Postgres,
    migrate::Migrator,
    postgres::{PgConnectOptions, PgRow},
};

/// The environment variable with the URL of the cluster for tests.
pub const URL_VARIABLE: &str = "ROPEWALK_TEST_POSTGRES_URL";

/// The key of the advisory lock under which the template is made ("ropewalk" as a number).
const TEMPLATE_LOCK: i64 = 0x726f_7065_7761_6c6b;

/// How long any one step of the preparation may take, template and its migrations included.
const PREPARE_TIMEOUT: Duration = Duration::from_secs(60);

static MIGRATOR: Migrator = sqlx::migrate!("../store/migrations");

/// A database of one test. It is dropped with this value.
#[derive(Debug)]
pub struct TestDatabase {
    name: String,
    url: String,
    cluster: PgConnectOptions,
    dropped: bool,
}

impl TestDatabase {
    /// A fresh database with all migrations applied.
    ///
    /// # Panics
    /// When there is no cluster: the message says how to run the tests.
    pub async fn create() -> Self {
        Self::create_with(Content::Migrated).await
    }

    /// A fresh database without any table, for tests of the migrations themselves.
    ///
    /// # Panics
    /// As [`Self::create`].
    pub async fn create_empty() -> Self {
        Self::create_with(Content::Empty).await
    }

    async fn create_with(content: Content) -> Self {
        let base = cluster_url();
        let cluster = PgConnectOptions::from_str(&base)
            .unwrap_or_else(|error| panic!("{URL_VARIABLE} is not a PostgreSQL URL: {error}"));
        let name = format!("test_{}", SystemEntropy.uuid().simple());
        let prepared = tokio::time::timeout(PREPARE_TIMEOUT, async {
            let mut connection = connect(&cluster).await;
            let template = match content {
                Content::Migrated => ensure_template(&mut connection, &cluster).await,
                Content::Empty => "template0".to_owned(),
            };
            statement(&mut connection, format!(r#"create database "{name}" template "{template}""#)).await;
            close(connection).await;
        });
        prepared.await.unwrap_or_else(|_elapsed| {
            panic!("the test cluster did not make a database within {} s", PREPARE_TIMEOUT.as_secs())
        });
        let url = with_database(&base, &name);
        Self { name, url, cluster, dropped: false }
    }

    /// The URL of this database, for `Store::connect` and for `--postgres-url` of the real binary.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// A connection to this database, past the store, to arrange rows or to look at them.
    ///
    /// # Panics
    /// When the database does not answer.
    pub async fn connect(&self) -> PgConnection {
        connect(&self.cluster.clone().database(&self.name)).await
    }

    /// Runs statements (several, divided by semicolons) and returns how many rows they touched.
    ///
    /// # Panics
    /// When a statement fails.
    pub async fn execute(&self, sql: &str) -> u64 {
        let mut connection = self.connect().await;
        let done = connection.execute(sqlx::raw_sql(AssertSqlSafe(sql))).await;
        let touched = done.unwrap_or_else(|error| panic!("{sql}: {error}")).rows_affected();
        close(connection).await;
        touched
    }

    /// Runs a query that gives one row with one column.
    ///
    /// # Panics
    /// When the statement fails or gives another shape.
    pub async fn scalar<T>(&self, sql: &str) -> T
    where
        T: Send + Unpin + sqlx::Type<Postgres>,
        (T,): for<'r> sqlx::FromRow<'r, PgRow>,
    {
        let mut connection = self.connect().await;
        let value: T = sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_one(&mut connection)
            .await
            .unwrap_or_else(|error| panic!("{sql}: {error}"));
        close(connection).await;
        value
    }

    /// Drops the database now, and says when that fails. Dropping the value does the same without a word.
    ///
    /// # Panics
    /// When the database cannot be dropped.
    pub async fn finish(mut self) {
        self.dropped = true;
        drop_database(&self.cluster, &self.name).await.expect("a test's database can be dropped");
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if self.dropped {
            return;
        }
        let (cluster, name) = (self.cluster.clone(), std::mem::take(&mut self.name));
        // A thread with a runtime of its own: a destructor cannot wait in the test's runtime. It is joined, so
        // that the database is gone before the process ends.
        let dropping = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().ok()?;
            runtime.block_on(drop_database(&cluster, &name)).ok()
        });
        // A database that stays behind goes away with the throw-away cluster.
        let _ = dropping.join();
    }
}

enum Content {
    Migrated,
    Empty,
}

fn cluster_url() -> String {
    std::env::var(URL_VARIABLE).unwrap_or_else(|_missing| {
        panic!(
            "this test needs a PostgreSQL cluster, and {URL_VARIABLE} is not set.\n\
             Run `make test`, or put the command that you want behind a throw-away cluster:\n\
             \n    cargo xtask test-postgres -- cargo test -p <crate>\n"
        )
    })
}

/// The same cluster, another database.
fn with_database(base: &str, name: &str) -> String {
    let (front, query) = base.split_once('?').map_or((base, None), |(front, query)| (front, Some(query)));
    let authority_start = front.find("://").map_or(0, |at| at + 3);
    let authority_end = front[authority_start..].find('/').map_or(front.len(), |at| authority_start + at);
    let mut url = format!("{}/{name}", &front[..authority_end]);
    if let Some(query) = query {
        url.push('?');
        url.push_str(query);
    }
    url
}

async fn connect(options: &PgConnectOptions) -> PgConnection {
    PgConnection::connect_with(options).await.unwrap_or_else(|error| {
        panic!("the test cluster that {URL_VARIABLE} names does not take a connection: {error}")
    })
}

async fn close(connection: PgConnection) {
    connection.close().await.expect("a connection to the test cluster closes");
}

async fn statement(connection: &mut PgConnection, sql: String) {
    connection
        .execute(sqlx::raw_sql(AssertSqlSafe(sql.as_str())))
        .await
        .unwrap_or_else(|error| panic!("{sql}: {error}"));
}

/// Makes the template when it is not there yet; returns its name.
async fn ensure_template(connection: &mut PgConnection, cluster: &PgConnectOptions) -> String {
    let name = template_name();
    if exists(connection, &name).await {
        return name;
    }
    sqlx::query("select pg_advisory_lock($1)")
        .bind(TEMPLATE_LOCK)
        .execute(&mut *connection)
        .await
        .expect("the lock of the template can be taken");
    if !exists(connection, &name).await {
        let unfinished = format!("{name}_unfinished");
        statement(connection, format!(r#"drop database if exists "{unfinished}" with (force)"#)).await;
        statement(connection, format!(r#"create database "{unfinished}" template template0"#)).await;
        let mut inside = connect(&cluster.clone().database(&unfinished)).await;
        MIGRATOR
            .run_direct(None, &mut inside, false)
            .await
            .unwrap_or_else(|error| panic!("migrations: {error}"));
        close(inside).await;
        statement(connection, format!(r#"alter database "{unfinished}" rename to "{name}""#)).await;
    }
    sqlx::query("select pg_advisory_unlock($1)")
        .bind(TEMPLATE_LOCK)
        .execute(&mut *connection)
        .await
        .expect("the lock of the template can be freed");
    name
}

fn template_name() -> String {
    let mut hash = Sha256::new();
    for migration in MIGRATOR.iter() {
        hash.update(migration.version.to_be_bytes());
        hash.update(&migration.checksum);
    }
    let digest: String = hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect();
    format!("ropewalk_template_{digest}")
}

async fn exists(connection: &mut PgConnection, name: &str) -> bool {
    sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(name)
        .fetch_one(connection)
        .await
        .expect("the list of databases can be read")
}

async fn drop_database(cluster: &PgConnectOptions, name: &str) -> Result<(), sqlx::Error> {
    let mut connection = PgConnection::connect_with(cluster).await?;
    connection
        .execute(sqlx::raw_sql(AssertSqlSafe(format!(r#"drop database if exists "{name}" with (force)"#))))
        .await?;
    connection.close().await
}

#[cfg(test)]
mod tests {
    use super::{TestDatabase, with_database};

    #[test]
    fn the_database_of_a_url_is_replaced_whatever_its_shape() {
        for (base, expected) in [
            ("postgres://u@localhost/postgres?host=/run/x", "postgres://u@localhost/t?host=/run/x"),
            ("postgres://u:p@db:5432/postgres", "postgres://u:p@db:5432/t"),
            ("postgres://u@db", "postgres://u@db/t"),
        ] {
            assert_eq!(with_database(base, "t"), expected);
        }
    }

    #[tokio::test]
    async fn each_test_has_its_own_migrated_database_that_goes_away() {
        let (one, two) = tokio::join!(TestDatabase::create(), TestDatabase::create());
        assert_ne!(one.name(), two.name());
        one.execute("insert into site_settings (key, value) values ('only', 'here')").await;
        assert_eq!(two.scalar::<i64>("select count(*) from site_settings").await, 0);

        let gone = format!("select count(*) from pg_database where datname = '{}'", one.name());
        drop(one);
        assert_eq!(two.scalar::<i64>(&gone).await, 0);
        two.finish().await;
    }
}
