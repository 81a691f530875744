//! The built-in roles as tables (platform.md 4.3), cut to `owner` and `member`.

use crate::{Action, ResourceType};

/// A role of the whole deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum SiteRole {
    /// May do everything.
    Owner,
    /// Everybody has it; it is never stored or listed.
    Member,
}

impl SiteRole {
    /// The wire and SQL name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Member => "member",
        }
    }

    /// Reads the wire and SQL name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Owner, Self::Member].into_iter().find(|role| role.as_str() == text)
    }
}

/// Site level: what the role allows on every object.
pub(crate) const fn allows_at_site(role: SiteRole, resource: ResourceType, action: Action) -> bool {
    match role {
        SiteRole::Owner => true,
        // Whoever is signed in may read what is served to everybody: which models and providers are there.
        SiteRole::Member => {
            matches!((resource, action), (ResourceType::DeploymentConfig, Action::Use))
        }
    }
}

/// User level: what everybody may do to their own objects outside organizations.
pub(crate) const fn allows_own(resource: ResourceType, action: Action) -> bool {
    match resource {
        ResourceType::ApiKey => {
            matches!(action, Action::Create | Action::Read | Action::Update | Action::Delete)
        }
        ResourceType::User => matches!(action, Action::Read | Action::ReadPersonal | Action::UpdatePersonal),
        ResourceType::Chat
        | ResourceType::DeploymentConfig
        | ResourceType::Group
        | ResourceType::GroupMember
        | ResourceType::Organization
        | ResourceType::OrganizationMember
        | ResourceType::ProvisionerJobs
        | ResourceType::Template
        | ResourceType::Workspace => false,
    }
}

/// Organization level: what every member may do to any object of the organization.
pub(crate) const fn allows_in_organization(resource: ResourceType, action: Action) -> bool {
    match resource {
        // Every member may read groups where sharing is open to everyone (platform.md 4.3), which it is.
        ResourceType::Organization | ResourceType::Group => matches!(action, Action::Read),
        // The "everyone" access of platform.md 4.7; per-template lists come with groups.
        ResourceType::Template => matches!(action, Action::Read | Action::Use),
        ResourceType::ApiKey
        | ResourceType::Chat
        | ResourceType::DeploymentConfig
        | ResourceType::GroupMember
        | ResourceType::OrganizationMember
        | ResourceType::ProvisionerJobs
        | ResourceType::User
        | ResourceType::Workspace => false,
    }
}

/// Organization-member level: what a member may do to their own objects in the organization.
pub(crate) const fn allows_own_in_organization(resource: ResourceType, action: Action) -> bool {
    match resource {
        ResourceType::Workspace | ResourceType::Chat => match action {
            Action::Create
            | Action::Read
            | Action::Update
            | Action::Delete
            | Action::Start
            | Action::Stop
            | Action::Ssh
            | Action::ApplicationConnect => true,
            Action::Use | Action::ReadPersonal | Action::UpdatePersonal => false,
        },
        ResourceType::GroupMember | ResourceType::OrganizationMember | ResourceType::ProvisionerJobs => {
            matches!(action, Action::Read)
        }
        ResourceType::ApiKey
        | ResourceType::DeploymentConfig
        | ResourceType::Group
        | ResourceType::Organization
        | ResourceType::Template
        | ResourceType::User => false,
    }
}
