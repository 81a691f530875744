//! The `ropewalk` binary: parses the command line, and hands over to `commands`.
//!
//! Exit codes: 0 it worked, 1 the command or its input was not right, 2 we or the server failed; `ropewalk
//! chat` has more (see its help). Data goes to standard output, all else to standard error.

mod commands;
mod print;
mod session;
mod ui;

use std::collections::BTreeMap;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use ropewalk_client::ClientError;
use ropewalk_config::Environment;

use crate::print::{Printer, Style};
use crate::session::SessionArgs;

/// A self-hosted control plane for development workspaces and AI coding agents.
#[derive(Parser)]
#[command(name = "ropewalk", version, max_term_width = 100, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Runs the server: API, web page, chats and builds.
    Server(commands::server::ServerCommand),
    /// Tells what this machine has and lacks for running Ropewalk, with the fix.
    Doctor(commands::doctor::DoctorArgs),
    /// Signs in to a server and remembers it.
    Login(WithSession<commands::login::LoginArgs>),
    /// Ends the session and forgets it.
    Logout(SessionArgs),
    /// Sends a prompt to a chat and follows the work.
    Chat(WithSession<commands::chat::ChatArgs>),
    /// Lists your chats.
    Chats(WithSession<commands::chats::ChatsArgs>),
    /// Tells what a chat waits for, since when, until when, and whose turn it is.
    Why(WithSession<commands::why::WhyArgs>),
    /// Shows what changed in the repositories that a chat works in.
    Diff(WithSession<commands::diff::DiffArgs>),
    /// Lists workspaces, or creates, starts, stops and deletes one.
    Workspaces(WithSession<commands::workspaces::WorkspacesArgs>),
    /// Runs the agent inside a workspace; a build starts it.
    Agent(ropewalk_agent::AgentArgs),
    /// Prints the OpenAPI document.
    #[command(hide = true)]
    Openapi,
    /// Puts a workspace's program into its sandbox; a build starts it.
    #[command(hide = true)]
    SandboxExec(commands::server::SandboxExecArgs),
}

/// A command that talks to a server.
#[derive(clap::Args)]
struct WithSession<T: clap::Args> {
    #[command(flatten)]
    args: T,
    #[command(flatten)]
    session: SessionArgs,
}

fn main() -> ExitCode {
    let environment = Environment {
        variables: std::env::vars().collect::<BTreeMap<_, _>>(),
        is_root: rustix::process::geteuid().is_root(),
    };
    let printer = Printer::new(environment.get("NO_COLOR").is_some());
    let cli = Cli::parse();
    match run(cli, &environment, printer) {
        Ok(code) => code,
        Err(error) => {
            printer.note(Style::Red, &format!("error: {}", chain(&error)));
            ExitCode::from(exit_code(&error))
        }
    }
}

fn run(cli: Cli, environment: &Environment, printer: Printer) -> anyhow::Result<ExitCode> {
    // The sandbox launcher replaces this process: it must stay single-threaded and touch nothing else.
    if let Command::SandboxExec(args) = cli.command {
        return commands::server::sandbox_exec(args);
    }
    // Fails only when a provider is set already, which is as good.
    let _already_set = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        match cli.command {
            Command::Server(args) => commands::server::run(args, environment, printer).await?,
            Command::Doctor(args) => return commands::doctor::run(args, environment, printer).await,
            Command::Login(WithSession { args, session }) => {
                commands::login::run(args, &session, environment, printer).await?;
            }
            Command::Logout(session) => {
                if let Ok(client) = session.client(environment)
                    && let Err(error) = client.logout().await
                {
                    printer.note(Style::Dim, &format!("The server did not end the session: {error}"));
                }
                session::forget(&session::file(environment)?)?;
                printer.note(Style::Plain, "Logged out.");
            }
            Command::Chat(WithSession { args, session }) => {
                return commands::chat::run(args, &session, environment, printer).await;
            }
            Command::Chats(WithSession { args, session }) => {
                commands::chats::run(args, &session, environment, printer).await?;
            }
            Command::Why(WithSession { args, session }) => {
                commands::why::run(args, &session, environment, printer).await?;
            }
            Command::Diff(WithSession { args, session }) => {
                commands::diff::run(args, &session, environment, printer).await?;
            }
            Command::Workspaces(WithSession { args, session }) => {
                commands::workspaces::run(args, &session, environment, printer).await?;
            }
            Command::Agent(args) => ropewalk_agent::run(args).await?,
            Command::Openapi => commands::openapi::run(printer)?,
            Command::SandboxExec(args) => return commands::server::sandbox_exec(args),
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// The error with its causes, each once; a hint keeps its own line.
fn chain(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for cause in error.chain() {
        let cause = cause.to_string();
        if text.contains(&cause) {
            continue;
        }
        if !text.is_empty() {
            text.push_str(": ");
        }
        text.push_str(&cause);
    }
    text
}

/// 2 when the server or the way to it failed; 1 when the command was not right.
fn exit_code(error: &anyhow::Error) -> u8 {
    let is_ours = error.chain().any(|cause| {
        cause
            .downcast_ref::<ClientError>()
            .is_some_and(|error| error.is_transient() || matches!(error, ClientError::Decode { .. }))
            || cause.is::<std::io::Error>()
    });
    if is_ours { 2 } else { 1 }
}
