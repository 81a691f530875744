//! What chats spend and what they may spend (chats-api.md 1.17, 2.20; chat-engine.md 6.8). Amounts are in micro-USD.
//!
//! What must stay true: spending is counted where messages are stored (a trigger), so no writer can forget; it never gets less. The
//! rule who may spend what stands once, in SQL (`chat_usage`, `chat_admit_model_call`), because it must be decided under a lock.

mod admission;
mod costs;
mod limits;

pub(crate) use admission::admission;
pub use admission::{Admission, Refusal, TreeSpend};
pub use costs::{ChatCost, CostSpan, CostSummary, ModelCost, Tokens, UserCost, UserCosts};
pub use limits::{GroupLimit, LimitOverride, UsageLimit, UsageStatus};

use crate::StoreError;

/// When the spending begins anew. UTC; a week begins on Monday.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Period {
    /// At midnight.
    Day,
    /// On Monday.
    Week,
    /// On the first.
    #[default]
    Month,
}

impl Period {
    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
        }
    }

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        [Self::Day, Self::Week, Self::Month].into_iter().find(|it| it.as_str() == name)
    }

    fn read(name: &str) -> Result<Self, StoreError> {
        Self::parse(name)
            .ok_or_else(|| StoreError::corrupt("period of the usage limit", "its row", name.to_owned()))
    }
}
