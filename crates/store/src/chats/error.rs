//! Why a transition did not happen.

use ropewalk_model::chat::{InvalidState, Refused};

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
