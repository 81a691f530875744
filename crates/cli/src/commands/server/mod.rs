//! `ropewalk server`: reads the settings, starts the parts in order, and stops them in the reverse order.

mod database;
mod host;
mod listen;
mod news;
mod parts;
mod sandbox;
mod secrets_key;

use std::path::PathBuf;

use anyhow::Context;
use ropewalk_config::{Environment, LogFormatName, ServerArgs, ServerSettings, find_file, read_file};
use ropewalk_telemetry::{LogFormat, LogSettings, Traces, init_logs};

pub(crate) use self::sandbox::{SandboxExecArgs, sandbox_exec, sandbox_probe};
use crate::print::Printer;

/// Runs the server: API, web page, chats and builds.
///
/// Without --postgres-url it runs its own PostgreSQL in the data directory. Each setting is a flag, a variable
/// of the environment and a key of the settings file; a flag wins over the environment, the environment over
/// the file.
#[derive(Debug, clap::Args)]
pub(crate) struct ServerCommand {
    /// Settings file (TOML) [default: ~/.config/ropewalk/server.toml, as root /etc/ropewalk/server.toml].
    #[arg(long, env = "ROPEWALK_CONFIG", value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(flatten)]
    settings: ServerArgs,
}

pub(crate) async fn run(
    command: ServerCommand,
    environment: &Environment,
    printer: Printer,
) -> anyhow::Result<()> {
    let settings = settings(command, environment)?;
    let format = match settings.logs.format {
        LogFormatName::Human => LogFormat::Human,
        LogFormatName::Json => LogFormat::Json,
    };
    let traces =
        Traces::from_environment(env!("CARGO_PKG_VERSION"), |name| environment.get(name).map(str::to_owned))?;
    init_logs(&LogSettings { filter: settings.logs.filter.clone(), format }, traces.as_ref())?;
    let signals = listen::Signals::new().context("could not wait for signals")?;
    let ended = parts::run(settings, signals, printer).await;
    // Sending the last spans blocks.
    let _joined = tokio::task::spawn_blocking(move || drop(traces)).await;
    ended
}

fn settings(command: ServerCommand, environment: &Environment) -> anyhow::Result<ServerSettings> {
    let file = match command.config.or_else(|| find_file(environment)) {
        Some(path) => read_file(&path)?,
        None => ServerArgs::default(),
    };
    Ok(command.settings.resolve(file, environment)?)
}
