//! The words of the account tables.

use crate::StoreError;

/// How somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LoginType {
    /// E-mail address and password.
    Password,
    /// GitHub.
    Github,
    /// OpenID Connect.
    Oidc,
    /// A token; only of API keys.
    Token,
    /// Not at all.
    None,
}

/// Whether an account is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UserStatus {
    /// In use.
    Active,
    /// Not used yet, or not for long.
    Dormant,
    /// Locked.
    Suspended,
}

/// A stored word that this binary does not know.
#[derive(Debug, thiserror::Error)]
#[error("the word {0:?} is unknown")]
struct UnknownWord(String);

impl LoginType {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Github => "github",
            Self::Oidc => "oidc",
            Self::Token => "token",
            Self::None => "none",
        }
    }

    pub(super) fn read(word: &str, key: impl std::fmt::Display) -> Result<Self, StoreError> {
        [Self::Password, Self::Github, Self::Oidc, Self::Token, Self::None]
            .into_iter()
            .find(|it| it.as_str() == word)
            .ok_or_else(|| StoreError::corrupt("login type", key, UnknownWord(word.to_owned())))
    }
}

impl UserStatus {
    /// The word in the database.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Dormant => "dormant",
            Self::Suspended => "suspended",
        }
    }

    pub(super) fn read(word: &str, key: impl std::fmt::Display) -> Result<Self, StoreError> {
        [Self::Active, Self::Dormant, Self::Suspended]
            .into_iter()
            .find(|it| it.as_str() == word)
            .ok_or_else(|| StoreError::corrupt("user status", key, UnknownWord(word.to_owned())))
    }
}
