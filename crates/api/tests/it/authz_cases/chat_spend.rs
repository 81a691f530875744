//! Usage limits are settings of the deployment; what was spent is private.

use serde_json::json;

use super::{Access, AuthzCase, Prepared, World};

const ADMIN: Access = Access::Admin { member: 403 };

pub(super) fn cases() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("get_chat_usage_limits", "/api/v2/chats/usage-limits", ADMIN),
        AuthzCase::with_objects("put_chat_usage_limits", ADMIN, |_world| {
            Box::pin(async move {
                let body = json!({"spend_limit_micros": null, "period": "week"});
                Prepared { path: "/api/v2/chats/usage-limits".to_owned(), body: Some(body) }
            })
        }),
        AuthzCase::new("get_chat_usage_limit_status", "/api/v2/chats/usage-limits/status", Access::SignedIn),
        AuthzCase::with_objects("put_chat_usage_limit_override", ADMIN, |world| {
            Box::pin(async move {
                Prepared { path: of_ada(world), body: Some(json!({"spend_limit_micros": 1_000_000})) }
            })
        }),
        AuthzCase::with_objects("delete_chat_usage_limit_override", ADMIN, |world| {
            Box::pin(async move {
                let body = json!({"spend_limit_micros": 1_000_000});
                world.owner.client.put(&of_ada(world), &body).await.expect(200);
                Prepared { path: of_ada(world), body: None }
            })
        }),
        AuthzCase::with_objects("put_chat_usage_limit_group_override", ADMIN, |world| {
            Box::pin(async move {
                Prepared { path: of_everyone(world), body: Some(json!({"spend_limit_micros": 1_000_000})) }
            })
        }),
        AuthzCase::with_objects("delete_chat_usage_limit_group_override", ADMIN, |world| {
            Box::pin(async move {
                let body = json!({"spend_limit_micros": 1_000_000});
                world.owner.client.put(&of_everyone(world), &body).await.expect(200);
                Prepared { path: of_everyone(world), body: None }
            })
        }),
        AuthzCase::with_objects("get_chat_cost_summary", Access::Personal { stranger: 404 }, |world| {
            Box::pin(async move {
                Prepared { path: format!("/api/v2/chats/cost/{}/summary", world.ada.id), body: None }
            })
        }),
        AuthzCase::new("list_chat_cost_users", "/api/v2/chats/cost/users", ADMIN),
    ]
}

fn of_ada(world: &World) -> String {
    format!("/api/v2/chats/usage-limits/overrides/{}", world.ada.id)
}

fn of_everyone(world: &World) -> String {
    format!("/api/v2/chats/usage-limits/group-overrides/{}", world.ada.organization_id)
}
