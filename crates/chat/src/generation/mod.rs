//! The generation task: one action of a running chat, from its persisted history to a commit (chat-engine.md 1).
//!
//! One action per pass (GL-6): after the commit the runner observes the new history and starts the next pass. What it knows
//! of the persisted history it need not read again ([`History`]); nothing else about the next step is carried in memory.

mod chain;
mod compact;
mod cost;
mod decide;
mod dynamic;
mod judge;
mod model;
mod plan_batch;
mod plan_path;
mod step;
mod step_content;
mod tool_batch;
mod tries;
mod workspace_agent;
mod workspace_context;

use ropewalk_model::chat::{Chat, ChatError, CompactionSource, ErrorKind, StepFence};
use ropewalk_store::StoreError;
use ropewalk_store::chats::ChatUpdate;
use ropewalk_telemetry::ErrorChain;
use tracing::Instrument;

use crate::runner::{History, Known, Task, TaskEnd, TurnEnd};
use crate::side_calls::{FinishedTurn, begin_title};
use crate::spans;
pub(crate) use cost::cost_of;
use decide::{Action, ToolNames, decide};
use dynamic::{DynamicTools, dynamic_tools};
pub(crate) use model::{PrepareError, ReadyModel, files, whole_request};
pub(crate) use tries::scaled;

/// Decides what the chat does next, and does it.
pub(crate) async fn generate(task: &Task) -> Result<ChatUpdate, TaskEnd> {
    let (mut history, dynamic) = match load(task).await {
        Ok(loaded) => loaded,
        // A history that this version cannot read does not become readable by waiting.
        Err(LoadError::Unreadable(error)) => {
            tracing::error!(chat.id = %task.seen.chat_id, "The history of a chat cannot be read: {}", ErrorChain(&error));
            let fence = StepFence { fence: task.fence(), generation_attempt: task.seen.generation_attempt };
            return tries::fail(task, fence, unreadable(&error)).await;
        }
        Err(LoadError::End(end)) => return Err(end),
    };
    let (id, generation_attempt) = (history.chat.id, history.chat.versions.generation_attempt);
    let fence = StepFence { fence: task.fence(), generation_attempt };
    let names =
        ToolNames { dynamic: &dynamic.names, exclusive: &task.context.tools.exclusive(&history.chat) };
    let action = decide(&history.chat, &history.messages, &names);
    let turn = || task.memory.turn(|| spans::turn(&history.chat));
    match action {
        Action::FinishTurn(reason) => {
            tracing::debug!(chat.id = %id, ?reason, "The turn of chat {id} is over");
            task.end_turn(fence, TurnEnd::Well(FinishedTurn::of(&history.chat, &history.messages))).await
        }
        Action::WaitForClient => {
            let committed = task.context.store.enter_requires_action(&fence, task.now()).await?;
            Ok(ChatUpdate::from(&committed.chat))
        }
        Action::ExecuteTools(calls) => {
            let span = spans::step(&turn(), id, "tools");
            tool_batch::execute(task, history, fence, calls).instrument(span).await
        }
        Action::Compact => {
            let span = spans::step(&turn(), id, "compact");
            compact::compact(task, history, dynamic.definitions, fence, CompactionSource::Manual)
                .instrument(span)
                .await
        }
        Action::Generate => {
            if task.context.settings.writes_titles && task.memory.is_first_step() {
                begin_title(&task.context, &history.chat, &history.messages);
            }
            let span = spans::step(&turn(), id, "generate");
            let step = async {
                match workspace_context::told(task, &mut history).await {
                    Some(told) => task.commit_step(fence, history, vec![told], Vec::new(), |_| ()).await,
                    None => step::generate(task, history, dynamic.definitions, fence).await,
                }
            };
            step.instrument(span).await
        }
    }
}

/// Why there is no history to decide on.
enum LoadError {
    /// What is stored cannot be read.
    Unreadable(StoreError),
    /// Anything else.
    End(TaskEnd),
}

impl From<StoreError> for LoadError {
    fn from(error: StoreError) -> Self {
        if matches!(error, StoreError::Corrupt { .. }) {
            Self::Unreadable(error)
        } else {
            Self::End(error.into())
        }
    }
}

/// The chat and its history, known or read, and checked to be the history that the task was started for.
async fn load(task: &Task) -> Result<(History, DynamicTools), LoadError> {
    let mut history = match task.memory.recall(task.seen.history_version).await {
        Some(Known::History(known)) => *known,
        Some(Known::Row(chat)) => read(task, Some(*chat)).await?,
        None => read(task, None).await?,
    };
    if !history.chat.satisfies(&task.fence()) {
        return Err(LoadError::End(TaskEnd::Stale));
    }
    let dynamic = dynamic_tools(&task.context, &mut history).await?;
    Ok((history, dynamic))
}

/// Reads what is not known.
async fn read(task: &Task, row: Option<Chat>) -> Result<History, LoadError> {
    let (store, id) = (&task.context.store, task.seen.chat_id);
    let chat = match row {
        Some(chat) => chat,
        None => store.chat(id).await?.ok_or(LoadError::End(TaskEnd::Deleted))?,
    };
    let messages = store.chat_history(id).await?;
    Ok(History::read(chat, messages))
}

fn unreadable(error: &StoreError) -> ChatError {
    ChatError {
        message: "The history of this chat cannot be read, so it cannot go on.".to_owned(),
        detail: Some(error.to_string()),
        kind: ErrorKind::Generic,
        provider: None,
        retryable: false,
        status_code: None,
    }
}
