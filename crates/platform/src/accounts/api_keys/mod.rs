//! Sessions and tokens (platform.md 2.3).

mod create_session_key;
mod create_token;
mod delete_api_key;
mod expire_api_key;
mod get_api_key;
mod list_tokens;
mod scopes;

use chrono::Duration;
use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::UserId;
use ropewalk_store::accounts::{ApiKeyRecord, LoginType};

use super::UserRef;
use super::session_token::SessionToken;
use crate::{Platform, UseCaseError};

/// How long a session lives from its last use.
pub(super) const SESSION_LIFETIME: Duration = Duration::hours(24);

/// What a key must be made of.
struct NewKey<'a> {
    user_id: UserId,
    login_type: LoginType,
    token_name: &'a str,
    lifetime: Duration,
    ip: &'a str,
}

impl Platform {
    /// Makes a session for an account and gives its text.
    pub(super) async fn new_session_key(
        &self,
        user_id: UserId,
        login_type: LoginType,
        lifetime: Duration,
        ip: &str,
    ) -> Result<String, UseCaseError> {
        self.store_new_key(&NewKey { user_id, login_type, token_name: "", lifetime, ip }).await
    }

    async fn store_new_key(&self, new: &NewKey<'_>) -> Result<String, UseCaseError> {
        let now = self.now();
        let token = SessionToken::generate(self.entropy());
        let key = ApiKeyRecord {
            id: token.id().to_owned(),
            hashed_secret: token.hashed_secret(),
            user_id: new.user_id,
            login_type: new.login_type,
            scopes: vec![scopes::ALL.to_owned()],
            token_name: new.token_name.to_owned(),
            lifetime_seconds: new.lifetime.num_seconds(),
            ip: new.ip.to_owned(),
            last_used_at: now,
            expires_at: now + new.lifetime,
            created_at: now,
            updated_at: now,
        };
        self.store().insert_api_key(&key).await.map_err(|error| {
            if error.violates("api_keys_token_name") {
                UseCaseError::taken("token_name", new.token_name)
            } else {
                error.into()
            }
        })?;
        Ok(token.reveal())
    }

    /// A key of the person that a request names, if the subject may do `action` to it.
    async fn find_api_key(
        &self,
        subject: &Subject,
        user: &UserRef,
        id: &str,
        action: Action,
    ) -> Result<ApiKeyRecord, UseCaseError> {
        let user = self.find_user(subject, user).await?;
        let holder = self.store().api_key_holder(id).await?;
        holder
            .map(|it| it.key)
            .filter(|key| key.user_id == user.id && subject.can(action, &of(key.user_id)))
            .ok_or(UseCaseError::not_found("API key"))
    }
}

/// A person's keys, as an object of decisions.
const fn of(user: UserId) -> Object {
    Object::of_user(ResourceType::ApiKey, user)
}
