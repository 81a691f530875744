//! Runs a command with `DATABASE_URL` set to a fresh database that has all migrations; drops it afterwards.
//! `cargo xtask sqlx-prepare` uses it: the checks of sqlx's macros need a live database.

use std::process::ExitCode;

use anyhow::Context;

use ropewalk_testkit::TestDatabase;

#[tokio::main]
async fn main() -> anyhow::Result<ExitCode> {
    let mut arguments = std::env::args_os().skip(1);
    let program = arguments.next().context("no command to run")?;
    let database = TestDatabase::create().await;
    let status = tokio::process::Command::new(program)
        .args(arguments)
        .env("DATABASE_URL", database.url())
        .status()
        .await
        .context("the command does not start")?;
    database.finish().await;
    Ok(ExitCode::from(status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1)))
}
