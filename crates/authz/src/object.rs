//! What an action is done to (platform.md 4.1).

use ropewalk_model::{OrganizationId, UserId};

/// A kind of object (platform.md 4.2), as far as it exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ResourceType {
    /// An API key or token.
    ApiKey,
    /// A chat.
    Chat,
    /// The deployment's settings, LLM providers and model configs among them.
    DeploymentConfig,
    /// A group of an organization.
    Group,
    /// A membership of a group.
    GroupMember,
    /// An organization.
    Organization,
    /// A membership of an organization.
    OrganizationMember,
    /// Provisioning jobs and their logs.
    ProvisionerJobs,
    /// A template and its versions.
    Template,
    /// A person.
    User,
    /// A workspace, its builds and its agents.
    Workspace,
}

impl ResourceType {
    /// All types.
    pub const ALL: [Self; 11] = [
        Self::ApiKey,
        Self::Chat,
        Self::DeploymentConfig,
        Self::Group,
        Self::GroupMember,
        Self::Organization,
        Self::OrganizationMember,
        Self::ProvisionerJobs,
        Self::Template,
        Self::User,
        Self::Workspace,
    ];
}

/// The object that a decision is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Object {
    /// Its kind.
    pub resource: ResourceType,
    /// The person it belongs to.
    pub owner: Option<UserId>,
    /// The organization it belongs to.
    pub organization: Option<OrganizationId>,
}

impl Object {
    /// An object of the whole deployment, such as its settings.
    #[must_use]
    pub const fn site(resource: ResourceType) -> Self {
        Self { resource, owner: None, organization: None }
    }

    /// An object of a person, outside any organization, such as an API key or the person.
    #[must_use]
    pub const fn of_user(resource: ResourceType, owner: UserId) -> Self {
        Self { resource, owner: Some(owner), organization: None }
    }

    /// An object of an organization without a personal owner, such as a template.
    #[must_use]
    pub const fn of_organization(resource: ResourceType, organization: OrganizationId) -> Self {
        Self { resource, owner: None, organization: Some(organization) }
    }

    /// A person's object in an organization, such as a workspace or a chat.
    #[must_use]
    pub const fn of_member(resource: ResourceType, organization: OrganizationId, owner: UserId) -> Self {
        Self { resource, owner: Some(owner), organization: Some(organization) }
    }
}
