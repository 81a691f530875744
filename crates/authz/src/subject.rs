//! Who acts, and the decision (platform.md 4.5).

use ropewalk_model::{OrganizationId, UserId};

use crate::roles::{allows_at_site, allows_in_organization, allows_own, allows_own_in_organization};
use crate::{Action, Object, SiteRole};

/// Somebody who acts: a signed-in person, or the server on a person's behalf.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The person.
    pub user_id: UserId,
    /// Their site roles, besides the implicit `member`.
    pub site_roles: Vec<SiteRole>,
    /// The organizations they are a member of.
    pub organizations: Vec<OrganizationId>,
}

/// The subject may not do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{action:?} on {resource:?} is not allowed", resource = .object.resource)]
pub struct Denied {
    /// What was asked for.
    pub action: Action,
    /// On what.
    pub object: Object,
}

impl Subject {
    /// Whether the subject has the site role `owner`.
    #[must_use]
    pub fn is_site_owner(&self) -> bool {
        self.site_roles.contains(&SiteRole::Owner)
    }

    /// Whether the subject may do `action` to `object`.
    #[must_use]
    pub fn can(&self, action: Action, object: &Object) -> bool {
        let resource = object.resource;
        let roles = self.site_roles.iter().copied().chain([SiteRole::Member]);
        if roles.into_iter().any(|role| allows_at_site(role, resource, action)) {
            return true;
        }
        let is_own = object.owner == Some(self.user_id);
        match object.organization {
            None => is_own && allows_own(resource, action),
            Some(organization) if self.organizations.contains(&organization) => {
                allows_in_organization(resource, action)
                    || (is_own && allows_own_in_organization(resource, action))
            }
            Some(_) => false,
        }
    }

    /// As [`Subject::can`], as a result.
    ///
    /// # Errors
    /// The subject may not.
    pub fn authorize(&self, action: Action, object: &Object) -> Result<(), Denied> {
        if self.can(action, object) { Ok(()) } else { Err(Denied { action, object: *object }) }
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_model::{OrganizationId, UserId};
    use uuid::Uuid;

    use super::Subject;
    use crate::{Action, Object, ResourceType, SiteRole};

    fn user(n: u128) -> UserId {
        Uuid::from_u128(n).into()
    }
    fn organization(n: u128) -> OrganizationId {
        Uuid::from_u128(n).into()
    }
    fn member() -> Subject {
        Subject { user_id: user(1), site_roles: vec![], organizations: vec![organization(10)] }
    }

    #[test]
    fn an_owner_may_do_everything() {
        let owner = Subject { user_id: user(9), site_roles: vec![SiteRole::Owner], organizations: vec![] };
        for resource in ResourceType::ALL {
            for action in Action::ALL {
                let object = Object::of_member(resource, organization(77), user(78));
                assert!(owner.can(action, &object), "{action:?} {resource:?}");
            }
        }
    }

    #[test]
    fn a_member_may_do_nothing_to_what_belongs_to_others() {
        for resource in ResourceType::ALL {
            for action in Action::ALL {
                let other = Object::of_member(resource, organization(10), user(2));
                let shared = matches!(
                    (resource, action),
                    (ResourceType::Template, Action::Read | Action::Use)
                        | (ResourceType::Organization | ResourceType::Group, Action::Read)
                        | (ResourceType::DeploymentConfig, Action::Use)
                );
                assert_eq!(member().can(action, &other), shared, "{action:?} {resource:?}");
                let elsewhere = Object::of_member(resource, organization(11), user(1));
                let site = resource == ResourceType::DeploymentConfig && action == Action::Use;
                assert_eq!(member().can(action, &elsewhere), site, "{action:?} {resource:?}");
            }
        }
    }

    #[test]
    fn a_member_owns_workspaces_chats_and_keys() {
        for action in [Action::Create, Action::Read, Action::Update, Action::Delete] {
            for resource in [ResourceType::Workspace, ResourceType::Chat] {
                assert!(member().can(action, &Object::of_member(resource, organization(10), user(1))));
            }
            assert!(member().can(action, &Object::of_user(ResourceType::ApiKey, user(1))));
            assert!(!member().can(action, &Object::site(ResourceType::DeploymentConfig)));
        }
    }
}
