//! What was asked of models and what they answered (chat-engine.md 6.7, chats-api.md 2.19).
//!
//! Recording serves people who look for a fault. It is never needed for a chat to go on: callers write in the background and drop what
//! does not work. What must stay true: the terminal status of a run or step is kept; an update never empties a value, but for an error
//! that a good retry makes void.

mod clean;
mod read;
mod write;

pub use read::{DebugRun, DebugStep};
pub use write::{NewDebugStep, StepOutcome};

use crate::StoreError;

/// How far a run or step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DebugStatus {
    /// It goes on.
    InProgress,
    /// It ended well.
    Completed,
    /// It failed.
    Error,
    /// It was stopped, or whoever did it is gone.
    Interrupted,
}

impl DebugStatus {
    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Error => "error",
            Self::Interrupted => "interrupted",
        }
    }

    fn read(name: &str, key: uuid::Uuid) -> Result<Self, StoreError> {
        [Self::InProgress, Self::Completed, Self::Error, Self::Interrupted]
            .into_iter()
            .find(|it| it.as_str() == name)
            .ok_or_else(|| StoreError::corrupt("status of the debug record", key, name.to_owned()))
    }
}
