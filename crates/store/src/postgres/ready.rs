//! Waits until the server answers, and makes the database of Ropewalk in it.

use std::{fs, str::FromStr, time::Duration};

use ropewalk_telemetry::Secret;
use sqlx::{Connection, Executor, PgConnection, postgres::PgConnectOptions};
use tokio::time::Instant;

use super::{PostgresError, USER, layout::Layout, postmaster, postmaster::Postmaster};

/// How often is looked whether it is ready.
const POLL_INTERVAL: Duration = Duration::from_millis(5);

/// How long one attempt to connect may take.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Waits until the server says that it is ready and takes a connection.
pub(super) async fn wait(
    layout: &Layout,
    password: &Secret,
    postmaster: &Postmaster,
    deadline: Duration,
) -> Result<(), PostgresError> {
    let start = Instant::now();
    while start.elapsed() < deadline {
        if !postmaster.runs() {
            let text = fs::read(&layout.log).unwrap_or_default();
            let from = usize::try_from(postmaster.log_start_bytes()).unwrap_or(0).min(text.len());
            let output = postmaster::tail(&String::from_utf8_lossy(&text[from..]));
            return Err(PostgresError::Ended { log: layout.log.clone(), output });
        }
        if says_ready(layout, postmaster) {
            match connect(layout, password, "postgres").await {
                Ok(_) => return Ok(()),
                Err(source) if refuses_the_password(&source) => {
                    return Err(PostgresError::WrongPassword { file: layout.password_file(), source });
                }
                Err(_not_yet) => {}
            }
        }
        tokio::time::sleep(POLL_INTERVAL).await;
    }
    Err(PostgresError::NotReady { log: layout.log.clone(), waited_secs: deadline.as_secs() })
}

/// Class 28: invalid authorization. Waiting does not help.
fn refuses_the_password(error: &sqlx::Error) -> bool {
    error.as_database_error().and_then(|error| error.code()).is_some_and(|code| code.starts_with("28"))
}

/// Reads the lock file: process id on the first line, state on the eighth.
fn says_ready(layout: &Layout, postmaster: &Postmaster) -> bool {
    let Ok(text) = fs::read_to_string(layout.pid_file()) else { return false };
    let mut lines = text.lines();
    let pid = lines.next().and_then(|line| line.trim().parse().ok());
    pid.is_some() && pid == postmaster.pid() && lines.nth(6).is_some_and(|state| state.trim() == "ready")
}

/// Makes the database of Ropewalk unless it is there.
pub(super) async fn ensure_database(layout: &Layout, password: &Secret) -> Result<(), PostgresError> {
    make_database(layout, password).await.map_err(|source| PostgresError::CreateDatabase { source })
}

async fn make_database(layout: &Layout, password: &Secret) -> Result<(), sqlx::Error> {
    let mut connection = connect(layout, password, "postgres").await?;
    let present: bool = sqlx::query_scalar("select exists (select from pg_database where datname = $1)")
        .bind(USER)
        .fetch_one(&mut connection)
        .await?;
    if !present {
        connection.execute("create database ropewalk").await?;
    }
    connection.close().await
}

/// A connection to the server's database `database`.
pub(super) async fn connect(
    layout: &Layout,
    password: &Secret,
    database: &str,
) -> Result<PgConnection, sqlx::Error> {
    let options = PgConnectOptions::from_str(&layout.url(database, password))?;
    tokio::time::timeout(CONNECT_TIMEOUT, PgConnection::connect_with(&options)).await.unwrap_or_else(
        |_elapsed| {
            Err(sqlx::Error::Io(std::io::Error::new(
                std::io::ErrorKind::TimedOut,
                "PostgreSQL does not answer",
            )))
        },
    )
}
