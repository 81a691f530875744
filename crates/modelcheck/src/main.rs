//! `cargo xtask model-check`: the walks of the normal test run, or deeper ones, with their numbers.

#![expect(clippy::print_stdout, reason = "the report of a command line goes to standard output")]

use std::process::ExitCode;

use clap::Parser;
use ropewalk_modelcheck::{Rules, walk};

/// Walks every reachable state of one chat and checks the contract of the chat engine.
#[derive(Parser)]
struct Cli {
    /// So many more requests and disturbances in each walk than in the normal run; time and memory grow with each by a
    /// factor of five to ten.
    #[arg(long, default_value_t = 0)]
    depth: u8,
    /// Only walks whose name holds this text.
    #[arg(long, default_value = "")]
    only: String,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut code = ExitCode::SUCCESS;
    for rules in Rules::all(cli.depth).into_iter().filter(|rules| rules.name.contains(&cli.only)) {
        let report = walk(&rules);
        println!("{report}");
        if report.counterexample.is_some() {
            code = ExitCode::FAILURE;
        }
    }
    code
}
