//! Signing in with a password (platform.md 2.1).
//!
//! An unknown address, a wrong password and an account without a password take the same time and give the same answer.

use ropewalk_store::accounts::{LoginType, UserStatus};
use ropewalk_wire::accounts::{LoginRequest, LoginResponse};

use super::api_keys::SESSION_LIFETIME;
use super::passwords::PasswordCheck;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Signs in and makes a session of 24 hours. Makes a subject's token, so it takes no subject.
    ///
    /// # Errors
    /// Unauthenticated: the pair is wrong, or the account is suspended. Forbidden: the account signs in another way.
    pub async fn login(&self, request: &LoginRequest, ip: &str) -> Result<LoginResponse, UseCaseError> {
        let user = self.store().user_by_email(request.email.trim()).await?;
        let hash = user.as_ref().and_then(|it| it.hashed_password.as_ref());
        let check = self.passwords().check(&request.password, hash).await?;
        if user.as_ref().is_some_and(|it| it.login_type != LoginType::Password) {
            return Err(UseCaseError::forbidden("This account does not sign in with a password."));
        }
        let user =
            user.filter(|_| check == PasswordCheck::Right).ok_or_else(|| UseCaseError::Unauthenticated {
                message: "The e-mail address or the password is wrong.".to_owned(),
                detail: None,
            })?;
        if user.status == UserStatus::Suspended {
            return Err(UseCaseError::Unauthenticated {
                message: "This account is suspended. Ask an administrator.".to_owned(),
                detail: None,
            });
        }
        let session_token = self.new_session_key(user.id, LoginType::Password, SESSION_LIFETIME, ip).await?;
        tracing::info!(user.id = %user.id, "Signed in");
        Ok(LoginResponse { session_token })
    }
}
