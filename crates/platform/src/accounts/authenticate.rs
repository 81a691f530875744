//! Who sends a request (platform.md 1.2).

use chrono::Duration;
use ropewalk_authz::{SiteRole, Subject};
use ropewalk_model::Timestamp;
use ropewalk_store::accounts::{KeyHolder, UserStatus};
use ropewalk_telemetry::Secret;

use super::session_token::SessionToken;
use crate::{Platform, UseCaseError};

/// `last_used`, the address and the expiry of a key are written at most this often.
const TOUCH_INTERVAL: Duration = Duration::hours(1);

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Caller {
    /// What they may do.
    pub subject: Subject,
    /// Their name.
    pub username: String,
    /// The public half of the key that they came with.
    pub key_id: String,
}

impl Platform {
    /// Finds out whose token this is. Makes a subject, so it takes none. Notes the use of the key at most hourly, moves its
    /// expiry, and wakes a dormant account.
    ///
    /// # Errors
    /// Unauthenticated, with the reason as detail: the shape, an unknown key, a wrong secret, an ended key, a
    /// suspended account.
    pub async fn authenticate(&self, token: &Secret, ip: &str) -> Result<Caller, UseCaseError> {
        let refused = |why: &str| UseCaseError::unauthenticated("You are not signed in, or no longer.", why);
        let token = SessionToken::parse(token.expose())
            .ok_or_else(|| refused("The token does not have the shape of a session token."))?;
        let holder = self
            .store()
            .api_key_holder(token.id())
            .await?
            .ok_or_else(|| refused("The session does not exist."))?;
        if !token.matches(&holder.key.hashed_secret) {
            return Err(refused("The secret of the session token is wrong."));
        }
        let now = self.now();
        if holder.key.expires_at <= now {
            return Err(refused("The session has ended."));
        }
        if holder.status == UserStatus::Suspended {
            return Err(refused("The account is suspended."));
        }
        self.touch(&holder, ip, now).await?;
        Ok(caller(holder))
    }

    async fn touch(&self, holder: &KeyHolder, ip: &str, now: Timestamp) -> Result<(), UseCaseError> {
        let key = &holder.key;
        let lifetime = Duration::seconds(key.lifetime_seconds);
        let must_slide = key.expires_at - now <= lifetime - TOUCH_INTERVAL;
        let is_stale = now - key.last_used_at >= TOUCH_INTERVAL;
        if !(must_slide || is_stale || holder.status == UserStatus::Dormant) {
            return Ok(());
        }
        let expires_at = if must_slide { now + lifetime } else { key.expires_at };
        Ok(self.store().touch_api_key(key, expires_at, ip, now).await?)
    }
}

fn caller(holder: KeyHolder) -> Caller {
    Caller {
        subject: Subject {
            user_id: holder.key.user_id,
            // A role that this binary does not know gives nothing.
            site_roles: holder.site_roles.iter().filter_map(|name| SiteRole::parse(name)).collect(),
            organizations: holder.organization_ids,
        },
        username: holder.username,
        key_id: holder.key.id,
    }
}
