//! `ropewalk diff`: what changed in the repositories that a chat works in, since their last commits.

use std::time::Duration;

use anyhow::{Context, bail};
use ropewalk_config::Environment;
use ropewalk_model::ChatId;
use ropewalk_wire::chats::{ChatGitEvent, WorkspaceAgentRepoChanges};

use crate::print::{Printer, Style};
use crate::session::SessionArgs;

/// How long the workspace may take to answer.
const PATIENCE: Duration = Duration::from_secs(60);

/// Shows what changed in the repositories that a chat works in.
///
/// The chat's workspace must be running. The output is a unified diff, as git writes it.
#[derive(Debug, clap::Args)]
pub(crate) struct DiffArgs {
    /// The chat's id.
    chat: ChatId,
    /// Print a JSON list of the repositories instead.
    #[arg(long)]
    json: bool,
}

pub(crate) async fn run(
    args: DiffArgs,
    session: &SessionArgs,
    environment: &Environment,
    printer: Printer,
) -> anyhow::Result<()> {
    let mut stream = session.client(environment)?.follow_git(args.chat).await?;
    let told = tokio::time::timeout(PATIENCE, stream.next())
        .await
        .with_context(|| format!("the workspace did not answer within {} s", PATIENCE.as_secs()))??;
    let repositories = match told.context("the server closed the stream")? {
        ChatGitEvent::Changes { repositories, .. } => repositories,
        ChatGitEvent::Error { message } => bail!("{message}"),
    };
    if args.json {
        printer.data_line(&serde_json::to_string_pretty(&repositories)?);
        return Ok(());
    }
    if repositories.is_empty() {
        printer.note(Style::Plain, "The chat works in no Git repository.");
    }
    for repository in &repositories {
        printer.note(Style::Plain, &heading(repository));
        if !repository.unified_diff.is_empty() {
            printer.data_line(repository.unified_diff.trim_end());
        }
    }
    Ok(())
}

/// Which repository, beside the diff itself, which others read.
fn heading(repository: &WorkspaceAgentRepoChanges) -> String {
    let WorkspaceAgentRepoChanges { repo_root, branch, unified_diff, .. } = repository;
    let on = branch.as_ref().map(|it| format!(" on {it}")).unwrap_or_default();
    let changed = if unified_diff.is_empty() { ": nothing changed" } else { "" };
    format!("{repo_root}{on}{changed}")
}

#[cfg(test)]
mod tests {
    use ropewalk_wire::chats::WorkspaceAgentRepoChanges;

    use super::heading;

    #[test]
    fn a_repository_is_named_with_its_branch() {
        let clean = WorkspaceAgentRepoChanges {
            repo_root: "/r".into(),
            branch: Some("main".into()),
            ..Default::default()
        };
        assert_eq!(heading(&clean), "/r on main: nothing changed");
        let changed = WorkspaceAgentRepoChanges { unified_diff: "diff".into(), branch: None, ..clean };
        assert_eq!(heading(&changed), "/r");
    }
}
