//! What a task of a runner is given, and how it can end.

use std::sync::Arc;

use ropewalk_model::chat::{ChatError, Episode, Fence, Message, NewMessage, Status, StepFence};
use ropewalk_model::{RunnerId, Timestamp};
use ropewalk_store::StoreError;
use ropewalk_store::chat_debug::DebugStatus;
use ropewalk_store::chats::{ChatUpdate, Committed, ToolCallKey, ToolCallResult, TransitionError};
use tokio_util::sync::CancellationToken;

use crate::engine::Context;
use crate::parts::EpisodeClosed;
use crate::push::begin_push;
use crate::runner::memory::{History, Known, Memory};
use crate::side_calls::{FinishedTurn, begin_summary};

/// A task's view of its chat: what it was started for.
pub(crate) struct Task {
    pub(crate) context: Arc<Context>,
    pub(crate) runner_id: RunnerId,
    /// The row as the runner saw it when it started the task.
    pub(crate) seen: ChatUpdate,
    /// Fires when the task's result is no longer wanted.
    pub(crate) cancel: CancellationToken,
    /// What the runner's tasks know of the history.
    pub(crate) memory: Memory,
}

impl Task {
    pub(crate) const fn new(
        context: Arc<Context>,
        runner_id: RunnerId,
        seen: ChatUpdate,
        cancel: CancellationToken,
        memory: Memory,
    ) -> Self {
        Self { context, runner_id, seen, cancel, memory }
    }

    /// What must still hold at each write.
    pub(crate) const fn fence(&self) -> Fence {
        Fence {
            chat_id: self.seen.chat_id,
            runner_id: self.runner_id,
            status: self.seen.status,
            history_version: self.seen.history_version,
        }
    }

    /// The episode of try `generation_attempt` at the step that the task was started for.
    pub(crate) const fn episode(&self, generation_attempt: i64) -> Episode {
        Episode { chat_id: self.seen.chat_id, history_version: self.seen.history_version, generation_attempt }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.context.now()
    }

    /// Stores the messages of a step, notes `finished` calls in the ledger, and leaves the longer history for the next task.
    /// `stored` is told of the messages once they are.
    pub(crate) async fn commit_step(
        &self,
        fence: StepFence,
        history: History,
        messages: Vec<NewMessage>,
        finished: Vec<(ToolCallKey, ToolCallResult)>,
        stored: impl FnOnce(&[Message]) + Send + 'static,
    ) -> Result<ChatUpdate, TaskEnd> {
        let (store, now) = (self.context.store.clone(), self.now());
        let commit = async move { store.commit_chat_step(&fence, messages, &finished, now).await };
        self.commit(history, commit, stored).await
    }

    /// Stores a compaction, and leaves the longer history for the next task.
    pub(crate) async fn commit_compaction(
        &self,
        fence: StepFence,
        history: History,
        boundary: Vec<NewMessage>,
        repeated: Vec<NewMessage>,
    ) -> Result<ChatUpdate, TaskEnd> {
        let (store, now) = (self.context.store.clone(), self.now());
        let commit = async move { store.commit_chat_compaction(&fence, boundary, repeated, now).await };
        self.commit(history, commit, |_| ()).await
    }

    /// Sees `commit` through and leaves the longer history for the next task.
    async fn commit(
        &self,
        mut history: History,
        commit: impl Future<Output = Result<Committed<Vec<Message>>, TransitionError>> + Send + 'static,
        stored: impl FnOnce(&[Message]) + Send + 'static,
    ) -> Result<ChatUpdate, TaskEnd> {
        let memory = self.memory.clone();
        self.see_through(async move {
            let mut place = memory.keep().await;
            let committed = commit.await?;
            stored(&committed.value);
            let update = ChatUpdate::from(&committed.chat);
            history.extend(committed.chat, committed.value);
            *place = Some(Known::History(Box::new(history)));
            Ok(update)
        })
        .await
    }

    /// Ends the turn.
    pub(crate) async fn end_turn(&self, fence: StepFence, end: TurnEnd) -> Result<ChatUpdate, TaskEnd> {
        let (context, now) = (Arc::clone(&self.context), self.now());
        self.memory.end_turn();
        self.see_through(async move {
            let store = &context.store;
            let (committed, status, finished) = match end {
                TurnEnd::Well(finished) => {
                    (store.finish_chat_turn(&fence, now).await?, DebugStatus::Completed, finished)
                }
                TurnEnd::Failed(error) => {
                    (store.finish_chat_error(&fence, error.clipped(), now).await?, DebugStatus::Error, None)
                }
            };
            let chat = committed.chat;
            context.recorder.end_turn(chat.id, status, now);
            let update = ChatUpdate::from(&chat);
            // A chat that goes on with a message that waited has another last turn soon (SV-34).
            let is_over = chat.status == Status::Waiting;
            match finished.filter(|_| context.settings.writes_titles && is_over) {
                // What is told to the owner's browsers is the summary.
                Some(finished) => begin_summary(&context, chat, finished),
                None => begin_push(&context, chat),
            }
            Ok(update)
        })
        .await
    }

    /// Runs a commit and what belongs to it (its notifications, its counters) to the end, even when the task is
    /// cancelled meanwhile: the commit's own notification cancels the task as soon as the runner hears of it, which may
    /// be before the commit has answered. The fence ends what is no longer wanted.
    async fn see_through<T: Send + 'static>(
        &self,
        commit: impl Future<Output = Result<T, TaskEnd>> + Send + 'static,
    ) -> Result<T, TaskEnd> {
        match self.context.persisting.spawn(commit).await {
            Ok(committed) => committed,
            Err(error) => match error.try_into_panic() {
                Ok(panic) => Err(TaskEnd::panicked(&*panic)),
                Err(error) => Err(TaskEnd::Failed(Box::new(error))),
            },
        }
    }
}

/// How a turn ends.
pub(crate) enum TurnEnd {
    /// Well; with what can be told of it, if there is something.
    Well(Option<FinishedTurn>),
    /// With this error.
    Failed(ChatError),
}

/// How a task ends when it is not done. Being cancelled is no end: the task is dropped.
#[derive(Debug)]
pub(crate) enum TaskEnd {
    /// What it was started for no longer holds.
    Stale,
    /// The chat is gone.
    Deleted,
    /// Anything else; it is tried again.
    Failed(Box<dyn std::error::Error + Send + Sync>),
}

impl TaskEnd {
    /// The task panicked with `panic`.
    pub(crate) fn panicked(panic: &(dyn std::any::Any + Send)) -> Self {
        Self::Failed(format!("the task panicked: {}", panic_text(panic)).into())
    }
}

/// What a panic said.
pub(crate) fn panic_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let owned = || panic.downcast_ref::<String>().map(String::as_str);
    panic.downcast_ref::<&str>().copied().or_else(owned).unwrap_or("without a word")
}

impl From<TransitionError> for TaskEnd {
    fn from(error: TransitionError) -> Self {
        match error {
            TransitionError::NotFound => Self::Deleted,
            // The fence holds the status, so a refusal means that the status is another one by now.
            TransitionError::Stale | TransitionError::Refused(_) => Self::Stale,
            other @ (TransitionError::QueueFull { .. }
            | TransitionError::Invalid(_)
            | TransitionError::NotEditable
            | TransitionError::ResultsMismatch { .. }
            | TransitionError::NotARoot
            | TransitionError::AlreadyThere
            | TransitionError::NotBroken { .. }
            | TransitionError::Store(_)) => Self::Failed(Box::new(other)),
        }
    }
}

impl From<StoreError> for TaskEnd {
    fn from(error: StoreError) -> Self {
        Self::Failed(Box::new(error))
    }
}

impl From<EpisodeClosed> for TaskEnd {
    fn from(_: EpisodeClosed) -> Self {
        Self::Stale
    }
}
