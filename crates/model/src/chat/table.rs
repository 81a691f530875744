//! The transition table of chat-state-machine.md 3, as data.
//!
//! Invariant: a transition that has no row for a state is refused, in SQL and over HTTP alike, with an
//! error that names both. Nothing else in the program decides which transitions exist.

use super::{State, Status};
use State::{A0, A1, E0, E1, I0, I1, N, R0, R1, W, XE0, XE1, XW};

/// What can happen to a chat's execution state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Transition {
    /// A new chat with its first user message.
    Create,
    /// A user message that waits its turn when the chat is busy.
    SendMessageQueue,
    /// A user message that stops what runs.
    SendMessageInterrupt,
    /// A user message is replaced; everything after it goes.
    EditMessage,
    /// A queued message is dropped.
    DeleteQueuedMessage,
    /// A queued message gets another text, or another place in the queue.
    ChangeQueuedMessage,
    /// A queued message is to run next.
    PromoteQueuedMessage,
    /// What runs is to stop.
    Interrupt,
    /// The client answered the dynamic tools.
    CompleteRequiresAction,
    /// A compaction was asked for.
    RequestCompaction,
    /// The model is to forget what came before.
    ClearContext,
    /// Put away.
    Archive,
    /// Brought back.
    Unarchive,
    /// A try at a step begins.
    RecordGenerationAttempt,
    /// The next try is scheduled.
    RecordRetryState,
    /// A step's messages are stored.
    CommitStep,
    /// Only dynamic calls are open.
    EnterRequiresAction,
    /// The turn ended well.
    FinishTurn,
    /// The partial output is stored after an interruption.
    FinishInterruption,
    /// The turn failed.
    FinishError,
    /// The client did not answer in time.
    CancelRequiresAction,
    /// A worker takes the chat.
    Acquire,
    /// A worker lets go of the chat.
    Abandon,
}

/// One cell of the table: from one state, by one transition, to one of these states. Where there are
/// two, what is left in the queue decides (see [`target`]).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// What happens.
    pub transition: Transition,
    /// In which state.
    pub from: State,
    /// Into which states it can lead.
    pub to: &'static [State],
}

const fn row(transition: Transition, from: State, to: &'static [State]) -> Row {
    Row { transition, from, to }
}

/// The whole table.
pub const TABLE: &[Row] = {
    use Transition as T;
    &[
        row(T::Create, N, &[R0]),
        row(T::SendMessageQueue, W, &[R0]),
        row(T::SendMessageQueue, E0, &[R0]),
        row(T::SendMessageQueue, E1, &[R1]),
        row(T::SendMessageQueue, R0, &[R1]),
        row(T::SendMessageQueue, R1, &[R1]),
        row(T::SendMessageQueue, I0, &[I1]),
        row(T::SendMessageQueue, I1, &[I1]),
        row(T::SendMessageQueue, A0, &[A1]),
        row(T::SendMessageQueue, A1, &[A1]),
        row(T::SendMessageInterrupt, W, &[R0]),
        row(T::SendMessageInterrupt, E0, &[R0]),
        row(T::SendMessageInterrupt, E1, &[R1]),
        row(T::SendMessageInterrupt, R0, &[I1]),
        row(T::SendMessageInterrupt, R1, &[I1]),
        row(T::SendMessageInterrupt, I0, &[I1]),
        row(T::SendMessageInterrupt, I1, &[I1]),
        row(T::SendMessageInterrupt, A0, &[R1]),
        row(T::SendMessageInterrupt, A1, &[R1]),
        row(T::EditMessage, W, &[R0]),
        row(T::EditMessage, E0, &[R0]),
        row(T::EditMessage, E1, &[R0]),
        row(T::EditMessage, R0, &[R0]),
        row(T::EditMessage, R1, &[R0]),
        row(T::EditMessage, I0, &[R0]),
        row(T::EditMessage, I1, &[R0]),
        row(T::EditMessage, A0, &[R0]),
        row(T::EditMessage, A1, &[R0]),
        row(T::DeleteQueuedMessage, E1, &[E0, E1]),
        row(T::DeleteQueuedMessage, R1, &[R0, R1]),
        row(T::DeleteQueuedMessage, I1, &[I0, I1]),
        row(T::DeleteQueuedMessage, A1, &[A0, A1]),
        row(T::ChangeQueuedMessage, E1, &[E1]),
        row(T::ChangeQueuedMessage, R1, &[R1]),
        row(T::ChangeQueuedMessage, I1, &[I1]),
        row(T::ChangeQueuedMessage, A1, &[A1]),
        row(T::PromoteQueuedMessage, E1, &[R0, R1]),
        row(T::PromoteQueuedMessage, A1, &[R0, R1]),
        row(T::PromoteQueuedMessage, R1, &[I1]),
        row(T::PromoteQueuedMessage, I1, &[I1]),
        row(T::Interrupt, R0, &[I0]),
        row(T::Interrupt, R1, &[I1]),
        row(T::Interrupt, A0, &[R0]),
        row(T::Interrupt, A1, &[R1]),
        row(T::CompleteRequiresAction, A0, &[R0]),
        row(T::CompleteRequiresAction, A1, &[R1]),
        row(T::RequestCompaction, W, &[R0]),
        row(T::RequestCompaction, E0, &[R0]),
        row(T::RequestCompaction, E1, &[R1]),
        row(T::ClearContext, W, &[W]),
        row(T::ClearContext, E0, &[W]),
        row(T::Archive, W, &[XW]),
        row(T::Archive, E0, &[XE0]),
        row(T::Archive, E1, &[XE1]),
        row(T::Unarchive, XW, &[W]),
        row(T::Unarchive, XE0, &[E0]),
        row(T::Unarchive, XE1, &[E1]),
        row(T::RecordGenerationAttempt, R0, &[R0]),
        row(T::RecordGenerationAttempt, R1, &[R1]),
        row(T::RecordRetryState, R0, &[R0]),
        row(T::RecordRetryState, R1, &[R1]),
        row(T::CommitStep, R0, &[R0]),
        row(T::CommitStep, R1, &[R1]),
        row(T::EnterRequiresAction, R0, &[A0]),
        row(T::EnterRequiresAction, R1, &[A1]),
        row(T::FinishTurn, R0, &[W]),
        row(T::FinishTurn, R1, &[R0, R1]),
        row(T::FinishInterruption, I0, &[W]),
        row(T::FinishInterruption, I1, &[R0, R1]),
        row(T::FinishError, R0, &[E0]),
        row(T::FinishError, R1, &[E1]),
        row(T::FinishError, W, &[E0]),
        row(T::CancelRequiresAction, A0, &[R0]),
        row(T::CancelRequiresAction, A1, &[R1]),
        row(T::Acquire, R0, &[R0]),
        row(T::Acquire, R1, &[R1]),
        row(T::Acquire, I0, &[I0]),
        row(T::Acquire, I1, &[I1]),
        row(T::Acquire, A0, &[A0]),
        row(T::Acquire, A1, &[A1]),
        row(T::Abandon, W, &[W]),
        row(T::Abandon, E0, &[E0]),
        row(T::Abandon, E1, &[E1]),
        row(T::Abandon, R0, &[R0]),
        row(T::Abandon, R1, &[R1]),
        row(T::Abandon, I0, &[I0]),
        row(T::Abandon, I1, &[I1]),
        row(T::Abandon, A0, &[A0]),
        row(T::Abandon, A1, &[A1]),
        row(T::Abandon, XW, &[XW]),
        row(T::Abandon, XE0, &[XE0]),
        row(T::Abandon, XE1, &[XE1]),
    ]
};

/// What is left in the queue once the transition has done its part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueAfter {
    /// Nothing.
    Empty,
    /// At least one message.
    NonEmpty,
}

/// A transition that the table does not have for the state. HTTP answers it with 409.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{transition:?} is not possible for a chat in state {from}")]
pub struct Refused {
    /// What was asked for.
    pub transition: Transition,
    /// The state that the chat is in.
    pub from: State,
}

/// The state that `transition` leads to from `from`.
///
/// # Errors
/// The table has no such row, or its row has no state with such a queue.
pub fn target(transition: Transition, from: State, queue_after: QueueAfter) -> Result<State, Refused> {
    let refused = Refused { transition, from };
    let row = TABLE.iter().find(|row| row.transition == transition && row.from == from).ok_or(refused)?;
    let wants_queue = queue_after == QueueAfter::NonEmpty;
    row.to.iter().copied().find(|state| state.has_queue() == wants_queue).ok_or(refused)
}

/// What a transition does besides changing the state: the rules below the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Effects {
    /// Rule 2: who leaves E0 or E1 (archiving does not leave) clears `last_error`.
    pub clear_error: bool,
    /// Rule 1: every pending call gets a synthetic result that says that it was cancelled.
    pub cancel_pending_calls: bool,
    /// The head of the queue becomes the next user message.
    pub promote_head: bool,
    /// The given user message goes to the end of the queue instead of into the history.
    pub enqueue: bool,
    /// The given user message goes into the history at once.
    pub insert: bool,
    /// The queue is emptied.
    pub clear_queue: bool,
    /// The retry state is cleared: whoever leaves `running`, or makes progress in it.
    pub clear_retry_state: bool,
}

/// The effects of `transition` from `from`.
///
/// # Errors
/// The table has no such row.
pub fn effects(transition: Transition, from: State) -> Result<Effects, Refused> {
    use Transition as T;
    if !TABLE.iter().any(|row| row.transition == transition && row.from == from) {
        return Err(Refused { transition, from });
    }
    let stays_in_error =
        matches!(transition, T::Archive | T::Abandon | T::DeleteQueuedMessage | T::ChangeQueuedMessage);
    let leaves_error = matches!(from, E0 | E1) && !stays_in_error;
    let leaves_action = from.status() == Some(Status::RequiresAction)
        && matches!(
            transition,
            T::SendMessageInterrupt
                | T::EditMessage
                | T::PromoteQueuedMessage
                | T::Interrupt
                | T::CancelRequiresAction
        );
    let is_send = matches!(transition, T::SendMessageQueue | T::SendMessageInterrupt);
    let insert = matches!(transition, T::Create | T::EditMessage) || (is_send && matches!(from, W | E0));
    let promote_head = match transition {
        T::SendMessageQueue | T::SendMessageInterrupt => from == E1,
        T::PromoteQueuedMessage => matches!(from, E1 | A1),
        T::FinishTurn => from == R1,
        T::FinishInterruption => from == I1,
        T::Create
        | T::EditMessage
        | T::DeleteQueuedMessage
        | T::ChangeQueuedMessage
        | T::Interrupt
        | T::CompleteRequiresAction
        | T::RequestCompaction
        | T::ClearContext
        | T::Archive
        | T::Unarchive
        | T::RecordGenerationAttempt
        | T::RecordRetryState
        | T::CommitStep
        | T::EnterRequiresAction
        | T::FinishError
        | T::CancelRequiresAction
        | T::Acquire
        | T::Abandon => false,
    };
    let queues_behind_a_run = transition == T::SendMessageQueue && matches!(from, R0 | R1);
    let is_beside_the_run = matches!(
        transition,
        T::Create
            | T::RecordRetryState
            | T::Acquire
            | T::Abandon
            | T::DeleteQueuedMessage
            | T::ChangeQueuedMessage
            | T::Archive
            | T::Unarchive
    );
    let keeps_retry_state = is_beside_the_run || queues_behind_a_run;
    Ok(Effects {
        clear_error: leaves_error,
        cancel_pending_calls: leaves_action || insert || promote_head,
        promote_head,
        enqueue: is_send && !insert,
        insert,
        clear_queue: transition == T::EditMessage,
        clear_retry_state: !keeps_retry_state,
    })
}

#[cfg(test)]
#[path = "table_tests.rs"]
mod tests;
