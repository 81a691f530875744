//! Notifications: each person's own browsers.

use ropewalk_testkit::fake_push::{Browser, FakePush};
use serde_json::json;

use super::{Access, AuthzCase, Prepared, World};
use crate::harness::TestUser;

const OWN: Access = Access::Own { stranger: 404, owner: 403 };

pub(super) fn cases() -> Vec<AuthzCase> {
    vec![
        AuthzCase::with_objects("create_webpush_subscription", OWN, |world| {
            Box::pin(async move {
                let body = Some(browser().await.subscription());
                Prepared { path: path(&world.ada, "subscription"), body }
            })
        }),
        AuthzCase::with_objects("delete_webpush_subscription", OWN, |world| {
            Box::pin(async move {
                let endpoint = subscribed(world).await.endpoint().to_owned();
                Prepared { path: path(&world.ada, "subscription"), body: Some(json!({"endpoint": endpoint})) }
            })
        }),
        AuthzCase::with_objects("test_webpush", OWN, |world| {
            Box::pin(async move {
                subscribed(world).await;
                Prepared { path: path(&world.ada, "test"), body: None }
            })
        }),
    ]
}

fn path(user: &TestUser, what: &str) -> String {
    format!("/api/v2/users/{}/webpush/{what}", user.id)
}

/// A browser whose push service lives as long as the test.
async fn browser() -> Browser {
    Box::leak(Box::new(FakePush::start().await)).browser("ada")
}

/// A browser of Ada's that is sent notifications. Her session may have ended by a call before, so it is stored past the API.
async fn subscribed(world: &World) -> Browser {
    let browser = browser().await;
    let insert = format!(
        "insert into webpush_subscriptions (id, user_id, endpoint, p256dh, auth, created_at)
         values (gen_random_uuid(), '{}', '{}', decode('{}', 'base64'), decode('{}', 'base64'), now())",
        world.ada.id,
        browser.endpoint(),
        padded(&browser.subscription()["p256dh_key"]),
        padded(&browser.subscription()["auth_key"]),
    );
    world.app.database.execute(&insert).await;
    browser
}

/// Base64 as PostgreSQL reads it.
fn padded(value: &serde_json::Value) -> String {
    let text = value.as_str().unwrap_or_default().replace('-', "+").replace('_', "/");
    format!("{text}{}", "=".repeat((4 - text.len() % 4) % 4))
}
