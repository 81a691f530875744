//! Which tools are offered where: the columns of chat-engine.md 4.8, and the sets of them that tools name.
//!
//! What must stay true: who only plans or looks around is offered nothing that changes more than the plan's own file, but for commands,
//! which the instructions of such turns bind.

use ropewalk_model::chat::{Chat, ChatMode};

/// What a chat does in its present turn, as far as its tools depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ToolMode {
    /// A person's chat, acting (column R).
    Root,
    /// A person's chat, planning (P).
    RootPlan,
    /// A chat of a chat, planning (PC).
    PlanChild,
    /// It looks around (E, ER).
    Explore,
    /// A chat of a chat, acting (G).
    General,
    /// It works with a virtual desktop (C).
    Computer,
}

/// In every chat.
pub(crate) const EVERYWHERE: &[ToolMode] = ToolMode::ALL;
/// Where a chat acts.
pub(crate) const ACTING: &[ToolMode] = &[ToolMode::Root, ToolMode::General, ToolMode::Computer];
/// Where files are written; who plans writes the plan alone.
pub(crate) const WRITING: &[ToolMode] =
    &[ToolMode::Root, ToolMode::RootPlan, ToolMode::General, ToolMode::Computer];
/// In people's own chats.
pub(crate) const ROOTS: &[ToolMode] = &[ToolMode::Root, ToolMode::RootPlan];
/// In people's own chats that act.
pub(crate) const ACTING_ROOTS: &[ToolMode] = &[ToolMode::Root];
/// In people's own chats that plan.
pub(crate) const PLANNING_ROOTS: &[ToolMode] = &[ToolMode::RootPlan];

impl ToolMode {
    /// All of them.
    pub const ALL: &'static [Self] =
        &[Self::Root, Self::RootPlan, Self::PlanChild, Self::Explore, Self::General, Self::Computer];

    /// What `chat` does in its present turn.
    #[must_use]
    pub const fn of(chat: &Chat) -> Self {
        match chat.mode {
            Some(ChatMode::Explore) => Self::Explore,
            Some(ChatMode::ComputerUse) => Self::Computer,
            None => match (chat.parent_chat_id.is_some(), chat.turn_plan_mode) {
                (false, false) => Self::Root,
                (false, true) => Self::RootPlan,
                (true, false) => Self::General,
                (true, true) => Self::PlanChild,
            },
        }
    }

    /// Whether the tools of the chat's client are offered (TL-9).
    #[must_use]
    pub const fn takes_client_tools(self) -> bool {
        match self {
            Self::Root | Self::General | Self::Computer => true,
            Self::RootPlan | Self::PlanChild | Self::Explore => false,
        }
    }

    /// Whether the provider's own search is.
    #[must_use]
    pub const fn takes_web_search(self) -> bool {
        match self {
            Self::Root | Self::Explore | Self::General | Self::Computer => true,
            Self::RootPlan | Self::PlanChild => false,
        }
    }
}
