//! What a chat is limited to (chat-engine.md 4.8, 6.1).

/// The limits of a chat that another chat made for one kind of work; a chat without a mode has none of them. Fixed when the chat is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ChatMode {
    /// It looks around and changes nothing.
    Explore,
    /// It works with a virtual desktop.
    ComputerUse,
}

impl ChatMode {
    /// All modes.
    pub const ALL: [Self; 2] = [Self::Explore, Self::ComputerUse];

    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Explore => "explore",
            Self::ComputerUse => "computer_use",
        }
    }

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.as_str() == text)
    }
}
