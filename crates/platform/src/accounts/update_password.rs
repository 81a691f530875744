//! A new password (platform.md 2.2).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_store::accounts::LoginType;
use ropewalk_wire::accounts::UpdatePasswordRequest;

use super::passwords::PasswordCheck;
use super::{UserRef, password_problem};
use crate::{Platform, UseCaseError};

impl Platform {
    /// Sets a password and ends all sessions and tokens of the account. One's own change needs the present password;
    /// an owner may set somebody else's without it.
    ///
    /// # Errors
    /// Not found; forbidden; invalid: a wrong old or a weak new password.
    pub async fn update_password(
        &self,
        subject: &Subject,
        user: &UserRef,
        request: &UpdatePasswordRequest,
    ) -> Result<(), UseCaseError> {
        let user = self.find_user(subject, user).await?;
        subject.authorize(Action::UpdatePersonal, &Object::of_user(ResourceType::User, user.id))?;
        if user.login_type != LoginType::Password {
            return Err(UseCaseError::invalid("This account does not sign in with a password."));
        }
        if user.id == subject.user_id {
            let Some(old_password) = &request.old_password else {
                return Err(UseCaseError::invalid_field("old_password", "is required"));
            };
            let check = self.passwords().check(old_password, user.hashed_password.as_ref()).await?;
            if check == PasswordCheck::Wrong {
                return Err(UseCaseError::invalid_field("old_password", "is wrong"));
            }
            if old_password.expose() == request.password.expose() {
                return Err(UseCaseError::invalid_field("password", "must differ from the old one"));
            }
        }
        if let Some(problem) = password_problem(request.password.expose(), &[&user.username, &user.email]) {
            return Err(UseCaseError::invalid_field("password", problem));
        }
        let hash = self.passwords().hash(&request.password, self.entropy()).await?;
        self.store().set_user_password(user.id, &hash, self.now()).await?;
        tracing::info!(user.id = %user.id, "A password was changed");
        Ok(())
    }
}
