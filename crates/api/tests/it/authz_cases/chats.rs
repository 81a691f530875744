//! Chats: each belongs to the person who made it. Others do not learn that it exists; the owners of the deployment may see
//! and stop it, but not speak in it, because that would use its owner's models and workspace.

use serde_json::json;

use super::chat_models::model_config;
use super::{Access, AuthzCase, Prepared, World};
use crate::chats_support::upload;

const PERSONAL: Access = Access::Personal { stranger: 404 };
const OWN: Access = Access::Own { stranger: 404, owner: 403 };

pub(super) fn cases() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("list_chats", "/api/v2/chats", Access::SignedIn),
        AuthzCase::new("watch_chats", "/api/v2/chats/watch", Access::SignedIn),
        AuthzCase::with_objects("create_chat", Access::SignedIn, |world| {
            Box::pin(async move {
                let body = json!({
                    "organization_id": world.ada.organization_id,
                    "model_config_id": model_config(world).await,
                    "content": [{"type": "text", "text": "hi"}],
                });
                Prepared { path: "/api/v2/chats".to_owned(), body: Some(body) }
            })
        }),
        AuthzCase::with_objects("get_chat", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "").await, body: None } })
        }),
        AuthzCase::with_objects("update_chat", PERSONAL, |world| {
            Box::pin(async move {
                Prepared { path: chat(world, "").await, body: Some(json!({"title": "Another title"})) }
            })
        }),
        AuthzCase::with_objects("list_chat_messages", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/messages").await, body: None } })
        }),
        AuthzCase::with_objects("send_chat_message", OWN, |world| {
            Box::pin(async move {
                let body = json!({"content": [{"type": "text", "text": "more"}]});
                Prepared { path: chat(world, "/messages").await, body: Some(body) }
            })
        }),
        AuthzCase::with_objects("stream_chat", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/stream").await, body: None } })
        }),
        AuthzCase::with_objects("interrupt_chat", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/interrupt").await, body: None } })
        }),
        AuthzCase::with_objects("get_chat_wait", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/wait").await, body: None } })
        }),
        AuthzCase::new("list_chats_by_workspace", "/api/v2/chats/by-workspace", Access::SignedIn),
        AuthzCase::with_objects("edit_chat_message", OWN, |world| {
            Box::pin(async move {
                let chat = chat(world, "").await;
                let page = world.ada.client.get(&format!("{chat}/messages?limit=200")).await.expect(200);
                let said = page["messages"].as_array().expect("messages").last().expect("the first message");
                let body = json!({"content": [{"type": "text", "text": "better"}]});
                Prepared { path: format!("{chat}/messages/{}", said["id"]), body: Some(body) }
            })
        }),
        AuthzCase::with_objects("list_chat_prompts", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/prompts").await, body: None } })
        }),
        AuthzCase::with_objects("submit_chat_tool_results", OWN, |world| {
            Box::pin(async move {
                let body = json!({"results": [{"tool_call_id": "call", "output": 1, "is_error": false}]});
                Prepared { path: chat(world, "/tool-results").await, body: Some(body) }
            })
        }),
        AuthzCase::with_objects("reconcile_invalid_chat", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/reconcile-invalid").await, body: None } })
        }),
        AuthzCase::with_objects("propose_chat_title", OWN, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/title/propose").await, body: None } })
        }),
        AuthzCase::with_objects("regenerate_chat_title", OWN, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/title/regenerate").await, body: None } })
        }),
        AuthzCase::with_objects("upload_chat_file", Access::SignedIn, |world| {
            Box::pin(async move {
                let path = format!("/api/v2/chats/files?organization={}", world.ada.organization_id);
                Prepared { path, body: Some(json!({"a": 1})) }
            })
        }),
        AuthzCase::with_objects("get_chat_file", PERSONAL, |world| {
            Box::pin(async move {
                Prepared { path: format!("/api/v2/chats/files/{}", file(world).await), body: None }
            })
        }),
        AuthzCase::with_objects("list_chat_debug_runs", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/debug/runs").await, body: None } })
        }),
        AuthzCase::with_objects("get_chat_debug_run", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: recorded_run(world).await, body: None } })
        }),
        AuthzCase::with_objects("compact_chat_context", OWN, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/compact").await, body: None } })
        }),
        AuthzCase::with_objects("clear_chat_context", OWN, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/clear").await, body: None } })
        }),
    ]
}

/// What waits in a chat, and what its workspace has.
pub(super) fn queue() -> Vec<AuthzCase> {
    vec![
        AuthzCase::with_objects("stream_chat_git", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/stream/git").await, body: None } })
        }),
        AuthzCase::with_objects("delete_queued_chat_message", PERSONAL, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/queue/1").await, body: None } })
        }),
        AuthzCase::with_objects("change_queued_chat_message", OWN, |world| {
            Box::pin(async move {
                Prepared { path: chat(world, "/queue/1").await, body: Some(json!({"position": 0})) }
            })
        }),
        AuthzCase::with_objects("promote_queued_chat_message", OWN, |world| {
            Box::pin(async move { Prepared { path: chat(world, "/queue/1/promote").await, body: None } })
        }),
    ]
}

/// A stored file of Ada's.
async fn file(world: &World) -> String {
    let made = upload(&world.ada, "a.txt", "", "hi").await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

/// The path of a recorded turn of a fresh chat of Ada's.
async fn recorded_run(world: &World) -> String {
    let chat = chat(world, "").await;
    let id = chat.rsplit('/').next().expect("an id").to_owned();
    let run = world.app.platform.random_id();
    let recorded = format!(
        "insert into chat_debug_runs (id, chat_id, root_chat_id, kind, status, started_at, updated_at) \
         values ('{run}', '{id}', '{id}', 'chat_turn', 'in_progress', now(), now())"
    );
    world.app.database.execute(&recorded).await;
    format!("{chat}/debug/runs/{run}")
}

/// A path below a fresh chat of Ada's.
async fn chat(world: &World, tail: &str) -> String {
    let body = json!({
        "organization_id": world.ada.organization_id,
        "model_config_id": model_config(world).await,
        "content": [{"type": "text", "text": "hi"}],
    });
    let made = world.ada.client.post("/api/v2/chats", &body).await.expect(201);
    format!("/api/v2/chats/{}{tail}", made["id"].as_str().expect("an id"))
}
