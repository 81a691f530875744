//! Whether a person may make a chat work, before their message is taken.

use ropewalk_model::{Timestamp, UserId, money::usd};
use ropewalk_store::spend::UsageStatus;
use ropewalk_telemetry::ErrorChain;

use crate::{Platform, UseCaseError};

impl Platform {
    /// Refuses a message of somebody who has spent what they may. When that cannot be found out the message is taken (chats-api.md
    /// 1.17): the engine asks again before each model call.
    ///
    /// # Errors
    /// [`UseCaseError::UsageLimit`].
    pub async fn admit_message(&self, owner: UserId) -> Result<(), UseCaseError> {
        let status = match self.store().usage_status(owner, self.now()).await {
            Ok(status) => status,
            Err(error) => {
                tracing::warn!(user.id = %owner, "What a person spent is not known: {}", ErrorChain(&error));
                return Ok(());
            }
        };
        match status {
            UsageStatus { limit_micros: Some(limit_micros), spent_micros, period_end, .. }
                if spent_micros >= limit_micros =>
            {
                Err(UseCaseError::UsageLimit {
                    message: limit_text(spent_micros, limit_micros, period_end),
                    spent_micros,
                    limit_micros,
                    resets_at: period_end,
                })
            }
            UsageStatus { .. } => Ok(()),
        }
    }
}

/// What a person who has spent what they may is told.
#[must_use]
pub fn limit_text(spent_micros: i64, limit_micros: i64, resets_at: Timestamp) -> String {
    format!(
        "You have spent {} of the {} that you may spend. It begins anew on {}; an administrator can give you a higher limit.",
        usd(spent_micros),
        usd(limit_micros),
        resets_at.format("%Y-%m-%d at %H:%M UTC")
    )
}
