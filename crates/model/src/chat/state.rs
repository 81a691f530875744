//! The states of a chat (chat-state-machine.md 2): what the row's columns mean together.

/// The `status` column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Status {
    /// Idle.
    Waiting,
    /// A worker generates, or should.
    Running,
    /// A worker commits the partial output, or should.
    Interrupting,
    /// Waits for the client's results of dynamic tools.
    RequiresAction,
    /// The last run failed; see `last_error`.
    Error,
}

impl Status {
    /// All statuses.
    pub const ALL: [Self; 5] =
        [Self::Waiting, Self::Running, Self::Interrupting, Self::RequiresAction, Self::Error];

    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Running => "running",
            Self::Interrupting => "interrupting",
            Self::RequiresAction => "requires_action",
            Self::Error => "error",
        }
    }

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }

    /// Whether a worker must act on a chat in this status.
    #[must_use]
    pub const fn needs_worker(self) -> bool {
        match self {
            Self::Running | Self::Interrupting | Self::RequiresAction => true,
            Self::Waiting | Self::Error => false,
        }
    }
}

/// A state of chat-state-machine.md 2. 1 and 0: the queue is non-empty, empty; X: archived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// No row.
    N,
    /// Waiting.
    W,
    /// Error, empty queue.
    E0,
    /// Error, with a queue.
    E1,
    /// Running, empty queue.
    R0,
    /// Running, with a queue.
    R1,
    /// Interrupting, empty queue.
    I0,
    /// Interrupting, with a queue.
    I1,
    /// Requires action, empty queue.
    A0,
    /// Requires action, with a queue.
    A1,
    /// Archived, waiting.
    XW,
    /// Archived, error, empty queue.
    XE0,
    /// Archived, error, with a queue.
    XE1,
}

/// A combination of columns that no transition makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid chat state: status {}, queue {}, {}", .status.as_str(), if *.has_queue { "non-empty" } else { "empty" }, if *.archived { "archived" } else { "not archived" })]
pub struct InvalidState {
    /// The status column.
    pub status: Status,
    /// Whether anything is queued.
    pub has_queue: bool,
    /// The archived column.
    pub archived: bool,
}

impl State {
    /// All states, N included.
    pub const ALL: [Self; 13] = [
        Self::N,
        Self::W,
        Self::E0,
        Self::E1,
        Self::R0,
        Self::R1,
        Self::I0,
        Self::I1,
        Self::A0,
        Self::A1,
        Self::XW,
        Self::XE0,
        Self::XE1,
    ];

    /// The state that a row is in.
    ///
    /// # Errors
    /// The combination is none of the table's.
    pub const fn of(status: Status, has_queue: bool, archived: bool) -> Result<Self, InvalidState> {
        match (status, has_queue, archived) {
            (Status::Waiting, false, false) => Ok(Self::W),
            (Status::Error, false, false) => Ok(Self::E0),
            (Status::Error, true, false) => Ok(Self::E1),
            (Status::Running, false, false) => Ok(Self::R0),
            (Status::Running, true, false) => Ok(Self::R1),
            (Status::Interrupting, false, false) => Ok(Self::I0),
            (Status::Interrupting, true, false) => Ok(Self::I1),
            (Status::RequiresAction, false, false) => Ok(Self::A0),
            (Status::RequiresAction, true, false) => Ok(Self::A1),
            (Status::Waiting, false, true) => Ok(Self::XW),
            (Status::Error, false, true) => Ok(Self::XE0),
            (Status::Error, true, true) => Ok(Self::XE1),
            (Status::Waiting, true, _)
            | (Status::Running | Status::Interrupting | Status::RequiresAction, _, true) => {
                Err(InvalidState { status, has_queue, archived })
            }
        }
    }

    /// The status column of this state; `None` for N.
    #[must_use]
    pub const fn status(self) -> Option<Status> {
        match self {
            Self::N => None,
            Self::W | Self::XW => Some(Status::Waiting),
            Self::E0 | Self::E1 | Self::XE0 | Self::XE1 => Some(Status::Error),
            Self::R0 | Self::R1 => Some(Status::Running),
            Self::I0 | Self::I1 => Some(Status::Interrupting),
            Self::A0 | Self::A1 => Some(Status::RequiresAction),
        }
    }

    /// Whether anything is queued in this state.
    #[must_use]
    pub const fn has_queue(self) -> bool {
        match self {
            Self::E1 | Self::R1 | Self::I1 | Self::A1 | Self::XE1 => true,
            Self::N | Self::W | Self::E0 | Self::R0 | Self::I0 | Self::A0 | Self::XW | Self::XE0 => false,
        }
    }

    /// Whether this state is archived.
    #[must_use]
    pub const fn is_archived(self) -> bool {
        match self {
            Self::XW | Self::XE0 | Self::XE1 => true,
            Self::N
            | Self::W
            | Self::E0
            | Self::E1
            | Self::R0
            | Self::R1
            | Self::I0
            | Self::I1
            | Self::A0
            | Self::A1 => false,
        }
    }

    /// Whether a worker must act.
    #[must_use]
    pub fn needs_worker(self) -> bool {
        self.status().is_some_and(Status::needs_worker)
    }
}

impl std::fmt::Display for State {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Debug::fmt(self, f)
    }
}
