//! The first account, which owns the deployment (platform.md 2.1).

use ropewalk_authz::SiteRole;
use ropewalk_store::accounts::{FirstUserOutcome, LoginType, NewUser, UserStatus};
use ropewalk_telemetry::Secret;
use ropewalk_wire::accounts::{CreateFirstUserRequest, CreateFirstUserResponse};

use super::field_rules::AccountFields;
use crate::{FieldProblem, Platform, UseCaseError};

/// Where a request to make the first account comes from.
#[derive(Clone, Debug)]
pub enum SetupOrigin {
    /// From the server's own machine, and nothing hints at a proxy in between.
    ThisMachine,
    /// From elsewhere, or that cannot be told; with the set-up token, if one was sent in a header.
    Elsewhere(Option<Secret>),
}

impl Platform {
    /// Whether anybody has an account. Takes no subject: clients ask before anybody can have one.
    ///
    /// # Errors
    /// The database does not answer.
    pub async fn has_first_user(&self) -> Result<bool, UseCaseError> {
        Ok(self.store().any_user_exists().await?)
    }

    /// Makes the first account: an active owner in the default organization. Takes no subject, since nobody is there yet;
    /// what it asks for instead is [`SetupOrigin`].
    ///
    /// # Errors
    /// Conflict when somebody has an account; forbidden without the set-up token; invalid with the bad fields.
    pub async fn create_first_user(
        &self,
        request: &CreateFirstUserRequest,
        origin: SetupOrigin,
    ) -> Result<CreateFirstUserResponse, UseCaseError> {
        if self.store().any_user_exists().await? {
            return Err(users_exist());
        }
        self.check_origin(request, origin).await?;
        let email = request.email.trim();
        let name = request.name.trim();
        let fields =
            AccountFields { email, username: &request.username, name, password: Some(&request.password) };
        fields.check()?;
        let user = NewUser {
            id: self.entropy().uuid().into(),
            email: email.to_owned(),
            username: request.username.clone(),
            name: name.to_owned(),
            hashed_password: Some(self.passwords().hash(&request.password, self.entropy()).await?),
            login_type: LoginType::Password,
            status: UserStatus::Active,
            site_roles: vec![SiteRole::Owner.as_str().to_owned()],
            created_at: self.now(),
        };
        match self.store().create_first_user(&user).await? {
            FirstUserOutcome::UsersExist => Err(users_exist()),
            FirstUserOutcome::Created(organization_id) => {
                tracing::info!(user.id = %user.id, "The first user was made");
                Ok(CreateFirstUserResponse { user_id: user.id, organization_id })
            }
        }
    }

    async fn check_origin(
        &self,
        request: &CreateFirstUserRequest,
        origin: SetupOrigin,
    ) -> Result<(), UseCaseError> {
        let from_header = match origin {
            SetupOrigin::ThisMachine => return Ok(()),
            SetupOrigin::Elsewhere(token) => token,
        };
        let Some(token) = request.setup_token.as_ref().or(from_header.as_ref()).filter(|it| !it.is_empty())
        else {
            return Err(UseCaseError::forbidden(
                "The first account can be made from another machine only with the set-up token. \
                 The server prints it when it starts.",
            ));
        };
        if self.is_setup_token(token).await? {
            return Ok(());
        }
        Err(UseCaseError::Forbidden {
            message: "The set-up token is wrong. The server prints a new one at each start.".to_owned(),
        })
    }
}

fn users_exist() -> UseCaseError {
    UseCaseError::Conflict {
        message: "The first account was made already: sign in.".to_owned(),
        validations: Vec::<FieldProblem>::new(),
    }
}
