//! Another session, to paste into a client (platform.md 2.3).

use ropewalk_authz::{Action, Subject};
use ropewalk_store::accounts::LoginType;
use ropewalk_wire::accounts::GenerateApiKeyResponse;

use super::{SESSION_LIFETIME, of};
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// Makes a session of 24 hours for a person.
    ///
    /// # Errors
    /// Not found; forbidden.
    pub async fn create_session_key(
        &self,
        subject: &Subject,
        user: &UserRef,
        ip: &str,
    ) -> Result<GenerateApiKeyResponse, UseCaseError> {
        let user = self.find_user(subject, user).await?;
        subject.authorize(Action::Create, &of(user.id))?;
        let key = self.new_session_key(user.id, LoginType::Password, SESSION_LIFETIME, ip).await?;
        Ok(GenerateApiKeyResponse { key })
    }
}
