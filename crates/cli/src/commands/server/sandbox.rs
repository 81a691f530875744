//! How this binary puts workspaces into their sandbox: it starts itself as the launcher and as the agent.

use std::ffi::OsString;
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;
use ropewalk_provision::sandbox::{ProgramCommand, SandboxProbe};
use ropewalk_provision::{local::DEFAULT_USER_IDS, sandbox_exec_main};

/// What the launcher is told; made by the driver, not by people.
#[derive(Debug, clap::Args)]
pub(crate) struct SandboxExecArgs {
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<OsString>,
}

/// Becomes the program of a workspace.
pub(crate) fn sandbox_exec(args: SandboxExecArgs) -> anyhow::Result<ExitCode> {
    Ok(sandbox_exec_main(args.arguments))
}

/// This binary with these arguments.
pub(super) fn this_binary(arguments: &[&str]) -> anyhow::Result<ProgramCommand> {
    let program = std::env::current_exe().context("could not find this program's own file")?;
    Ok(ProgramCommand { program, arguments: arguments.iter().map(|it| (*it).to_owned()).collect() })
}

/// Probes which sandboxes work on this machine.
pub(crate) fn sandbox_probe(data_dir: &Path) -> anyhow::Result<SandboxProbe> {
    Ok(SandboxProbe::new(this_binary(&["sandbox-exec"])?, data_dir, DEFAULT_USER_IDS))
}
