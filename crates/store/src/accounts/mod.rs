//! People, organizations, memberships, groups and API keys.

mod api_keys;
mod first_user;
mod group_members;
mod groups;
mod organizations;
mod types;
mod users;

pub use api_keys::{ApiKeyFilter, ApiKeyRecord, KeyHolder, OwnedApiKey};
pub use first_user::FirstUserOutcome;
pub use group_members::{GroupMember, GroupMemberFilter};
pub use groups::{GroupChange, GroupFilter, GroupRecord, GroupSource, NewGroup};
pub use organizations::OrganizationRecord;
pub use types::{LoginType, UserStatus};
pub use users::{NewUser, UserFilter, UserRecord};
