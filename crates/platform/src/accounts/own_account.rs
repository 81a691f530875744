//! Things that are one's own alone, administrators' rights or not.

use ropewalk_authz::Subject;
use ropewalk_model::UserId;

use super::UserRef;
use crate::{Platform, UseCaseError};

impl Platform {
    /// The id of the subject's own account, when `user` names it; else `message` says why it is refused.
    ///
    /// # Errors
    /// Not found, also when the subject may not see that account; forbidden for another person's account.
    pub(crate) async fn own_account(
        &self,
        subject: &Subject,
        user: &UserRef,
        message: &str,
    ) -> Result<UserId, UseCaseError> {
        let user = self.find_user(subject, user).await?;
        if user.id == subject.user_id { Ok(user.id) } else { Err(UseCaseError::forbidden(message)) }
    }
}
