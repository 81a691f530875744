//! `ropewalk workspaces`: list, create, start, stop and delete workspaces.

use anyhow::{Context, bail};
use ropewalk_client::Client;
use ropewalk_config::Environment;
use ropewalk_model::BuildId;
use ropewalk_wire::builds::{BuildReason, CreateWorkspaceBuildRequest, WorkspaceTransition};
use ropewalk_wire::workspaces::{CreateWorkspaceRequest, Workspace};

use crate::print::{Printer, Style, table};
use crate::session::SessionArgs;

/// Lists your workspaces, or acts on one.
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(crate) struct WorkspacesArgs {
    #[command(subcommand)]
    command: Option<WorkspacesCommand>,
    /// Which ones, such as `status:running`.
    #[arg(long, default_value = "owner:me")]
    search: String,
    /// Print them as JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Subcommand)]
enum WorkspacesCommand {
    /// Makes a workspace and follows its build.
    Create {
        /// Its name.
        name: String,
        /// The template, by name.
        #[arg(long, default_value = "local")]
        template: String,
    },
    /// Starts a stopped workspace.
    Start {
        /// Its name.
        name: String,
    },
    /// Stops a workspace: its processes end, its files stay.
    Stop {
        /// Its name.
        name: String,
    },
    /// Deletes a workspace with its files.
    Delete {
        /// Its name.
        name: String,
        /// Do not ask.
        #[arg(long, short)]
        yes: bool,
    },
}

pub(crate) async fn run(
    args: WorkspacesArgs,
    session: &SessionArgs,
    environment: &Environment,
    printer: Printer,
) -> anyhow::Result<()> {
    let client = session.client(environment)?;
    match args.command {
        None => list(&client, &args.search, args.json, printer).await,
        Some(WorkspacesCommand::Create { name, template }) => create(&client, name, &template, printer).await,
        Some(WorkspacesCommand::Start { name }) => {
            build(&client, &name, WorkspaceTransition::Start, printer).await
        }
        Some(WorkspacesCommand::Stop { name }) => {
            build(&client, &name, WorkspaceTransition::Stop, printer).await
        }
        Some(WorkspacesCommand::Delete { name, yes }) => {
            if !yes && !confirmed(&name)? {
                bail!("nothing was deleted");
            }
            build(&client, &name, WorkspaceTransition::Delete, printer).await
        }
    }
}

async fn list(client: &Client, search: &str, json: bool, printer: Printer) -> anyhow::Result<()> {
    let found = client.workspaces(search).await?;
    if json {
        printer.data_line(&serde_json::to_string_pretty(&found.workspaces)?);
        return Ok(());
    }
    if found.workspaces.is_empty() {
        printer.note(Style::Plain, "No workspaces. Make one with: ropewalk workspaces create NAME");
        return Ok(());
    }
    let head = ["NAME", "STATUS", "TEMPLATE", "AGENT", "LAST USED"].map(str::to_owned).to_vec();
    let rows: Vec<_> = std::iter::once(head).chain(found.workspaces.iter().map(row)).collect();
    printer.data(&table(&rows));
    let hidden = found.count - i64::try_from(found.workspaces.len()).unwrap_or(i64::MAX);
    if hidden > 0 {
        printer.note(Style::Dim, &format!("… and {hidden} more; narrow with --search"));
    }
    Ok(())
}

fn row(workspace: &Workspace) -> Vec<String> {
    let agents: Vec<String> = workspace
        .latest_build
        .resources
        .iter()
        .flat_map(|resource| &resource.agents)
        .map(|agent| agent.status.to_string())
        .collect();
    vec![
        format!("{}/{}", workspace.owner_name, workspace.name),
        workspace.latest_build.status.to_string(),
        workspace.template_name.clone(),
        if agents.is_empty() { "-".to_owned() } else { agents.join(", ") },
        workspace.last_used_at.format("%Y-%m-%d %H:%M").to_string(),
    ]
}

async fn create(client: &Client, name: String, template: &str, printer: Printer) -> anyhow::Result<()> {
    let templates = client.templates().await?;
    let Some(found) = templates.iter().find(|it| it.name.eq_ignore_ascii_case(template)) else {
        let names: Vec<&str> = templates.iter().map(|it| it.name.as_str()).collect();
        bail!("there is no template {template}\nhint: there are {}", names.join(", "));
    };
    let workspace = client
        .create_workspace(&CreateWorkspaceRequest {
            name,
            template_id: Some(found.id),
            ..CreateWorkspaceRequest::default()
        })
        .await?;
    follow(client, workspace.latest_build.id, printer).await?;
    printer.note(Style::Plain, &format!("Workspace {}/{} is up.", workspace.owner_name, workspace.name));
    Ok(())
}

async fn build(
    client: &Client,
    name: &str,
    transition: WorkspaceTransition,
    printer: Printer,
) -> anyhow::Result<()> {
    let workspace = client.workspace_by_name(name).await.with_context(|| format!("workspace {name}"))?;
    let request = CreateWorkspaceBuildRequest {
        reason: Some(BuildReason::Cli),
        ..CreateWorkspaceBuildRequest::new(transition)
    };
    let build = client.create_build(workspace.id, &request).await?;
    follow(client, build.id, printer).await?;
    let done = match transition {
        WorkspaceTransition::Start => "is up",
        WorkspaceTransition::Stop => "is stopped",
        WorkspaceTransition::Delete => "is deleted",
    };
    printer.note(Style::Plain, &format!("Workspace {name} {done}."));
    Ok(())
}

/// Shows a build's log to its end; a build that did not work is an error.
async fn follow(client: &Client, build: BuildId, printer: Printer) -> anyhow::Result<()> {
    let mut log = client.follow_build_log(build).await?;
    while let Some(line) = log.next().await? {
        printer.note(Style::Dim, &format!("{}: {}", line.stage, line.output));
    }
    let build = client.build(build).await?;
    if let Some(error) = &build.job.error {
        bail!("the build failed: {error}");
    }
    if build.job.canceled_at.is_some() {
        bail!("the build was cancelled");
    }
    Ok(())
}

fn confirmed(name: &str) -> anyhow::Result<bool> {
    use std::io::{IsTerminal, Write};
    if !std::io::stdin().is_terminal() {
        bail!("deleting {name} removes its files\nhint: say --yes");
    }
    let mut err = std::io::stderr().lock();
    write!(err, "Delete {name} with all its files? Type its name: ")
        .and_then(|()| err.flush())
        .context("could not write to the terminal")?;
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).context("could not read from the terminal")?;
    Ok(line.trim() == name)
}
