//! `cargo xtask bench WHAT …`: builds the server and the bench with optimisation and runs the bench on it.

use std::process::ExitCode;

use crate::shell;

/// Builds and runs. The server's PostgreSQL is the machine's, or the one that the tests use.
pub(crate) fn run(what: &[String]) -> anyhow::Result<ExitCode> {
    let root = shell::root();
    let mut cargo = shell::command("cargo");
    cargo.args(["build", "--locked", "--release", "--package", "ropewalk", "--package", "ropewalk-bench"]);
    shell::run(cargo.env("SQLX_OFFLINE", "true").current_dir(&root))?;
    let programs = shell::target_dir(&root).join("release");
    let postgres = shell::output(shell::command("scripts/find-postgres").current_dir(&root))?;
    let mut bench = shell::command(&programs.join("ropewalk-bench").display().to_string());
    bench.args(what).arg("--server").arg(programs.join("ropewalk"));
    shell::run(bench.env("ROPEWALK_POSTGRES_BIN", postgres.trim()))?;
    Ok(ExitCode::SUCCESS)
}
