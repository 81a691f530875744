//! People, sessions and tokens.

use serde_json::json;

use super::{Access, AuthzCase, Prepared, World};
use crate::harness::PASSWORD;

const PERSONAL: Access = Access::Personal { stranger: 404 };

pub(super) fn cases() -> Vec<AuthzCase> {
    let mut cases = before_login();
    cases.extend(people());
    cases.extend(keys());
    cases
}

fn before_login() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new(
            "get_first_user",
            "/api/v2/users/first",
            Access::Public("clients ask before anybody can sign in"),
        ),
        AuthzCase::new(
            "create_first_user",
            "/api/v2/users/first",
            Access::Public("nobody has an account; the set-up token and the place protect it"),
        )
        .with_body(json!({"email": "a@example.com", "username": "a", "password": PASSWORD})),
        AuthzCase::new(
            "auth_methods",
            "/api/v2/users/authmethods",
            Access::Public("the login page asks which buttons to show"),
        ),
        AuthzCase::new(
            "validate_password",
            "/api/v2/users/validate-password",
            Access::Public("the page for the first user asks; nothing is looked up"),
        )
        .with_body(json!({"password": PASSWORD})),
        AuthzCase::new("login", "/api/v2/users/login", Access::Public("it is how one gets a session"))
            .with_body(json!({"email": "ada@example.com", "password": PASSWORD})),
        AuthzCase::new(
            "external_scopes",
            "/api/v2/auth/scopes",
            Access::Public("a constant list (platform.md 2.1)"),
        ),
    ]
}

fn people() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("logout", "/api/v2/users/logout", Access::SignedIn),
        AuthzCase::new("list_users", "/api/v2/users", Access::SignedIn),
        AuthzCase::with_objects("create_user", Access::Admin { member: 403 }, |world| {
            Box::pin(async move {
                let name = format!("new{}", world.app.platform.random_id().simple());
                let name = &name[..20];
                let body = json!({
                    "email": format!("{name}@example.com"), "username": name, "password": PASSWORD,
                    "organization_ids": [world.owner.organization_id],
                });
                Prepared { path: "/api/v2/users".to_owned(), body: Some(body) }
            })
        }),
        AuthzCase::new("get_user", "/api/v2/users/{ada}", PERSONAL),
        AuthzCase::with_objects("update_password", PERSONAL, |world| {
            Box::pin(async move {
                // Ada must name her present password, which the call before may have changed: set it past the API.
                let hash = world
                    .app
                    .database
                    .scalar::<String>("select hashed_password from users where username = 'owner'");
                let hash = hash.await;
                let reset = format!("update users set hashed_password = '{hash}' where username = 'ada'");
                world.app.database.execute(&reset).await;
                let body = json!({"old_password": PASSWORD, "password": "another good one"});
                Prepared { path: format!("/api/v2/users/{}/password", world.ada.id), body: Some(body) }
            })
        }),
        AuthzCase::new("check_authorization", "/api/v2/authcheck", Access::SignedIn)
            .with_body(json!({"checks": {}})),
    ]
}

fn keys() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("create_session_key", "/api/v2/users/{ada}/keys", PERSONAL),
        AuthzCase::with_objects("get_api_key", PERSONAL, |world| Box::pin(with_token(world, "{id}"))),
        AuthzCase::with_objects("delete_api_key", PERSONAL, |world| Box::pin(with_token(world, "{id}"))),
        AuthzCase::with_objects("expire_api_key", PERSONAL, |world| {
            Box::pin(with_token(world, "{id}/expire"))
        }),
        AuthzCase::new("create_token", "/api/v2/users/{ada}/keys/tokens", PERSONAL).with_body(json!({})),
        AuthzCase::new("list_tokens", "/api/v2/users/{ada}/keys/tokens", PERSONAL),
        AuthzCase::with_objects("get_token", PERSONAL, |world| Box::pin(with_token(world, "tokens/{name}"))),
        AuthzCase::new("token_config", "/api/v2/users/{ada}/keys/tokens/tokenconfig", PERSONAL),
    ]
}

/// A path to a fresh token of Ada's.
async fn with_token(world: &World, tail: &str) -> Prepared {
    let name = format!("t{}", world.app.platform.random_id().simple());
    let tokens = format!("/api/v2/users/{}/keys/tokens", world.ada.id);
    let made = world.owner.client.post(&tokens, &json!({"token_name": name})).await.expect(201);
    let id = &made["key"].as_str().expect("a token")[..10];
    let tail = tail.replace("{id}", id).replace("{name}", &name);
    Prepared { path: format!("/api/v2/users/{}/keys/{tail}", world.ada.id), body: None }
}
