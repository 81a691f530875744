//! `{user}` in a path: an id, a user name, or `me` (platform.md 0).

use std::convert::Infallible;
use std::str::FromStr;

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::UserId;
use ropewalk_store::accounts::UserRecord;

use crate::{Platform, UseCaseError};

/// Length of an id with its dashes. Bare hex digits are taken for a name, because a name may look like that.
const ID_CHARS: usize = 36;

/// How a request names a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UserRef {
    /// The caller.
    Me,
    /// By id.
    Id(UserId),
    /// By user name.
    Name(String),
}

impl FromStr for UserRef {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        if text == "me" {
            return Ok(Self::Me);
        }
        match text.parse() {
            Ok(id) if text.len() == ID_CHARS => Ok(Self::Id(id)),
            Ok(_) | Err(_) => Ok(Self::Name(text.to_owned())),
        }
    }
}

impl Platform {
    /// The person that a request names, if the subject may see them.
    ///
    /// # Errors
    /// Not found, also when the subject may not see them.
    pub async fn find_user(&self, subject: &Subject, user: &UserRef) -> Result<UserRecord, UseCaseError> {
        let found = match user {
            UserRef::Me => self.store().user_by_id(subject.user_id).await?,
            UserRef::Id(id) => self.store().user_by_id(*id).await?,
            UserRef::Name(name) => self.store().user_by_username(name).await?,
        };
        found
            .filter(|it| subject.can(Action::Read, &Object::of_user(ResourceType::User, it.id)))
            .ok_or(UseCaseError::not_found("user"))
    }
}

#[cfg(test)]
mod tests {
    use super::UserRef;

    #[test]
    fn ids_names_and_me_are_told_apart() {
        let read = |text: &str| text.parse::<UserRef>().unwrap();
        assert_eq!(read("me"), UserRef::Me);
        let id = "0191d9a0-7e9c-7b6f-9e64-2c8a8f6a3b11";
        assert_eq!(read(id), UserRef::Id(id.parse().unwrap()));
        for name in ["ada", "Me", "0191d9a07e9c7b6f9e642c8a8f6a3b11"] {
            assert_eq!(read(name), UserRef::Name(name.to_owned()));
        }
    }
}
