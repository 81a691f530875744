//! People (platform.md 2.2, 2.30).

use chrono::{DateTime, Utc};
use ropewalk_model::{OrganizationId, UserId};
use ropewalk_telemetry::Secret;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::secret::{send_optional_secret, send_secret};

/// Whether an account is in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum UserStatus {
    /// In use.
    Active,
    /// Never used, or not for long; becomes active with the next signed-in request.
    Dormant,
    /// Locked by an administrator.
    Suspended,
}

/// How somebody signs in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LoginType {
    /// E-mail address and password.
    Password,
    /// GitHub.
    Github,
    /// `OpenID` Connect.
    Oidc,
    /// A long-lived token.
    Token,
    /// Not at all, as service accounts.
    None,
}

/// A role, as shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SlimRole {
    /// Its name, such as `owner`.
    pub name: String,
    /// Its name for people.
    pub display_name: String,
    /// The organization that it is of; absent for roles of the deployment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<String>,
}

/// A person or service account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct User {
    /// The account.
    #[schema(value_type = Uuid)]
    pub id: UserId,
    /// The name in URLs; unique without regard to case.
    pub username: String,
    /// The name for people.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// A picture.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub avatar_url: String,
    /// The e-mail address; unique without regard to case.
    pub email: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// When it was last seen, to the hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Whether it is in use.
    pub status: UserStatus,
    /// How it signs in.
    pub login_type: LoginType,
    /// The organizations that it is a member of.
    #[schema(value_type = Vec<Uuid>)]
    pub organization_ids: Vec<OrganizationId>,
    /// Its roles of the deployment, without the implicit `member`.
    pub roles: Vec<SlimRole>,
    /// Whether it takes one of a limited number of seats. Ropewalk has no such limit: always false.
    pub has_ai_seat: bool,
}

/// A page of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UsersResponse {
    /// The page.
    pub users: Vec<User>,
    /// How many there are in all.
    pub count: i64,
}

/// Which people to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListUsersQuery {
    /// A part of the user name, e-mail address or name; or `status:active` and the like.
    #[serde(default)]
    pub q: String,
    /// Most entries; 0 or absent = 1,000, which is also the most.
    #[serde(default)]
    pub limit: i64,
    /// How many entries to skip.
    #[serde(default)]
    pub offset: i64,
    /// Begin after this person.
    #[serde(default)]
    #[param(value_type = Option<Uuid>)]
    pub after_id: Option<UserId>,
}

/// Makes an account.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CreateUserRequest {
    /// The e-mail address.
    #[serde(default)]
    pub email: String,
    /// The name in URLs.
    #[serde(default)]
    pub username: String,
    /// The name for people.
    #[serde(default)]
    pub name: String,
    /// The password; required for the login type `password`, and only there.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "send_optional_secret")]
    #[schema(value_type = Option<String>, format = "password")]
    pub password: Option<Secret>,
    /// How they sign in; absent = `password`.
    #[serde(default)]
    pub login_type: Option<LoginType>,
    /// Absent = `dormant` until the first sign-in.
    #[serde(default)]
    pub user_status: Option<UserStatus>,
    /// At least one organization.
    #[serde(default)]
    #[schema(value_type = Vec<Uuid>)]
    pub organization_ids: Vec<OrganizationId>,
    /// A service account has no password and the login type `none`.
    #[serde(default)]
    pub service_account: bool,
}

/// Sets a new password.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct UpdatePasswordRequest {
    /// The present one; required for one's own account.
    #[serde(default, skip_serializing_if = "Option::is_none", serialize_with = "send_optional_secret")]
    #[schema(value_type = Option<String>, format = "password")]
    pub old_password: Option<Secret>,
    /// The new one.
    #[serde(serialize_with = "send_secret")]
    #[schema(value_type = String, format = "password")]
    pub password: Secret,
}
