//! What a walk looks for: properties that must hold in every state and in every run.

use std::fmt;

use ropewalk_model::chat::Refused;

/// A property of the contract (chat-state-machine.md 8).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Property {
    /// The row is in a state of the table; an error and a retry state stand only where they may.
    ValidState,
    /// A commit is made only while what it was decided on still holds.
    NoStaleCommit,
    /// A call has at most one result.
    OneResultPerCall,
    /// A result follows the step that holds its call.
    NoOrphanResult,
    /// Every call is answered before a user message or the next step follows.
    NoDanglingCall,
    /// A tool's effect happens at most once.
    OneEffectPerCall,
    /// A user message that was accepted is in the history or the queue exactly once, until a client takes it back.
    NoMessageLost,
    /// Where nothing is left to do, the chat rests in W, E or X, and nobody holds it.
    NoStuckChat,
    /// Without new requests and disturbances, every run ends: no cycle of steps.
    NoEndlessRun,
}

impl fmt::Display for Property {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ValidState => "the state is always one of the table's",
            Self::NoStaleCommit => "a stale task never commits",
            Self::OneResultPerCall => "a call never has two results",
            Self::NoOrphanResult => "a result never stands without its call",
            Self::NoDanglingCall => "no call dangles before a user message or a model request",
            Self::OneEffectPerCall => "a tool's effect never happens twice",
            Self::NoMessageLost => "an accepted message is there exactly once",
            Self::NoStuckChat => "no chat is stuck",
            Self::NoEndlessRun => "every run ends",
        })
    }
}

/// A property does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Broken {
    /// Which.
    pub property: Property,
    /// What was seen.
    pub detail: String,
}

/// Why a step was not made.
#[derive(Debug)]
pub(crate) enum Stop {
    /// It is not possible here: the program would refuse or not try.
    Impossible,
    /// It breaks a property.
    Broken(Broken),
}

pub(crate) fn broken(property: Property, detail: impl Into<String>) -> Stop {
    Stop::Broken(Broken { property, detail: detail.into() })
}

impl From<Refused> for Stop {
    fn from(_: Refused) -> Self {
        Self::Impossible
    }
}
