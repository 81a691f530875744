//! `ropewalk chat`: sends a prompt and follows the chat to the end of its work.

mod follow;
mod transcript;

use std::io::{IsTerminal, Read};
use std::process::ExitCode;

use anyhow::{Context, bail};
use ropewalk_client::Client;
use ropewalk_config::Environment;
use ropewalk_model::{ChatId, ModelConfigId, WorkspaceId};
use ropewalk_wire::chats::{Chat, ChatInputPart, ChatStatus, CreateChatMessageRequest, CreateChatRequest};

use self::transcript::Transcript;
use crate::print::{Printer, Style};
use crate::session::SessionArgs;

/// Sends a prompt to a new chat, or to one that is there, and shows the work until it ends.
///
/// The answer goes to standard output, tools and news to standard error. Ctrl-C stops the chat's work; a
/// second Ctrl-C leaves at once.
///
/// Exit codes: 0 the work ended well, 1 the command was not right, 2 the server could not be reached,
/// 3 the chat ended in an error, 4 it waits for results of client tools, 130 it was stopped.
#[derive(Debug, clap::Args)]
pub(crate) struct ChatArgs {
    /// What to do; `-` or nothing reads it from standard input.
    prompt: Option<String>,
    /// Go on with this chat.
    #[arg(long, value_name = "ID")]
    chat: Option<ChatId>,
    /// Model to use, by name, such as `claude-sonnet-4-5` [default: the deployment's].
    #[arg(long)]
    model: Option<String>,
    /// How hard the model shall think, as far as its config allows it; empty = as its config says [default: as before].
    #[arg(long, value_name = "EFFORT", value_parser = ["", "none", "minimal", "low", "medium", "high", "xhigh", "max"])]
    effort: Option<String>,
    /// Workspace for a new chat, by name [default: the model makes one when it needs one].
    #[arg(long)]
    workspace: Option<String>,
    /// Print each event as a line of JSON, and the chat as the last line.
    #[arg(long)]
    json: bool,
}

/// How the work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    Done,
    Failed,
    NeedsAction,
    Stopped,
}

impl Outcome {
    const fn exit_code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Failed => 3,
            Self::NeedsAction => 4,
            Self::Stopped => 130,
        }
    }
}

pub(crate) async fn run(
    args: ChatArgs,
    session: &SessionArgs,
    environment: &Environment,
    printer: Printer,
) -> anyhow::Result<ExitCode> {
    let client = session.client(environment)?;
    let prompt = prompt(args.prompt.as_deref())?;
    let model = match &args.model {
        Some(name) => Some(find_model(&client, name).await?),
        None => None,
    };
    let (chat, newest) = match args.chat {
        Some(chat) => {
            if args.workspace.is_some() {
                bail!("--workspace is for a new chat; chat {chat} keeps the one that it has");
            }
            let newest = client.newest_message(chat).await?;
            let request = CreateChatMessageRequest {
                content: vec![ChatInputPart::text(prompt)],
                model_config_id: model,
                reasoning_effort: args.effort.clone(),
                ..CreateChatMessageRequest::default()
            };
            if client.send_message(chat, &request).await?.queued && !args.json {
                printer.note(Style::Dim, "The chat is busy: your message waits its turn.");
            }
            (chat, newest)
        }
        None => (create(&client, &args, prompt, model).await?.id, None),
    };
    if !args.json {
        printer.note(Style::Dim, &format!("Chat {chat}"));
    }
    let follower = follow::Follower {
        client: &client,
        chat,
        printer,
        json: args.json,
        transcript: Transcript::after(newest),
    };
    let outcome = follower.follow().await?;
    if args.json {
        printer.data_line(&serde_json::to_string(&client.chat(chat).await?)?);
    } else if outcome == Outcome::Stopped {
        printer.note(Style::Plain, &format!("Stopped. Go on with: ropewalk chat --chat {chat} \"…\""));
    }
    Ok(ExitCode::from(outcome.exit_code()))
}

fn prompt(given: Option<&str>) -> anyhow::Result<String> {
    let text = match given {
        Some(text) if text != "-" => text.to_owned(),
        Some(_) | None => {
            if given.is_none() && std::io::stdin().is_terminal() {
                bail!("no prompt\nhint: ropewalk chat \"what to do\"");
            }
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).context("could not read the prompt")?;
            text
        }
    };
    if text.trim().is_empty() {
        bail!("the prompt is empty");
    }
    Ok(text)
}

async fn create(
    client: &Client,
    args: &ChatArgs,
    prompt: String,
    model: Option<ModelConfigId>,
) -> anyhow::Result<Chat> {
    let organizations = client.organizations().await?;
    let organization = organizations
        .iter()
        .find(|organization| organization.is_default)
        .or_else(|| organizations.first())
        .context("you are not a member of any organization")?;
    let workspace: Option<WorkspaceId> = match &args.workspace {
        Some(name) => {
            Some(client.workspace_by_name(name).await.with_context(|| format!("workspace {name}"))?.id)
        }
        None => None,
    };
    Ok(client
        .create_chat(&CreateChatRequest {
            organization_id: Some(organization.id),
            content: vec![ChatInputPart::text(prompt)],
            workspace_id: workspace,
            model_config_id: model,
            reasoning_effort: args.effort.clone(),
            ..CreateChatRequest::default()
        })
        .await?)
}

async fn find_model(client: &Client, name: &str) -> anyhow::Result<ModelConfigId> {
    let models = client.model_configs().await?;
    let is_meant = |text: &str| text.eq_ignore_ascii_case(name);
    if let Some(model) = models.iter().find(|model| is_meant(&model.model) || is_meant(&model.display_name)) {
        return Ok(model.id);
    }
    let names: Vec<&str> = models.iter().map(|model| model.model.as_str()).collect();
    if names.is_empty() {
        bail!("no model is set up on this server\nhint: add a provider and its key under Settings");
    }
    bail!("there is no model {name}\nhint: there are {}", names.join(", "))
}

/// What a resting status means for the exit code; `None` while the chat works.
pub(crate) const fn outcome_of(status: ChatStatus, was_stopped: WasStopped) -> Option<Outcome> {
    match (status, was_stopped) {
        (ChatStatus::Waiting, WasStopped::No) => Some(Outcome::Done),
        (ChatStatus::Waiting, WasStopped::Yes) => Some(Outcome::Stopped),
        (ChatStatus::Error, _) => Some(Outcome::Failed),
        (ChatStatus::RequiresAction, _) => Some(Outcome::NeedsAction),
        (ChatStatus::Running | ChatStatus::Interrupting, _) => None,
    }
}

/// Whether we asked the chat to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WasStopped {
    Yes,
    No,
}
