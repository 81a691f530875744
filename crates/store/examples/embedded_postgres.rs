//! Runs the own PostgreSQL of a data directory until standard input ends: to look at it by hand, and for the test
//! that kills the process which supervises it.
//!
//!     cargo run -p ropewalk-store --example embedded_postgres -- <data-dir>

use std::{io::Write, path::PathBuf};

use anyhow::Context;
use ropewalk_model::SystemEntropy;
use ropewalk_store::postgres::{DataDirLock, EmbeddedPostgres, PostgresOptions};
use tokio::io::AsyncReadExt;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let data_dir = std::env::args_os().nth(1).map(PathBuf::from).context("give a data directory")?;
    let _lock = DataDirLock::acquire(&data_dir)?;
    let postgres = EmbeddedPostgres::start(&data_dir, PostgresOptions::default(), &SystemEntropy, |step| {
        say(&step.to_string())
    })
    .await?;
    say(&format!("url {}", postgres.url().expose()));
    let mut nothing = Vec::new();
    tokio::io::stdin().read_to_end(&mut nothing).await?;
    postgres.stop().await;
    say("stopped");
    Ok(())
}

/// One line, at once; a reader that has gone away is no reason to stop.
fn say(line: &str) {
    let mut output = std::io::stdout();
    let _ = writeln!(output, "{line}").and_then(|()| output.flush());
}
