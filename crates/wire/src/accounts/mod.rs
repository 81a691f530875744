//! People, organizations, groups, sessions and API keys (platform.md 2.1-2.4, 2.30).

mod api_keys;
mod authcheck;
mod groups;
mod login;
mod organizations;
mod users;

pub use api_keys::{
    AllowListEntry, ApiKey, ApiKeyScope, ApiKeyWithOwner, CreateTokenRequest, ExternalScopes,
    GenerateApiKeyResponse, ListTokensQuery, TokenConfig,
};
pub use authcheck::{AuthorizationCheck, AuthorizationObject, AuthorizationRequest};
pub use groups::{
    CreateGroupRequest, GetGroupQuery, Group, GroupMembersResponse, GroupSource, ListGroupMembersQuery,
    ListGroupsQuery, PatchGroupRequest, ReducedUser,
};
pub use login::{
    AuthMethods, CreateFirstUserRequest, CreateFirstUserResponse, GithubAuthMethod, LoginRequest,
    LoginResponse, OidcAuthMethod, PasswordAuthMethod, ValidatePasswordRequest, ValidatePasswordResponse,
};
pub use organizations::Organization;
pub use users::{
    CreateUserRequest, ListUsersQuery, LoginType, SlimRole, UpdatePasswordRequest, User, UserStatus,
    UsersResponse,
};
