//! People, organizations, memberships and API keys.

mod api_keys;
mod first_user;
mod organizations;
mod types;
mod users;

pub use api_keys::{ApiKeyFilter, ApiKeyRecord, KeyHolder, OwnedApiKey};
pub use first_user::FirstUserOutcome;
pub use organizations::OrganizationRecord;
pub use types::{LoginType, UserStatus};
pub use users::{NewUser, UserFilter, UserRecord};
