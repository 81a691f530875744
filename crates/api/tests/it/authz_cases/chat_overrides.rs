//! Which model is used for what: of the deployment, and of each person for themselves.

use serde_json::json;

use super::{Access, AuthzCase, Prepared};

pub(super) fn cases() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new(
            "get_chat_model_override",
            "/api/v2/chats/config/model-override/general",
            Access::Admin { member: 404 },
        ),
        AuthzCase::with_objects("put_chat_model_override", Access::Admin { member: 403 }, |_world| {
            Box::pin(async move {
                let path = "/api/v2/chats/config/model-override/general".to_owned();
                Prepared { path, body: Some(json!({"model_config_id": ""})) }
            })
        }),
        AuthzCase::new(
            "get_chat_personal_model_overrides",
            "/api/v2/chats/config/personal-model-overrides",
            Access::Admin { member: 404 },
        ),
        AuthzCase::with_objects(
            "put_chat_personal_model_overrides",
            Access::Admin { member: 403 },
            |_world| {
                Box::pin(async move {
                    let path = "/api/v2/chats/config/personal-model-overrides".to_owned();
                    Prepared { path, body: Some(json!({"allow_users": true})) }
                })
            },
        ),
        AuthzCase::new(
            "get_user_chat_personal_model_overrides",
            "/api/v2/chats/config/user-personal-model-overrides",
            Access::SignedIn,
        ),
        AuthzCase::with_objects("put_user_chat_personal_model_override", Access::SignedIn, |world| {
            Box::pin(async move {
                let (allow, path) =
                    (json!({"allow_users": true}), "/api/v2/chats/config/personal-model-overrides");
                world.owner.client.put(path, &allow).await.expect(204);
                let path = "/api/v2/chats/config/user-personal-model-overrides/root".to_owned();
                Prepared { path, body: Some(json!({"mode": "chat_default"})) }
            })
        }),
    ]
}
