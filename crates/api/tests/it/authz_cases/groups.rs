//! Groups: members of the organization see them, administrators change them.

use ropewalk_model::{Entropy, SystemEntropy};
use serde_json::{Value, json};

use super::{Access, AuthzCase, Prepared, World};

const ADMIN: Access = Access::Admin { member: 403 };

pub(super) fn cases() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("list_groups", "/api/v2/groups", Access::SignedIn),
        AuthzCase::new("get_group", "/api/v2/groups/{organization}", Access::SignedIn),
        AuthzCase::new("list_group_members", "/api/v2/groups/{organization}/members", Access::SignedIn),
        AuthzCase::new(
            "list_organization_groups",
            "/api/v2/organizations/{organization}/groups",
            Access::SignedIn,
        ),
        AuthzCase::new(
            "get_group_by_name",
            "/api/v2/organizations/{organization}/groups/everyone",
            Access::SignedIn,
        ),
        AuthzCase::new(
            "list_group_members_by_name",
            "/api/v2/organizations/{organization}/groups/everyone/members",
            Access::SignedIn,
        ),
        AuthzCase::with_objects("create_group", ADMIN, |world| {
            Box::pin(async move { Prepared { path: groups_of(world), body: Some(new_group()) } })
        }),
        AuthzCase::with_objects("update_group", ADMIN, |world| {
            Box::pin(async move {
                let body = json!({"add_users": [world.ada.id]});
                Prepared { path: format!("/api/v2/groups/{}", make_group(world).await), body: Some(body) }
            })
        }),
        AuthzCase::with_objects("delete_group", ADMIN, |world| {
            Box::pin(async move {
                Prepared { path: format!("/api/v2/groups/{}", make_group(world).await), body: None }
            })
        }),
    ]
}

fn groups_of(world: &World) -> String {
    format!("/api/v2/organizations/{}/groups", world.ada.organization_id)
}

fn new_group() -> Value {
    let id = SystemEntropy.uuid().simple().to_string();
    json!({"name": format!("g-{}", &id[..20])})
}

/// A group without members; its id.
async fn make_group(world: &World) -> String {
    let group = world.owner.client.post(&groups_of(world), &new_group()).await.expect(201);
    group["id"].as_str().expect("an id").to_owned()
}
