//! People, a page at a time (platform.md 1.4, 1.5, 2.2).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_store::accounts::{LoginType, UserFilter, UserStatus};
use ropewalk_wire::accounts::{ListUsersQuery, UsersResponse};

use super::views;
use crate::search_query::SearchQuery;
use crate::{Platform, UseCaseError};

/// Most entries of a page, and how many there are when none is asked for.
const PAGE_MAX: i64 = 1000;

impl Platform {
    /// A page of the people that the subject may see: owners see everybody, members themselves.
    ///
    /// # Errors
    /// Invalid, for a search key that does not exist.
    pub async fn list_users(
        &self,
        subject: &Subject,
        query: &ListUsersQuery,
    ) -> Result<UsersResponse, UseCaseError> {
        let mut search = SearchQuery::parse(&query.q)?;
        let status = search.take_word("status", |word| {
            [UserStatus::Active, UserStatus::Dormant, UserStatus::Suspended]
                .into_iter()
                .find(|it| it.as_str() == word)
        })?;
        let login_type = search.take_word("login_type", |word| {
            [LoginType::Password, LoginType::Github, LoginType::Oidc, LoginType::Token, LoginType::None]
                .into_iter()
                .find(|it| it.as_str() == word)
        })?;
        let name = search.take("name");
        let text = match name {
            Some(name) => name,
            None => search.free_text(),
        };
        search.finish()?;
        let sees_all = subject.can(Action::Read, &Object::site(ResourceType::User));
        let filter = UserFilter {
            text,
            status,
            login_type,
            only: (!sees_all).then_some(subject.user_id),
            after: query.after_id,
            limit: if query.limit <= 0 { PAGE_MAX } else { query.limit.min(PAGE_MAX) },
            offset: query.offset.max(0),
        };
        let users = self.store().list_users(&filter).await?;
        let count = self.store().count_users(&filter).await?;
        Ok(UsersResponse { users: users.into_iter().map(views::user).collect(), count })
    }
}
