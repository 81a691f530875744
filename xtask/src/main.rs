//! The repository's own commands: generated files, dependency rules, a PostgreSQL for tests.
//!
//! Kept light on purpose: it depends on none of our crates, so that it builds in seconds.

#![expect(clippy::print_stderr, reason = "errors of a command line go to standard error")]

mod bench;
mod check_deps;
mod r#gen;
mod shell;
mod sqlx_prepare;
mod test_postgres;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(about = "Ropewalk's own development commands")]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Writes the generated files: the OpenAPI document, the web page's types, the settings reference.
    Gen {
        /// Change nothing; fail when a file is not what would be written.
        #[arg(long)]
        check: bool,
    },
    /// Writes the catalogue of known models from a models.dev dump (`.json.gz`).
    GenModels {
        /// The dump.
        #[arg(long)]
        source: PathBuf,
    },
    /// Checks which crate depends on which against the rules of docs/ARCHITECTURE.md.
    CheckDeps,
    /// Writes .sqlx: what the database says of each statement, for builds without a database.
    SqlxPrepare {
        /// Change nothing; fail when .sqlx is not what would be written.
        #[arg(long)]
        check: bool,
    },
    /// Walks every reachable state of a chat: the model check of the chat engine.
    ModelCheck {
        /// So many more requests and disturbances per walk than in the normal test run.
        #[arg(long, default_value_t = 0)]
        depth: u8,
    },
    /// Takes measurements and prints them for docs/BENCHMARKS.md.
    Bench {
        /// What is measured.
        #[arg(value_enum)]
        what: Bench,
        /// How, where there is a choice: `bench engine --help`.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        how: Vec<String>,
    },
    /// Runs a command beside a throw-away PostgreSQL; tests find it by ROPEWALK_TEST_POSTGRES_URL.
    TestPostgres {
        /// The command and its arguments.
        #[arg(trailing_var_arg = true, required = true, allow_hyphen_values = true)]
        command: Vec<String>,
    },
}

/// What can be measured.
#[derive(Clone, Copy, clap::ValueEnum)]
enum Bench {
    /// The model client: events per second of one core, and the memory of a stream.
    Llm,
    /// The chat engine: latency, throughput and cost of the real binary.
    Engine,
}

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> anyhow::Result<ExitCode> {
    match Cli::parse().command {
        Command::Gen { check } => r#gen::run(check)?,
        Command::GenModels { source } => r#gen::write_models(&source)?,
        Command::CheckDeps => check_deps::run()?,
        Command::SqlxPrepare { check } => sqlx_prepare::run(check)?,
        Command::ModelCheck { depth } => {
            let depth = depth.to_string();
            let mut cargo = shell::command("cargo");
            cargo.args(["run", "--locked", "-q", "-p", "ropewalk-modelcheck", "--", "--depth", &depth]);
            shell::run(cargo.current_dir(shell::root()))?;
        }
        Command::Bench { what: Bench::Llm, how } => bench::llm(&how)?,
        Command::Bench { what: Bench::Engine, how } => bench::engine(&how)?,
        Command::TestPostgres { command } => {
            let status = test_postgres::run(&command)?;
            return Ok(ExitCode::from(u8::try_from(status).unwrap_or(1)));
        }
    }
    Ok(ExitCode::SUCCESS)
}
