//! `cargo xtask bench llm|engine`: builds what is measured with optimisation and runs the measurement.

use crate::shell;

/// The model client against a bare reader of the same bytes.
pub(crate) fn llm(how: &[String]) -> anyhow::Result<()> {
    let mut cargo = shell::command("cargo");
    cargo.args(["run", "--locked", "-q", "--release", "-p", "ropewalk-bench", "--"]).args(how);
    shell::run(cargo.current_dir(shell::root()))
}

/// The real binary. Its PostgreSQL is the machine's, or the one that the tests use.
pub(crate) fn engine(how: &[String]) -> anyhow::Result<()> {
    let root = shell::root();
    let mut cargo = shell::command("cargo");
    cargo.args([
        "build",
        "--locked",
        "--release",
        "--package",
        "ropewalk",
        "--package",
        "ropewalk-bench-engine",
    ]);
    shell::run(cargo.env("SQLX_OFFLINE", "true").current_dir(&root))?;
    let programs = shell::target_dir(&root).join("release");
    let postgres = shell::output(shell::command("scripts/find-postgres").current_dir(&root))?;
    let mut bench = shell::command(&programs.join("ropewalk-bench-engine").display().to_string());
    bench.arg("engine").args(how).arg("--server").arg(programs.join("ropewalk"));
    shell::run(bench.env("ROPEWALK_POSTGRES_BIN", postgres.trim()))
}
