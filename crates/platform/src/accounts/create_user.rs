//! Making an account for somebody else (platform.md 2.2).

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::OrganizationId;
use ropewalk_store::StoreError;
use ropewalk_store::accounts::{LoginType, NewUser, UserStatus};
use ropewalk_wire::accounts::{CreateUserRequest, User};

use super::field_rules::AccountFields;
use super::{UserRef, views};
use crate::{Platform, UseCaseError};

impl Platform {
    /// Makes an account. It is dormant until its person signs in, unless the request says otherwise. It has no role
    /// besides the implicit `member`.
    ///
    /// # Errors
    /// Forbidden; invalid with the bad fields; conflict when the user name or the address is taken.
    pub async fn create_user(
        &self,
        subject: &Subject,
        request: &CreateUserRequest,
    ) -> Result<User, UseCaseError> {
        subject.authorize(Action::Create, &Object::site(ResourceType::User))?;
        let login_type = login_type_of(request)?;
        let email = request.email.trim();
        let name = request.name.trim();
        let fields =
            AccountFields { email, username: &request.username, name, password: request.password.as_ref() };
        fields.check()?;
        self.check_organizations(&request.organization_ids).await?;
        let hashed_password = match &request.password {
            Some(password) => Some(self.passwords().hash(password, self.entropy()).await?),
            None => None,
        };
        let user = NewUser {
            id: self.entropy().uuid().into(),
            email: email.to_owned(),
            username: request.username.clone(),
            name: name.to_owned(),
            hashed_password,
            login_type,
            status: request.user_status.map_or(UserStatus::Dormant, views::stored_user_status),
            site_roles: Vec::new(),
            created_at: self.now(),
        };
        self.store()
            .create_user(&user, &request.organization_ids)
            .await
            .map_err(|error| refusal(error, &request.username, email))?;
        self.get_user(subject, &UserRef::Id(user.id)).await
    }

    async fn check_organizations(&self, organizations: &[OrganizationId]) -> Result<(), UseCaseError> {
        if organizations.is_empty() {
            return Err(UseCaseError::invalid_field(
                "organization_ids",
                "must name at least one organization",
            ));
        }
        let known = self.store().list_organizations(None).await?;
        for (index, id) in organizations.iter().enumerate() {
            let is_double = organizations[..index].contains(id);
            if is_double || !known.iter().any(|it| it.id == *id) {
                let detail = if is_double { "is named twice" } else { "is no organization" };
                return Err(UseCaseError::invalid_field(format!("organization_ids[{index}]"), detail));
            }
        }
        Ok(())
    }
}

/// How the account signs in; a password belongs to the login type `password`, and to no other.
fn login_type_of(request: &CreateUserRequest) -> Result<LoginType, UseCaseError> {
    let login_type = match request.login_type {
        None if request.service_account => LoginType::None,
        None => LoginType::Password,
        Some(login_type) => views::stored_login_type(login_type),
    };
    if request.service_account && login_type != LoginType::None {
        return Err(UseCaseError::invalid_field("login_type", "must be none for a service account"));
    }
    match login_type {
        LoginType::Password if request.password.is_none() => {
            Err(UseCaseError::invalid_field("password", "is required"))
        }
        LoginType::Password => Ok(login_type),
        LoginType::None if request.password.is_some() => {
            Err(UseCaseError::invalid_field("password", "must be absent for the login type none"))
        }
        LoginType::None => Ok(login_type),
        LoginType::Github | LoginType::Oidc | LoginType::Token => {
            Err(UseCaseError::invalid_field("login_type", "must be password or none on this deployment"))
        }
    }
}

fn refusal(error: StoreError, username: &str, email: &str) -> UseCaseError {
    if error.violates("users_username") {
        UseCaseError::taken("username", username)
    } else if error.violates("users_email") {
        UseCaseError::taken("email", email)
    } else {
        error.into()
    }
}
