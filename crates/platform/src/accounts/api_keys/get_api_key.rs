//! One session or token (platform.md 2.3).

use ropewalk_authz::{Action, Subject};
use ropewalk_wire::accounts::ApiKey;

use super::of;
use crate::accounts::{UserRef, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// A key by id.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn get_api_key(
        &self,
        subject: &Subject,
        user: &UserRef,
        id: &str,
    ) -> Result<ApiKey, UseCaseError> {
        self.find_api_key(subject, user, id, Action::Read).await.map(views::api_key)
    }

    /// A token by name.
    ///
    /// # Errors
    /// Not found, also when the subject may not see it.
    pub async fn get_token(
        &self,
        subject: &Subject,
        user: &UserRef,
        name: &str,
    ) -> Result<ApiKey, UseCaseError> {
        let user = self.find_user(subject, user).await?;
        let key = self.store().token_by_name(user.id, name).await?;
        key.filter(|it| subject.can(Action::Read, &of(it.user_id)))
            .map(views::api_key)
            .ok_or(UseCaseError::not_found("API key"))
    }
}
