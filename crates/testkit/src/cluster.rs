//! A PostgreSQL cluster of one test, which may be killed and started again.

use std::os::unix::fs::{MetadataExt, PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::str::FromStr;
use std::time::Duration;

use sqlx::postgres::{PgConnectOptions, PgRow};
use sqlx::{AssertSqlSafe, Connection, PgConnection, Postgres};

use crate::wait_for;

/// The folder of PostgreSQL's programs, as the server takes it.
const PROGRAMS_VARIABLE: &str = "ROPEWALK_POSTGRES_BIN";

/// PostgreSQL refuses root; this user needs no name for it but in `initdb`, which Debian and Ubuntu give it.
const UNPRIVILEGED: u32 = 65534;

const START_TIMEOUT: Duration = Duration::from_secs(60);

/// The cluster. It ends with this value.
pub struct TestCluster {
    directory: tempfile::TempDir,
    programs: PathBuf,
    postgres: Child,
}

impl TestCluster {
    /// A new cluster that takes connections. It syncs to disk, as a real one.
    ///
    /// # Panics
    /// When it cannot be made; the message says what is missing.
    pub async fn start() -> Self {
        let programs = std::env::var_os(PROGRAMS_VARIABLE).map(PathBuf::from).unwrap_or_else(|| {
            panic!("this test needs {PROGRAMS_VARIABLE}: the folder of PostgreSQL's programs (scripts/find-postgres)")
        });
        let directory = tempfile::Builder::new().prefix("ropewalk-pg-").tempdir().expect("a directory");
        if is_root() {
            chown(directory.path(), Some(UNPRIVILEGED), Some(UNPRIVILEGED)).expect("it is handed over");
        }
        std::fs::set_permissions(directory.path(), std::fs::Permissions::from_mode(0o755)).expect("its mode");
        let made = as_user(&programs.join("initdb"))
            .arg("-D")
            .arg(directory.path().join("data"))
            .args(["-U", "ropewalk", "--auth=trust", "-E", "UTF8", "--locale=C", "-N"])
            .current_dir(directory.path())
            .output()
            .expect("initdb starts");
        assert!(made.status.success(), "initdb: {}", String::from_utf8_lossy(&made.stderr));
        let postgres = launch(&programs, directory.path());
        let cluster = Self { directory, programs, postgres };
        cluster.wait_until_ready().await;
        cluster
    }

    /// The URL of its database.
    #[must_use]
    pub fn url(&self) -> String {
        format!("postgres://ropewalk@localhost/postgres?host={}", self.directory.path().display())
    }

    /// `kill -9` of all of it, and a start; returns when it takes connections again.
    ///
    /// # Panics
    /// When it does not come back.
    pub async fn kill_and_start(&mut self) {
        self.kill();
        self.start_again().await;
    }

    /// A fast shutdown, as `systemctl restart` does it: sessions are cut off, the data are written; and a start. Returns
    /// when it takes connections again.
    ///
    /// # Panics
    /// When it does not stop or does not come back.
    pub async fn stop_and_start(&mut self) {
        let stopped = as_user(&self.programs.join("pg_ctl"))
            .arg("-D")
            .arg(self.directory.path().join("data"))
            .args(["-m", "fast", "-w", "stop"])
            .current_dir(self.directory.path())
            .output()
            .expect("pg_ctl starts");
        assert!(stopped.status.success(), "pg_ctl: {}", String::from_utf8_lossy(&stopped.stderr));
        let _reaped = self.postgres.wait();
        self.start_again().await;
    }

    async fn start_again(&mut self) {
        // The children see the death of the postmaster within moments; a start before that fails and is tried again.
        let deadline = std::time::Instant::now() + START_TIMEOUT;
        loop {
            self.postgres = launch(&self.programs, self.directory.path());
            if self.is_ready_soon().await {
                return;
            }
            assert!(std::time::Instant::now() < deadline, "PostgreSQL does not come back: {}", self.log());
        }
    }

    /// The only column of all rows.
    ///
    /// # Errors
    /// The cluster does not answer, or gives another shape.
    pub async fn scalars<T>(&self, sql: &str) -> Result<Vec<T>, sqlx::Error>
    where
        T: Send + Unpin + sqlx::Type<Postgres>,
        (T,): for<'r> sqlx::FromRow<'r, PgRow>,
    {
        let options = PgConnectOptions::from_str(&self.url())?;
        let mut connection = PgConnection::connect_with(&options).await?;
        let values = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut connection).await?;
        connection.close().await?;
        Ok(values)
    }

    fn log(&self) -> String {
        std::fs::read_to_string(self.directory.path().join("postgres.log")).unwrap_or_default()
    }

    fn kill(&mut self) {
        let _gone = self.postgres.kill();
        let _reaped = self.postgres.wait();
    }

    async fn wait_until_ready(&self) {
        wait_for("PostgreSQL takes connections", START_TIMEOUT, || async {
            self.scalars::<i32>("select 1").await.ok().map(drop)
        })
        .await;
    }

    /// False when the process has ended: what the dead one left was still in use.
    async fn is_ready_soon(&mut self) -> bool {
        let deadline = std::time::Instant::now() + START_TIMEOUT;
        while std::time::Instant::now() < deadline {
            if self.scalars::<i32>("select 1").await.is_ok() {
                return true;
            }
            if matches!(self.postgres.try_wait(), Ok(Some(_))) {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        false
    }
}

impl Drop for TestCluster {
    fn drop(&mut self) {
        self.kill();
    }
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|own| own.uid() == 0)
}

fn as_user(program: &Path) -> Command {
    let mut command = Command::new(program);
    if is_root() {
        command.uid(UNPRIVILEGED).gid(UNPRIVILEGED);
    }
    command.stdin(Stdio::null());
    command
}

fn launch(programs: &Path, directory: &Path) -> Child {
    let log = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(directory.join("postgres.log"))
        .expect("the log of PostgreSQL");
    as_user(&programs.join("postgres"))
        .arg("-D")
        .arg(directory.join("data"))
        .args([
            "-c",
            "listen_addresses=",
            "-c",
            "port=5432",
            "-c",
            "timezone=UTC",
            "-c",
            "max_connections=200",
        ])
        .arg("-c")
        .arg(format!("unix_socket_directories={}", directory.display()))
        .current_dir(directory)
        .stdout(log.try_clone().expect("the log of PostgreSQL"))
        .stderr(log)
        .spawn()
        .expect("postgres starts")
}
