//! A long-lived token (platform.md 2.3).

use chrono::Duration;
use ropewalk_authz::{Action, Subject};
use ropewalk_store::accounts::LoginType;
use ropewalk_wire::accounts::{CreateTokenRequest, GenerateApiKeyResponse, TokenConfig};

use super::{NewKey, of, scopes};
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

const DEFAULT_LIFETIME: Duration = Duration::days(30);
const MAX_LIFETIME: Duration = Duration::days(365 * 100);
const MIN_LIFETIME: Duration = Duration::minutes(1);
const NAME_MAX_CHARS: usize = 64;
const MADE_UP_NAME_CHARS: usize = 10;

impl Platform {
    /// Makes a token for a person.
    ///
    /// # Errors
    /// Not found; forbidden; invalid: lifetime, name or scopes; conflict: the name is taken.
    pub async fn create_token(
        &self,
        subject: &Subject,
        user: &UserRef,
        request: &CreateTokenRequest,
        ip: &str,
    ) -> Result<GenerateApiKeyResponse, UseCaseError> {
        let user = self.find_user(subject, user).await?;
        subject.authorize(Action::Create, &of(user.id))?;
        scopes::check(request)?;
        let lifetime = lifetime_of(request)?;
        let token_name = match request.token_name.as_str() {
            "" => format!("token-{}", self.entropy().alphanumeric(MADE_UP_NAME_CHARS)),
            name => checked_name(name)?.to_owned(),
        };
        let new =
            NewKey { user_id: user.id, login_type: LoginType::Token, token_name: &token_name, lifetime, ip };
        let key = self.store_new_key(&new).await?;
        Ok(GenerateApiKeyResponse { key })
    }

    /// The limits of a person's tokens.
    ///
    /// # Errors
    /// Not found.
    pub async fn token_config(&self, subject: &Subject, user: &UserRef) -> Result<TokenConfig, UseCaseError> {
        self.find_user(subject, user).await?;
        Ok(TokenConfig { max_token_lifetime: nanoseconds(MAX_LIFETIME) })
    }
}

fn lifetime_of(request: &CreateTokenRequest) -> Result<Duration, UseCaseError> {
    let refused = |detail: String| Err(UseCaseError::invalid_field("lifetime", detail));
    match Duration::nanoseconds(request.lifetime) {
        lifetime if lifetime.is_zero() => Ok(DEFAULT_LIFETIME),
        lifetime if lifetime < MIN_LIFETIME => {
            refused(format!("must be at least {} nanoseconds, a minute", nanoseconds(MIN_LIFETIME)))
        }
        lifetime if lifetime > MAX_LIFETIME => {
            refused(format!("must be at most {} nanoseconds", nanoseconds(MAX_LIFETIME)))
        }
        lifetime => Ok(lifetime),
    }
}

/// 100 years fit: they are a third of what an `i64` holds.
fn nanoseconds(duration: Duration) -> i64 {
    duration.num_nanoseconds().unwrap_or(i64::MAX)
}

fn checked_name(name: &str) -> Result<&str, UseCaseError> {
    let is_fine = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    if name.chars().count() > NAME_MAX_CHARS || !name.chars().all(is_fine) {
        let detail = "must be at most 64 letters, digits, dashes, underscores and dots";
        return Err(UseCaseError::invalid_field("token_name", detail));
    }
    Ok(name)
}
