//! Which model is used for what, where not the chat's own is (chats-api.md 1.13, 2.14; chat-engine.md SV-3, SV-5, SV-23).
//!
//! Administrators set a model for a kind of work; people may choose for themselves where administrators allow it. What is stored is a
//! word or an id; what cannot be read counts as not set, and is told.
//!
//! What must stay true: chats that a chat makes, and summaries, fail softly (the parent's or the chat's own model does it), titles fail hard (no other model writes
//! them), and a choice that may not be made any more is kept and does not count.

mod deployment;
mod personal;
mod resolve;

pub use resolve::SubagentWork;

use ropewalk_model::ModelConfigId;
use ropewalk_store::settings::{SettingKey, UserSettingKey};

use crate::UseCaseError;

/// A kind of work that administrators set a model for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum OverrideContext {
    /// Chats that a chat makes for general work.
    General,
    /// Chats that a chat makes to explore.
    Explore,
    /// Titles of chats.
    TitleGeneration,
    /// Summaries of chats whose context is full.
    Compaction,
}

impl OverrideContext {
    const ALL: [Self; 4] = [Self::General, Self::Explore, Self::TitleGeneration, Self::Compaction];

    const fn as_str(self) -> &'static str {
        match self {
            Self::General => "general",
            Self::Explore => "explore",
            Self::TitleGeneration => "title_generation",
            Self::Compaction => "compaction",
        }
    }

    const fn key(self) -> SettingKey {
        match self {
            Self::General => SettingKey::ChatGeneralModelOverride,
            Self::Explore => SettingKey::ChatExploreModelOverride,
            Self::TitleGeneration => SettingKey::ChatTitleModelOverride,
            Self::Compaction => SettingKey::ChatCompactionModelOverride,
        }
    }

    fn parse(text: &str) -> Result<Self, UseCaseError> {
        Self::ALL.into_iter().find(|it| it.as_str() == text).ok_or_else(|| {
            UseCaseError::invalid_field("context", "must be general, explore, title_generation or compaction")
        })
    }
}

/// A kind of work that people may choose a model for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PersonalContext {
    /// New chats.
    Root,
    /// Chats that a chat makes for general work.
    General,
    /// Chats that a chat makes to explore.
    Explore,
}

impl PersonalContext {
    const ALL: [Self; 3] = [Self::Root, Self::General, Self::Explore];

    const fn as_str(self) -> &'static str {
        match self {
            Self::Root => "root",
            Self::General => "general",
            Self::Explore => "explore",
        }
    }

    const fn key(self) -> UserSettingKey {
        match self {
            Self::Root => UserSettingKey::ChatRootModelOverride,
            Self::General => UserSettingKey::ChatGeneralModelOverride,
            Self::Explore => UserSettingKey::ChatExploreModelOverride,
        }
    }

    fn parse(text: &str) -> Result<Self, UseCaseError> {
        Self::ALL
            .into_iter()
            .find(|it| it.as_str() == text)
            .ok_or_else(|| UseCaseError::invalid_field("context", "must be root, general or explore"))
    }

    /// What counts where nothing is chosen.
    const fn unset(self) -> Choice {
        match self {
            Self::Root => Choice::ChatDefault,
            Self::General | Self::Explore => Choice::DeploymentDefault,
        }
    }
}

/// A person's own choice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Choice {
    DeploymentDefault,
    ChatDefault,
    Model(ModelConfigId),
}

/// What stands before a stored model's id.
const MODEL_PREFIX: &str = "model:";

impl Choice {
    fn store(self) -> String {
        match self {
            Self::DeploymentDefault => "deployment_default".to_owned(),
            Self::ChatDefault => "chat_default".to_owned(),
            Self::Model(id) => format!("{MODEL_PREFIX}{id}"),
        }
    }
}

/// What stands in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stored<T> {
    Unset,
    Malformed,
    Set(T),
}

impl<T: Copy> Stored<T> {
    const fn set(self) -> Option<T> {
        match self {
            Self::Set(value) => Some(value),
            Self::Unset | Self::Malformed => None,
        }
    }
}

fn read_model(stored: Option<&str>) -> Stored<ModelConfigId> {
    match stored {
        None | Some("") => Stored::Unset,
        Some(text) => text.parse().map_or(Stored::Malformed, Stored::Set),
    }
}

fn read_choice(context: PersonalContext, stored: Option<&str>) -> Stored<Choice> {
    match (context, stored) {
        (_, None | Some("")) => Stored::Unset,
        (_, Some("chat_default")) => Stored::Set(Choice::ChatDefault),
        (PersonalContext::General | PersonalContext::Explore, Some("deployment_default")) => {
            Stored::Set(Choice::DeploymentDefault)
        }
        (_, Some(text)) => text
            .strip_prefix(MODEL_PREFIX)
            .and_then(|id| id.parse().ok())
            .map_or(Stored::Malformed, |id| Stored::Set(Choice::Model(id))),
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::ModelConfigId;
    use uuid::Uuid;

    use super::{Choice, PersonalContext, Stored, read_choice, read_model};

    #[test]
    fn what_is_stored_comes_back_and_nonsense_is_told() {
        let id = ModelConfigId::from(Uuid::from_u128(7));
        for context in PersonalContext::ALL {
            for choice in [Choice::ChatDefault, Choice::DeploymentDefault, Choice::Model(id)] {
                let read = read_choice(context, Some(&choice.store()));
                let is_none = context == PersonalContext::Root && choice == Choice::DeploymentDefault;
                assert_eq!(read, if is_none { Stored::Malformed } else { Stored::Set(choice) });
            }
            for nonsense in ["model:", "model:x", "models", "{}"] {
                assert_eq!(read_choice(context, Some(nonsense)), Stored::Malformed);
            }
            assert_eq!(read_choice(context, None), Stored::Unset);
        }
        assert_eq!(read_model(Some(&id.to_string())), Stored::Set(id));
        assert_eq!((read_model(Some("")), read_model(Some("gpt"))), (Stored::Unset, Stored::Malformed));
    }
}
