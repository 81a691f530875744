//! LLM providers and model configs: settings of the deployment.

use serde_json::json;

use super::{Access, AuthzCase, Prepared, World};

const ADMIN: Access = Access::Admin { member: 403 };

pub(super) fn cases() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("list_chat_models", "/api/v2/chats/models", Access::SignedIn),
        AuthzCase::new("list_chat_providers", "/api/v2/chats/providers", ADMIN),
        AuthzCase::with_objects("create_chat_provider", ADMIN, |world| {
            Box::pin(async move {
                world.app.database.execute("delete from chat_providers").await;
                let body = json!({"provider": "openai", "api_key": "k"});
                Prepared { path: "/api/v2/chats/providers".to_owned(), body: Some(body) }
            })
        }),
        AuthzCase::with_objects("update_chat_provider", ADMIN, |world| {
            Box::pin(async move {
                let path = format!("/api/v2/chats/providers/{}", provider(world).await);
                Prepared { path, body: Some(json!({"display_name": "Another name"})) }
            })
        }),
        AuthzCase::with_objects("delete_chat_provider", ADMIN, |world| {
            Box::pin(async move {
                Prepared { path: format!("/api/v2/chats/providers/{}", provider(world).await), body: None }
            })
        }),
        AuthzCase::with_objects("test_chat_provider", ADMIN, |world| {
            Box::pin(async move {
                let path = format!("/api/v2/chats/providers/{}/test", provider(world).await);
                Prepared { path, body: None }
            })
        }),
        AuthzCase::new(
            "list_user_chat_provider_configs",
            "/api/v2/chats/user-provider-configs",
            Access::SignedIn,
        ),
        AuthzCase::with_objects("put_user_chat_provider_key", Access::SignedIn, |world| {
            Box::pin(async move {
                let path = format!("/api/v2/chats/user-provider-configs/{}", own_key_provider(world).await);
                Prepared { path, body: Some(json!({"api_key": "sk-own"})) }
            })
        }),
        AuthzCase::with_objects("delete_user_chat_provider_key", Access::SignedIn, |world| {
            Box::pin(async move {
                let path = format!("/api/v2/chats/user-provider-configs/{}", own_key_provider(world).await);
                Prepared { path, body: None }
            })
        }),
        AuthzCase::new("list_chat_model_configs", "/api/v2/chats/model-configs", Access::SignedIn),
        AuthzCase::with_objects("create_chat_model_config", ADMIN, |world| {
            Box::pin(async move {
                provider(world).await;
                let model = world.app.platform.random_id().to_string();
                let body = json!({"provider": "openai-compat", "model": model, "context_limit": 1000});
                Prepared { path: "/api/v2/chats/model-configs".to_owned(), body: Some(body) }
            })
        }),
        AuthzCase::with_objects("update_chat_model_config", ADMIN, |world| {
            Box::pin(async move {
                let path = format!("/api/v2/chats/model-configs/{}", model_config(world).await);
                Prepared { path, body: Some(json!({"display_name": "Another name"})) }
            })
        }),
        AuthzCase::with_objects("delete_chat_model_config", ADMIN, |world| {
            Box::pin(async move {
                let path = format!("/api/v2/chats/model-configs/{}", model_config(world).await);
                Prepared { path, body: None }
            })
        }),
    ]
}

/// A provider that nothing answers for: its port is closed.
pub(super) async fn provider(world: &World) -> String {
    let all = world.owner.client.get("/api/v2/chats/providers").await.expect(200);
    let all = all.as_array().expect("a list");
    let known = all.iter().find(|it| it["provider"] == "openai-compat" && it["source"] == "database");
    if let Some(known) = known {
        return known["id"].as_str().expect("an id").to_owned();
    }
    let body = json!({"provider": "openai-compat", "base_url": "http://127.0.0.1:9/v1"});
    let made = world.owner.client.post("/api/v2/chats/providers", &body).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

/// A fresh model of it.
pub(super) async fn model_config(world: &World) -> String {
    provider(world).await;
    let model = world.app.platform.random_id().to_string();
    let body = json!({"provider": "openai-compat", "model": model, "context_limit": 1000});
    let made = world.owner.client.post("/api/v2/chats/model-configs", &body).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

/// A provider that takes keys of people.
async fn own_key_provider(world: &World) -> String {
    let id = provider(world).await;
    let allow = json!({"allow_user_api_key": true});
    world.owner.client.patch(&format!("/api/v2/chats/providers/{id}"), &allow).await.expect(200);
    id
}
