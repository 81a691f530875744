//! Who is there and who we are (platform.md 2.1, 2.4).

use reqwest::Method;
use ropewalk_telemetry::Secret;
use ropewalk_wire::accounts::{
    CreateFirstUserRequest, CreateFirstUserResponse, LoginRequest, LoginResponse, Organization, User,
};
use ropewalk_wire::deployment::BuildInfo;

use crate::{Client, ClientError};

impl Client {
    /// What the server is; open to everybody.
    ///
    /// # Errors
    /// As every request.
    pub async fn build_info(&self) -> Result<BuildInfo, ClientError> {
        self.get("api/v2/buildinfo").await
    }

    /// Whether the server has its first user already.
    ///
    /// # Errors
    /// As every request.
    pub async fn has_first_user(&self) -> Result<bool, ClientError> {
        match self.send_only(Method::GET, "api/v2/users/first").await {
            Ok(()) => Ok(true),
            Err(error) if error.status() == Some(404) => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Makes the first user.
    ///
    /// # Errors
    /// As every request; 409 when there is one.
    pub async fn create_first_user(
        &self,
        request: &CreateFirstUserRequest,
    ) -> Result<CreateFirstUserResponse, ClientError> {
        self.post("api/v2/users/first", request).await
    }

    /// A session token for an e-mail address and a password.
    ///
    /// # Errors
    /// As every request; 401 when they do not fit.
    pub async fn login(&self, email: &str, password: Secret) -> Result<String, ClientError> {
        let request = LoginRequest { email: email.to_owned(), password };
        let answer: LoginResponse = self.post("api/v2/users/login", &request).await?;
        Ok(answer.session_token)
    }

    /// Ends the session.
    ///
    /// # Errors
    /// As every request.
    pub async fn logout(&self) -> Result<(), ClientError> {
        self.send_only(Method::POST, "api/v2/users/logout").await
    }

    /// Who we are.
    ///
    /// # Errors
    /// As every request; 401 when the token is not good.
    pub async fn me(&self) -> Result<User, ClientError> {
        self.get("api/v2/users/me").await
    }

    /// The organizations that we see.
    ///
    /// # Errors
    /// As every request.
    pub async fn organizations(&self) -> Result<Vec<Organization>, ClientError> {
        self.get("api/v2/organizations").await
    }
}
