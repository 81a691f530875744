//! Tokens (platform.md 2.3).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_store::accounts::ApiKeyFilter;
use ropewalk_wire::accounts::{ApiKeyWithOwner, ListTokensQuery};

use crate::accounts::{UserRef, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// A person's tokens, oldest first, at most 1,000; with `include_all` everybody's, as far as the subject may see them:
    /// for a member that is their own again.
    ///
    /// # Errors
    /// Not found.
    pub async fn list_tokens(
        &self,
        subject: &Subject,
        user: &UserRef,
        query: &ListTokensQuery,
    ) -> Result<Vec<ApiKeyWithOwner>, UseCaseError> {
        let user = self.find_user(subject, user).await?;
        let sees_all = subject.can(Action::Read, &Object::site(ResourceType::ApiKey));
        let filter = ApiKeyFilter {
            user: (!(query.include_all && sees_all)).then_some(user.id),
            alive_at: (!query.include_expired).then(|| self.now()),
        };
        let tokens = self.store().list_tokens(filter).await?;
        Ok(tokens
            .into_iter()
            .filter(|it| subject.can(Action::Read, &super::of(it.key.user_id)))
            .map(|it| ApiKeyWithOwner { key: views::api_key(it.key), username: it.username })
            .collect())
    }
}
