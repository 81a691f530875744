//! Hashing and checking passwords with argon2id, and the rules for new ones.
//!
//! A check takes some 40 ms and 19 MiB. [`Passwords`] therefore runs a few at a time, off the async threads; whoever
//! waits too long gets "too many requests" instead of taking the server down.

use std::sync::Arc;
use std::time::Duration;

use argon2::password_hash::phc::PasswordHash;
use argon2::{Argon2, PasswordHasher, PasswordVerifier};
use ropewalk_model::Entropy;
use ropewalk_telemetry::Secret;
use tokio::sync::Semaphore;

use crate::UseCaseError;

/// How many hashes run at the same time.
const CONCURRENT: usize = 4;
/// How long one waits for its turn.
const TURN_TIMEOUT: Duration = Duration::from_secs(10);
const SALT_BYTES: usize = 16;

/// A hash of a password that nobody knows, with the parameters of [`Argon2::default`]. An unknown e-mail address is checked
/// against it, so that it takes the same time as a known one.
const NOBODYS_HASH: &str = "$argon2id$v=19$m=19456,t=2,p=1$DUyPTyRWAXBP3EBzlNtzEg$\
    1HgpfCqzAf3QZB2RTZPm7O2hPRhZ8cEPtC2p7Zq4ePU";

/// The fewest characters of a password (NIST SP 800-63B).
const PASSWORD_MIN_CHARS: usize = 8;
/// The most bytes of a password.
const PASSWORD_MAX_BYTES: usize = 1024;
/// The fewest different characters of a password.
const PASSWORD_MIN_DIFFERENT: usize = 4;
/// What people try first. Compared in lower case.
const COMMON: [&str; 24] = [
    "12345678",
    "123456789",
    "1234567890",
    "password",
    "password1",
    "password12",
    "password123",
    "passw0rd",
    "qwertyui",
    "qwertyuiop",
    "qwerty123",
    "1q2w3e4r",
    "1q2w3e4r5t",
    "asdfghjkl",
    "iloveyou",
    "sunshine",
    "princess",
    "football",
    "baseball",
    "superman",
    "changeme",
    "letmein1",
    "welcome1",
    "admin123",
];

/// What is wrong with a new password, as the rest of a sentence that starts with "password"; `None` = nothing.
/// `names` are the account's own names, which make a bad password too.
#[must_use]
pub fn password_problem(password: &str, names: &[&str]) -> Option<&'static str> {
    let lower = password.to_lowercase();
    let different: std::collections::BTreeSet<char> = lower.chars().collect();
    if password.chars().count() < PASSWORD_MIN_CHARS {
        Some("must be at least 8 characters long")
    } else if password.len() > PASSWORD_MAX_BYTES {
        Some("must be at most 1024 bytes long")
    } else if different.len() < PASSWORD_MIN_DIFFERENT {
        Some("must have at least 4 different characters")
    } else if COMMON.contains(&lower.as_str()) {
        Some("is one of the most common ones; choose another")
    } else if names.iter().any(|name| name.to_lowercase() == lower) {
        Some("must not be the name or the e-mail address of the account")
    } else {
        None
    }
}

/// Whether a password was right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PasswordCheck {
    /// It was.
    Right,
    /// It was not, or there was nothing to compare it with.
    Wrong,
}

/// Why a hash could not be made or read.
#[derive(Debug, thiserror::Error)]
enum HashError {
    #[error("the hash function failed")]
    Hash(#[source] argon2::password_hash::Error),
    #[error("the stored hash cannot be read")]
    Stored(#[source] argon2::password_hash::phc::Error),
    #[error("the thread that hashes was lost")]
    Lost(#[source] tokio::task::JoinError),
    #[error("the hasher is closed")]
    Closed(#[source] tokio::sync::AcquireError),
}

/// Hashes and checks passwords, a few at a time.
#[derive(Debug)]
pub(crate) struct Passwords {
    turns: Arc<Semaphore>,
}

impl Passwords {
    pub(crate) fn new() -> Self {
        Self { turns: Arc::new(Semaphore::new(CONCURRENT)) }
    }

    /// The argon2id PHC string of a password.
    pub(crate) async fn hash(
        &self,
        password: &Secret,
        entropy: &dyn Entropy,
    ) -> Result<Secret, UseCaseError> {
        let mut salt = [0; SALT_BYTES];
        entropy.fill(&mut salt);
        let password = password.clone();
        self.run(move || {
            let hash: PasswordHash = Argon2::default()
                .hash_password_with_salt(password.expose().as_bytes(), &salt)
                .map_err(HashError::Hash)?;
            Ok(Secret::new(hash.to_string()))
        })
        .await
    }

    /// Compares a password with a stored hash. Without one it takes as long and is wrong.
    pub(crate) async fn check(
        &self,
        password: &Secret,
        hash: Option<&Secret>,
    ) -> Result<PasswordCheck, UseCaseError> {
        let password = password.clone();
        let is_there = hash.is_some();
        let hash = hash.cloned().unwrap_or_else(|| Secret::new(NOBODYS_HASH));
        self.run(move || {
            let hash = PasswordHash::new(hash.expose()).map_err(HashError::Stored)?;
            match Argon2::default().verify_password(password.expose().as_bytes(), &hash) {
                Ok(()) if is_there => Ok(PasswordCheck::Right),
                Ok(()) | Err(argon2::password_hash::Error::PasswordInvalid) => Ok(PasswordCheck::Wrong),
                Err(error) => Err(HashError::Hash(error)),
            }
        })
        .await
    }

    async fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, HashError> + Send + 'static,
    ) -> Result<T, UseCaseError> {
        let failed = |error: HashError| UseCaseError::internal("work with a password", error);
        let turn = tokio::time::timeout(TURN_TIMEOUT, Arc::clone(&self.turns).acquire_owned())
            .await
            .map_err(|_elapsed| UseCaseError::TooMany {
                message: "Too many people sign in at the moment.".to_owned(),
                retry_after: TURN_TIMEOUT,
            })?
            .map_err(|closed| failed(HashError::Closed(closed)))?;
        tokio::task::spawn_blocking(move || {
            // The turn ends with the work, also when the caller does not wait for it any more.
            let _turn = turn;
            work()
        })
        .await
        .map_err(|lost| failed(HashError::Lost(lost)))?
        .map_err(failed)
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::SystemEntropy;
    use ropewalk_telemetry::Secret;

    use super::{PasswordCheck, Passwords, password_problem};

    #[tokio::test]
    async fn a_password_matches_its_own_hash_alone() {
        let passwords = Passwords::new();
        let right = Secret::new("correct horse battery");
        let hash = passwords.hash(&right, &SystemEntropy).await.unwrap();
        assert!(
            hash.expose().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"),
            "the parameters of NOBODYS_HASH"
        );
        assert_eq!(passwords.check(&right, Some(&hash)).await.unwrap(), PasswordCheck::Right);
        let wrong = Secret::new("correct horse batterz");
        assert_eq!(passwords.check(&wrong, Some(&hash)).await.unwrap(), PasswordCheck::Wrong);
        assert_eq!(passwords.check(&right, None).await.unwrap(), PasswordCheck::Wrong);
    }

    #[test]
    fn bad_passwords_are_told_why() {
        for (password, part) in [
            ("short", "at least 8"),
            ("aaaaabbbbb", "different"),
            ("PassWord123", "common"),
            ("ada-lovelace", "name"),
            ("x1".repeat(513).as_str(), "1024"),
        ] {
            let problem = password_problem(password, &["Ada-Lovelace"]).unwrap();
            assert!(problem.contains(part), "{password}: {problem}");
        }
        assert_eq!(password_problem("correct horse", &["ada"]), None);
    }
}
