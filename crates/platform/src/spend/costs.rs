//! What was spent: by one person, and by everybody.

use chrono::Duration;
use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::Timestamp;
use ropewalk_store::spend::CostSpan;
use ropewalk_wire::chat_spend::{ChatCostSummary, ChatCostUsersResponse};

use super::views;
use crate::accounts::UserRef;
use crate::{Platform, UseCaseError};

/// How far a summary goes back when nothing is said.
const DEFAULT_DAYS: i64 = 30;
/// The most people of one page.
const PAGE_MAX: u32 = 200;

/// The span that is asked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CostRange {
    /// From when on; none = 30 days before the end.
    pub start: Option<Timestamp>,
    /// Up to when; none = now.
    pub end: Option<Timestamp>,
}

impl CostRange {
    fn span(self, now: Timestamp) -> Result<CostSpan, UseCaseError> {
        let end = self.end.unwrap_or(now);
        let start =
            self.start.or_else(|| end.checked_sub_signed(Duration::days(DEFAULT_DAYS))).unwrap_or(end);
        if start >= end {
            return Err(UseCaseError::invalid_field("end_date", "must be later than start_date"));
        }
        Ok(CostSpan { start, end })
    }
}

impl Platform {
    /// What `user`'s chats spent.
    ///
    /// # Errors
    /// Not found; forbidden for another person's unless the subject may read everybody's chats; invalid for an empty span.
    pub async fn chat_cost_summary(
        &self,
        subject: &Subject,
        user: &UserRef,
        range: CostRange,
    ) -> Result<ChatCostSummary, UseCaseError> {
        let user = self.find_user(subject, user).await?;
        if user.id != subject.user_id {
            require_all_chats(subject)?;
        }
        let now = self.now();
        let span = range.span(now)?;
        let summary = self.store().cost_summary(user.id, span).await?;
        let status = self.store().usage_status(user.id, now).await?;
        Ok(views::summary(span, summary, status))
    }

    /// What each person's chats spent.
    ///
    /// # Errors
    /// Forbidden unless the subject may read everybody's chats; invalid for an empty span, or a limit of 0 or above 200.
    pub async fn chat_cost_users(
        &self,
        subject: &Subject,
        range: CostRange,
        name: &str,
        limit: u32,
        offset: u32,
    ) -> Result<ChatCostUsersResponse, UseCaseError> {
        require_all_chats(subject)?;
        if !(1..=PAGE_MAX).contains(&limit) {
            return Err(UseCaseError::invalid_field("limit", format!("must be 1 to {PAGE_MAX}")));
        }
        let span = range.span(self.now())?;
        let costs = self.store().costs_by_user(span, name, limit, offset).await?;
        Ok(views::users(span, costs))
    }
}

fn require_all_chats(subject: &Subject) -> Result<(), UseCaseError> {
    subject
        .authorize(Action::Read, &Object::site(ResourceType::Chat))
        .map_err(|_denied| UseCaseError::forbidden("You may see only what your own chats spent."))
}
