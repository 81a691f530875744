//! Why a transition did not happen.

use ropewalk_model::chat::{InvalidState, Refused, State};

use crate::StoreError;

/// A transition that did not happen. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum TransitionError {
    /// There is no such chat.
    #[error("the chat does not exist")]
    NotFound,
    /// The transition table has no row for the chat's state. HTTP 409.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// What the task was started for no longer holds: another runner, status, history or try. The task ends.
    #[error("the chat has moved on since the task began")]
    Stale,
    /// The queue holds as many messages as it may. HTTP 429.
    #[error("{limit} messages are waiting already; no more can be queued")]
    QueueFull {
        /// How many may wait.
        limit: usize,
    },
    /// Only user messages that people see can be edited. HTTP 400.
    #[error("the message is not one that a person wrote")]
    NotEditable,
    /// The client's results are not exactly those that the chat waits for. HTTP 400.
    #[error("the results do not fit the calls that the chat waits for")]
    ResultsMismatch {
        /// Calls that wait for a result and got none.
        missing: Vec<String>,
        /// Results that no call waits for.
        unexpected: Vec<String>,
    },
    /// Only the root of a family is put away or brought back. HTTP 400.
    #[error("the chat is a child; only its root can be archived or brought back")]
    NotARoot,
    /// The chat is where it was to be brought. HTTP 400.
    #[error("the chat is archived already, or not archived, as asked for")]
    AlreadyThere,
    /// The row is in a good state: there is nothing to repair. HTTP 409.
    #[error("ReconcileInvalidState is not possible for a chat in state {from}")]
    NotBroken {
        /// The state that the chat is in.
        from: State,
    },
    /// The row's columns are a combination that no transition makes.
    #[error(transparent)]
    Invalid(#[from] InvalidState),
    /// The database failed.
    #[error("the chat could not be changed")]
    Store(#[source] StoreError),
}

impl From<StoreError> for TransitionError {
    fn from(source: StoreError) -> Self {
        Self::Store(source)
    }
}
