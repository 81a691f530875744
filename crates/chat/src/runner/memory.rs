//! What a runner knows of its chat's persisted history, so that a step does not read again what the step before it stored.
//!
//! It is a copy of rows, as they were committed, with the version of the history that they are; a task that was started
//! for another version does not use it. So nothing about the next step is carried in memory that a takeover would not
//! find in the database (chat-engine.md GL-6), and the fence of every write holds the version besides.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use ropewalk_model::chat::{Chat, DynamicTool, Message};
use ropewalk_model::{AgentId, WorkspaceId};
use ropewalk_platform::chat_models::ResolvedModel;
use tokio::sync::{Mutex, OwnedMutexGuard};
use tracing::Span;

use crate::files::FileContents;

/// How long a task waits for the commit of the task before it. A commit that takes longer costs a reading.
const COMMIT_PATIENCE: Duration = Duration::from_secs(2);

/// The history of a chat at one version: that of `chat`.
pub(crate) struct History {
    /// The row as it was read or committed last.
    pub(crate) chat: Chat,
    /// The messages that are not deleted, ascending.
    pub(crate) messages: Vec<Message>,
    /// The tools of the chat's client, once they were read. They never change.
    pub(crate) dynamic_tools: Option<Vec<DynamicTool>>,
    /// The files that the messages name, as far as they were read. They never change.
    pub(crate) files: FileContents,
    /// The model that gave the last answer, when a task of this runner asked it.
    pub(crate) asked: Option<ModelName>,
    /// The workspace and agent of the chat when this runner asked them for instructions and skills in vain.
    pub(crate) silent_workspace: Option<(Option<WorkspaceId>, Option<AgentId>)>,
    /// Where the chat's plan is in this workspace, once it was asked.
    pub(crate) plan_path: Option<(WorkspaceId, String)>,
}

/// What a model is called, for people and counters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct ModelName {
    /// The kind of its provider.
    pub(crate) provider: String,
    /// The provider's name of it.
    pub(crate) model: String,
}

impl ModelName {
    pub(crate) fn of(model: &ResolvedModel) -> Self {
        Self { provider: model.provider.name().to_owned(), model: model.model.clone() }
    }
}

/// What is known of a chat.
pub(crate) enum Known {
    /// The row, as it was acquired; of its history nothing.
    Row(Box<Chat>),
    /// All that a step needs.
    History(Box<History>),
}

impl Known {
    fn version(&self) -> i64 {
        match self {
            Self::Row(chat) => chat.versions.history,
            Self::History(history) => history.chat.versions.history,
        }
    }
}

impl History {
    /// What was just read; nothing else is known yet.
    pub(crate) fn read(chat: Chat, messages: Vec<Message>) -> Self {
        Self {
            chat,
            messages,
            dynamic_tools: None,
            files: FileContents::default(),
            asked: None,
            silent_workspace: None,
            plan_path: None,
        }
    }

    /// After a commit that led to `chat` and added `stored`.
    pub(crate) fn extend(&mut self, chat: Chat, stored: Vec<Message>) {
        self.chat = chat;
        self.messages.extend(stored);
    }
}

/// Where the tasks of one runner leave what they know for one another.
#[derive(Clone, Default)]
pub(crate) struct Memory {
    known: Arc<Mutex<Option<Known>>>,
    /// The span of the turn that is worked on.
    turn: Arc<std::sync::Mutex<Option<Span>>>,
    /// Whether a step of this runner has begun.
    has_begun: Arc<AtomicBool>,
}

impl Memory {
    /// What a runner knows when it begins: the row, as it was acquired, and perhaps the messages.
    pub(crate) fn of(acquired: Chat, history: Option<Vec<Message>>) -> Self {
        let known = match history {
            Some(messages) => Known::History(Box::new(History::read(acquired, messages))),
            None => Known::Row(Box::new(acquired)),
        };
        Self { known: Arc::new(Mutex::new(Some(known))), turn: Arc::default(), has_begun: Arc::default() }
    }

    /// The span of the present turn; `begin` makes one for a new turn.
    pub(crate) fn turn(&self, begin: impl FnOnce() -> Span) -> Span {
        // No panic can leave the place half-changed.
        let mut turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        turn.get_or_insert_with(begin).clone()
    }

    /// Whether no step of this runner has begun; one has from now on.
    pub(crate) fn is_first_step(&self) -> bool {
        !self.has_begun.swap(true, Ordering::Relaxed)
    }

    /// The present turn is over, or another task's.
    pub(crate) fn end_turn(&self) {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner).take();
    }

    /// Takes what is known, if it is of `version`.
    pub(crate) async fn recall(&self, version: i64) -> Option<Known> {
        let mut place = tokio::time::timeout(COMMIT_PATIENCE, self.known.lock()).await.ok()?;
        place.take().filter(|known| known.version() == version)
    }

    /// Keeps the place for a commit that is on its way: the runner may start the next task before the commit has answered.
    pub(crate) async fn keep(&self) -> OwnedMutexGuard<Option<Known>> {
        Arc::clone(&self.known).lock_owned().await
    }
}
