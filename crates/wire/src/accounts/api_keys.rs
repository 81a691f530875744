//! Sessions and tokens (platform.md 1.2, 2.3, 2.30).

use chrono::{DateTime, Utc};
use ropewalk_model::UserId;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::LoginType;

/// The old form of a key's scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApiKeyScope {
    /// Everything that the person may do.
    All,
    /// Only connecting to applications of workspaces.
    ApplicationConnect,
}

/// A session or token. The secret is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiKey {
    /// The public half of the token: ten characters.
    pub id: String,
    /// Whose it is.
    #[schema(value_type = Uuid)]
    pub user_id: UserId,
    /// When it was last used, to the hour.
    pub last_used: DateTime<Utc>,
    /// When it ends, unless it is used before.
    pub expires_at: DateTime<Utc>,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// How its person signed in; `token` for tokens.
    pub login_type: LoginType,
    /// The old form of `scopes`.
    pub scope: ApiKeyScope,
    /// What it may be used for.
    pub scopes: Vec<String>,
    /// The token's name; empty for sessions.
    pub token_name: String,
    /// How long it lives from its last use, in seconds.
    pub lifetime_seconds: i64,
    /// The objects that it may be used for.
    pub allow_list: Vec<AllowListEntry>,
}

/// Objects that a key may be used for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AllowListEntry {
    /// The type of the objects, or `*`.
    #[serde(rename = "type")]
    pub resource_type: String,
    /// One object's id, or `*`.
    pub id: String,
}

/// A token and whose it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ApiKeyWithOwner {
    /// The token.
    #[serde(flatten)]
    pub key: ApiKey,
    /// The owner's name.
    pub username: String,
}

/// A new session or token. The only time that it is shown.
#[derive(Clone, Serialize, Deserialize, ToSchema)]
pub struct GenerateApiKeyResponse {
    /// Goes into the header `Coder-Session-Token`.
    pub key: String,
}

/// Makes a token.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
pub struct CreateTokenRequest {
    /// How long it lives from its last use, in nanoseconds; 0 or absent = 30 days.
    #[serde(default)]
    pub lifetime: i64,
    /// The old form of `scopes`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    /// What it may be used for; empty = everything.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scopes: Vec<String>,
    /// Its name, unique among the person's tokens without regard to case; empty = a name is made up.
    #[serde(default)]
    pub token_name: String,
    /// The objects that it may be used for; empty = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub allow_list: Vec<AllowListEntry>,
}

/// The limits of tokens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TokenConfig {
    /// The longest lifetime, in nanoseconds.
    pub max_token_lifetime: i64,
}

/// Which tokens to list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListTokensQuery {
    /// Also those of other people, as far as the caller may see them.
    #[serde(default)]
    pub include_all: bool,
    /// Also those that have ended.
    #[serde(default)]
    pub include_expired: bool,
}

/// The scopes that a token may be asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ExternalScopes {
    /// Their names.
    pub external: Vec<String>,
}
