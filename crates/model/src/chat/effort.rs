//! How hard a model thinks before it answers (chat-engine.md 2.3).

/// The scale of reasoning effort, low to high.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ReasoningEffort {
    /// No reasoning.
    None,
    /// The least.
    Minimal,
    /// Low.
    Low,
    /// Medium.
    Medium,
    /// High.
    High,
    /// Higher.
    Xhigh,
    /// The most.
    Max,
}

impl ReasoningEffort {
    /// The whole scale, low to high.
    pub const ALL: [Self; 7] =
        [Self::None, Self::Minimal, Self::Low, Self::Medium, Self::High, Self::Xhigh, Self::Max];

    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Minimal => "minimal",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Xhigh => "xhigh",
            Self::Max => "max",
        }
    }

    /// Reads the wire and SQL name; spaces around it and its case do not matter.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::ALL.into_iter().find(|it| it.as_str().eq_ignore_ascii_case(text))
    }
}

/// What a message says of the effort of its chat from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EffortChoice {
    /// As the model's config says.
    Default,
    /// This one, as far as the model's config allows it.
    Of(ReasoningEffort),
}

impl EffortChoice {
    /// The wire and SQL name: the effort's, or nothing for the default.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Default => "",
            Self::Of(effort) => effort.as_str(),
        }
    }

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.trim().is_empty() { Some(Self::Default) } else { ReasoningEffort::parse(text).map(Self::Of) }
    }

    /// What the chat has from now on.
    #[must_use]
    pub const fn effort(self) -> Option<ReasoningEffort> {
        match self {
            Self::Default => None,
            Self::Of(effort) => Some(effort),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{EffortChoice, ReasoningEffort};

    #[test]
    fn every_name_is_read_back() {
        for effort in ReasoningEffort::ALL {
            assert_eq!(ReasoningEffort::parse(effort.as_str()), Some(effort));
            assert_eq!(EffortChoice::parse(effort.as_str()), Some(EffortChoice::Of(effort)));
        }
        assert_eq!(ReasoningEffort::parse(" High "), Some(ReasoningEffort::High));
        assert_eq!(EffortChoice::parse(EffortChoice::Default.as_str()), Some(EffortChoice::Default));
        for unknown in ["huge", "hi gh"] {
            assert_eq!((ReasoningEffort::parse(unknown), EffortChoice::parse(unknown)), (None, None));
        }
        assert!(ReasoningEffort::ALL.is_sorted());
    }
}
