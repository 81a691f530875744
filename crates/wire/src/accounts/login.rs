//! The first user, login and passwords (platform.md 2.1).

use ropewalk_model::{OrganizationId, UserId};
use ropewalk_telemetry::Secret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::secret::{send_optional_secret, send_secret};

/// Makes the first account, which owns the deployment. The reference's fields for trials and newsletters are
/// accepted and ignored.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CreateFirstUserRequest {
    /// The e-mail address.
    pub email: String,
    /// The name in URLs.
    pub username: String,
    /// The name for people.
    #[serde(default)]
    pub name: String,
    /// The password.
    #[serde(serialize_with = "send_secret")]
    #[schema(value_type = String, format = "password")]
    pub password: Secret,
    /// The one-time set-up token that the server prints at its start. Needed unless the request comes from the
    /// server's own machine. May stand in the header `Ropewalk-Setup-Token` instead.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "send_optional_secret")]
    #[schema(value_type = Option<String>, format = "password")]
    pub setup_token: Option<Secret>,
}

/// The first account was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CreateFirstUserResponse {
    /// The account.
    #[schema(value_type = Uuid)]
    pub user_id: UserId,
    /// The default organization, which it is a member of.
    #[schema(value_type = Uuid)]
    pub organization_id: OrganizationId,
}

/// Signs in with a password.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LoginRequest {
    /// The e-mail address.
    pub email: String,
    /// The password.
    #[serde(serialize_with = "send_secret")]
    #[schema(value_type = String, format = "password")]
    pub password: Secret,
}

/// Signed in. The token is in the session cookie too.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct LoginResponse {
    /// Goes into the header `Coder-Session-Token`.
    pub session_token: String,
}

/// Which ways of signing in there are.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AuthMethods {
    /// Terms that must be shown at the login.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub terms_of_service_url: Option<String>,
    /// Passwords.
    pub password: PasswordAuthMethod,
    /// GitHub.
    pub github: GithubAuthMethod,
    /// `OpenID` Connect.
    pub oidc: OidcAuthMethod,
}

/// Signing in with a password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PasswordAuthMethod {
    /// Whether it is on.
    pub enabled: bool,
}

/// Signing in with GitHub.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GithubAuthMethod {
    /// Whether it is on.
    pub enabled: bool,
    /// Whether it uses the vendor's application.
    pub default_provider_configured: bool,
}

/// Signing in with `OpenID` Connect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OidcAuthMethod {
    /// Whether it is on.
    pub enabled: bool,
    /// The button's text.
    pub sign_in_text: String,
    /// The button's picture.
    pub icon_url: String,
}

/// Asks whether a password would be good enough.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ValidatePasswordRequest {
    /// The password.
    #[serde(serialize_with = "send_secret")]
    #[schema(value_type = String, format = "password")]
    pub password: Secret,
}

/// Whether it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ValidatePasswordResponse {
    /// Whether it is.
    pub valid: bool,
    /// Why not; empty when it is.
    pub details: String,
}
