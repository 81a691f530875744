//! "May I?", for clients that show only what works (platform.md 2.2).

use std::collections::BTreeMap;

use ropewalk_authz::{Action, Object, ResourceType, Subject};
use ropewalk_model::{OrganizationId, UserId};
use ropewalk_wire::accounts::{AuthorizationCheck, AuthorizationObject, AuthorizationRequest};

use crate::{Platform, UseCaseError};

/// Most questions of one request.
const CHECKS_MAX: usize = 100;

impl Platform {
    /// Answers each question about the subject itself. A type or action that does not exist here cannot be done: false.
    ///
    /// # Errors
    /// Invalid, for more than 100 questions.
    pub fn check_authorization(
        &self,
        subject: &Subject,
        request: &AuthorizationRequest,
    ) -> Result<BTreeMap<String, bool>, UseCaseError> {
        if request.checks.len() > CHECKS_MAX {
            return Err(UseCaseError::invalid_field("checks", "must hold at most 100 questions"));
        }
        Ok(request.checks.iter().map(|(name, check)| (name.clone(), is_allowed(subject, check))).collect())
    }
}

fn is_allowed(subject: &Subject, check: &AuthorizationCheck) -> bool {
    let (Some(resource), Some(action)) = (resource_type(&check.object.resource_type), action(&check.action))
    else {
        return false;
    };
    let Some((owner, organization)) = scope_of(subject, resource, &check.object) else { return false };
    if check.object.any_org && organization.is_none() {
        return subject.can(action, &Object { resource, owner, organization: None })
            || subject.organizations.iter().any(|organization| {
                subject.can(action, &Object { resource, owner, organization: Some(*organization) })
            });
    }
    subject.can(action, &Object { resource, owner, organization })
}

/// Owner and organization of the object. `None` when an id in it is none.
fn scope_of(
    subject: &Subject,
    resource: ResourceType,
    object: &AuthorizationObject,
) -> Option<(Option<UserId>, Option<OrganizationId>)> {
    let given = |text: &Option<String>| text.clone().filter(|it| !it.is_empty());
    // The ids of these two types are owner and organization themselves.
    let own_id = given(&object.resource_id);
    let owner = given(&object.owner_id).or_else(|| own_id.clone().filter(|_| resource == ResourceType::User));
    let organization = given(&object.organization_id)
        .or_else(|| own_id.clone().filter(|_| resource == ResourceType::Organization));
    let owner = match owner.as_deref() {
        None => None,
        Some("me") => Some(subject.user_id),
        Some(text) => Some(text.parse().ok()?),
    };
    let organization = match organization {
        None => None,
        Some(text) => Some(text.parse().ok()?),
    };
    Some((owner, organization))
}

fn resource_type(name: &str) -> Option<ResourceType> {
    ResourceType::ALL.into_iter().find(|it| resource_name(*it) == name)
}

const fn resource_name(resource: ResourceType) -> &'static str {
    match resource {
        ResourceType::ApiKey => "api_key",
        ResourceType::Chat => "chat",
        ResourceType::DeploymentConfig => "deployment_config",
        ResourceType::Group => "group",
        ResourceType::GroupMember => "group_member",
        ResourceType::Organization => "organization",
        ResourceType::OrganizationMember => "organization_member",
        ResourceType::ProvisionerJobs => "provisioner_jobs",
        ResourceType::Template => "template",
        ResourceType::User => "user",
        ResourceType::Workspace => "workspace",
    }
}

fn action(name: &str) -> Option<Action> {
    Action::ALL.into_iter().find(|it| action_name(*it) == name)
}

const fn action_name(action: Action) -> &'static str {
    match action {
        Action::Create => "create",
        Action::Read => "read",
        Action::Update => "update",
        Action::Delete => "delete",
        Action::Use => "use",
        Action::Start => "start",
        Action::Stop => "stop",
        Action::Ssh => "ssh",
        Action::ApplicationConnect => "application_connect",
        Action::ReadPersonal => "read_personal",
        Action::UpdatePersonal => "update_personal",
    }
}

#[cfg(test)]
mod tests {
    use ropewalk_authz::Subject;
    use ropewalk_wire::accounts::AuthorizationCheck;
    use serde_json::json;
    use uuid::Uuid;

    use super::is_allowed;

    #[test]
    fn questions_are_answered_by_the_roles() {
        let member = Subject {
            user_id: Uuid::from_u128(1).into(),
            site_roles: vec![],
            organizations: vec![Uuid::from_u128(10).into()],
        };
        let organization = Uuid::from_u128(10).to_string();
        for (object, action, expected) in [
            (json!({"resource_type": "api_key", "owner_id": "me"}), "create", true),
            (json!({"resource_type": "deployment_config"}), "update", false),
            (json!({"resource_type": "workspace", "owner_id": "me", "any_org": true}), "create", true),
            (json!({"resource_type": "workspace", "owner_id": "me"}), "create", false),
            (json!({"resource_type": "organization", "resource_id": organization}), "read", true),
            (json!({"resource_type": "user", "resource_id": Uuid::from_u128(2)}), "read", false),
            (json!({"resource_type": "user", "owner_id": "nobody"}), "read", false),
            (json!({"resource_type": "licence"}), "read", false),
            (json!({"resource_type": "user", "owner_id": "me"}), "fly", false),
        ] {
            let check: AuthorizationCheck =
                serde_json::from_value(json!({"object": object, "action": action})).unwrap();
            assert_eq!(is_allowed(&member, &check), expected, "{check:?}");
        }
    }
}
