//! Settings of chats: of the deployment, and of each person for themselves.

use serde_json::json;

use super::chat_models::model_config;
use super::{Access, AuthzCase, Prepared, World};

pub(super) fn cases() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new(
            "get_chat_debug_logging",
            "/api/v2/chats/config/debug-logging",
            Access::Admin { member: 404 },
        ),
        AuthzCase::with_objects("put_chat_debug_logging", Access::Admin { member: 403 }, |_world| {
            Box::pin(async move {
                let path = "/api/v2/chats/config/debug-logging".to_owned();
                Prepared { path, body: Some(json!({"allow_users": true})) }
            })
        }),
        AuthzCase::new(
            "get_chat_system_prompt",
            "/api/v2/chats/config/system-prompt",
            Access::Admin { member: 404 },
        ),
        AuthzCase::with_objects("put_chat_system_prompt", Access::Admin { member: 403 }, |_world| {
            Box::pin(async move {
                let path = "/api/v2/chats/config/system-prompt".to_owned();
                Prepared { path, body: Some(json!({"system_prompt": "Be kind."})) }
            })
        }),
        AuthzCase::new("get_chat_advisor", "/api/v2/chats/config/advisor", Access::SignedIn),
        AuthzCase::with_objects("put_chat_advisor", Access::Admin { member: 403 }, |_world| {
            Box::pin(async move {
                let path = "/api/v2/chats/config/advisor".to_owned();
                Prepared { path, body: Some(json!({"enabled": false})) }
            })
        }),
        AuthzCase::new(
            "get_chat_plan_mode_instructions",
            "/api/v2/chats/config/plan-mode-instructions",
            Access::Admin { member: 404 },
        ),
        AuthzCase::with_objects("put_chat_plan_mode_instructions", Access::Admin { member: 403 }, |_world| {
            Box::pin(async move {
                let path = "/api/v2/chats/config/plan-mode-instructions".to_owned();
                Prepared { path, body: Some(json!({"plan_mode_instructions": "Plan well."})) }
            })
        }),
        AuthzCase::new(
            "get_user_chat_compaction_thresholds",
            "/api/v2/chats/config/user-compaction-thresholds",
            Access::SignedIn,
        ),
        AuthzCase::with_objects("put_user_chat_compaction_threshold", Access::SignedIn, |world| {
            Box::pin(async move {
                let body = Some(json!({"threshold_percent": 80}));
                Prepared { path: threshold(world).await, body }
            })
        }),
        AuthzCase::with_objects("delete_user_chat_compaction_threshold", Access::SignedIn, |world| {
            Box::pin(async move { Prepared { path: threshold(world).await, body: None } })
        }),
        AuthzCase::new("get_user_chat_prompt", "/api/v2/chats/config/user-prompt", Access::SignedIn),
        AuthzCase::with_objects("put_user_chat_prompt", Access::SignedIn, |_world| {
            Box::pin(async move {
                let path = "/api/v2/chats/config/user-prompt".to_owned();
                Prepared { path, body: Some(json!({"custom_prompt": "Be brief."})) }
            })
        }),
        AuthzCase::new(
            "get_user_chat_debug_logging",
            "/api/v2/chats/config/user-debug-logging",
            Access::SignedIn,
        ),
        AuthzCase::with_objects("put_user_chat_debug_logging", Access::SignedIn, |world| {
            Box::pin(async move {
                let allow = json!({"allow_users": true});
                world.owner.client.put("/api/v2/chats/config/debug-logging", &allow).await.expect(204);
                let path = "/api/v2/chats/config/user-debug-logging".to_owned();
                Prepared { path, body: Some(json!({"debug_logging_enabled": false})) }
            })
        }),
    ]
}

/// Settings that are a number of days.
pub(super) fn days() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("get_chat_retention_days", "/api/v2/chats/config/retention-days", Access::SignedIn),
        AuthzCase::with_objects("put_chat_retention_days", Access::Admin { member: 403 }, |_world| {
            Box::pin(async move {
                let path = "/api/v2/chats/config/retention-days".to_owned();
                Prepared { path, body: Some(json!({"retention_days": 0})) }
            })
        }),
        AuthzCase::new(
            "get_chat_auto_archive_days",
            "/api/v2/chats/config/auto-archive-days",
            Access::SignedIn,
        ),
        AuthzCase::with_objects("put_chat_auto_archive_days", Access::Admin { member: 403 }, |_world| {
            Box::pin(async move {
                let path = "/api/v2/chats/config/auto-archive-days".to_owned();
                Prepared { path, body: Some(json!({"auto_archive_days": 0})) }
            })
        }),
        AuthzCase::new(
            "get_chat_debug_retention_days",
            "/api/v2/chats/config/debug-retention-days",
            Access::SignedIn,
        ),
        AuthzCase::with_objects("put_chat_debug_retention_days", Access::Admin { member: 403 }, |_world| {
            Box::pin(async move {
                let path = "/api/v2/chats/config/debug-retention-days".to_owned();
                Prepared { path, body: Some(json!({"debug_retention_days": 30})) }
            })
        }),
    ]
}

/// The path of Ada's threshold for a model.
async fn threshold(world: &World) -> String {
    format!("/api/v2/chats/config/user-compaction-thresholds/{}", model_config(world).await)
}
