//! The first user, sessions, tokens and people over HTTP (platform.md 1.2, 2.1-2.4).

use chrono::Duration;
use futures::future::join_all;
use reqwest::Method;
use serde_json::{Value, json};

use crate::harness::{PASSWORD, TestApp, TestOptions, answer};

fn first_user(n: usize) -> Value {
    json!({"email": format!("u{n}@example.com"), "username": format!("u{n}"), "password": PASSWORD})
}

#[tokio::test]
async fn of_many_first_users_one_wins_and_owns_the_deployment() {
    let app = TestApp::start().await;
    let anonymous = app.anonymous();
    assert_eq!(anonymous.get("/api/v2/users/first").await.status, 404);
    let requests: Vec<Value> = (0..4).map(first_user).collect();
    let answers = join_all(requests.iter().map(|it| anonymous.post("/api/v2/users/first", it))).await;
    let mut statuses: Vec<u16> = answers.iter().map(|it| it.status.as_u16()).collect();
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 409, 409, 409]);
    assert_eq!(anonymous.get("/api/v2/users/first").await.status, 200);
    let winner = answers.iter().position(|it| it.status == 201).unwrap();
    let login = json!({"email": format!("U{winner}@Example.com"), "password": PASSWORD});
    let session = anonymous.post("/api/v2/users/login", &login).await.expect(201);
    let me =
        app.with_token(session["session_token"].as_str().unwrap()).get("/api/v2/users/me").await.expect(200);
    assert_eq!(me["roles"], json!([{"name": "owner", "display_name": "Owner"}]));
    assert_eq!(me["status"], "active");
    assert_eq!(me["organization_ids"], json!([answers[winner].body["organization_id"]]));
}

#[tokio::test]
async fn from_elsewhere_the_first_user_needs_the_printed_token_once() {
    let access_url = Some("https://rope.example".parse().unwrap());
    let app = TestApp::start_with(TestOptions { access_url, ..TestOptions::default() }).await;
    let anonymous = app.anonymous();
    let token = app.start_up.setup_token.clone().expect("nobody has an account");
    let with = |token: &str| {
        let mut request = first_user(1);
        request["setup_token"] = json!(token);
        request
    };
    let refused = anonymous.post("/api/v2/users/first", &first_user(1)).await.expect(403);
    assert!(refused["message"].as_str().unwrap().contains("set-up token"), "{refused}");
    anonymous.post("/api/v2/users/first", &with("wrong")).await.expect(403);
    let by_header = anonymous
        .request(Method::POST, "/api/v2/users/first")
        .header("Ropewalk-Setup-Token", token.expose())
        .json(&json!({"email": "u1@example.com", "username": "u1", "password": "short"}));
    assert_eq!(
        answer(by_header).await.bad_fields(400),
        ["password"],
        "the token is good, the password is not"
    );
    anonymous.post("/api/v2/users/first", &with(token.expose())).await.expect(201);
    anonymous.post("/api/v2/users/first", &with(token.expose())).await.expect(409);
    assert!(app.platform.new_setup_token().await.unwrap().is_none(), "no token once somebody has an account");
}

#[tokio::test]
async fn a_proxy_on_this_machine_does_not_make_everybody_local() {
    let app = TestApp::start().await;
    let request = app.anonymous().request(Method::POST, "/api/v2/users/first").json(&first_user(1));
    answer(request.header("X-Forwarded-For", "192.0.2.1")).await.expect(403);
}

#[tokio::test]
async fn a_login_gives_a_cookie_and_a_token_and_a_logout_ends_both() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let login = json!({"email": "owner@example.com", "password": PASSWORD});
    let answered = app.anonymous().post("/api/v2/users/login", &login).await;
    let token = answered.body["session_token"].as_str().unwrap().to_owned();
    assert_eq!((token.len(), token.find('-')), (33, Some(10)));
    let cookie = answered.header("set-cookie").unwrap();
    assert_eq!(
        cookie,
        format!("coder_session_token={token}; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax")
    );
    let stored: String = app
        .database
        .scalar(&format!("select encode(hashed_secret, 'hex') from api_keys where id = '{}'", &token[..10]))
        .await;
    assert!(!stored.contains(&token[11..]), "only the hash is stored");
    let client = app.with_token(&token);
    client.get("/api/v2/users/me").await.expect(200);
    let logout = client.send(Method::POST, "/api/v2/users/logout", None).await;
    assert!(logout.header("set-cookie").unwrap().starts_with("coder_session_token=; Path=/; Max-Age=0;"));
    logout.expect(200);
    client.get("/api/v2/users/me").await.expect(401);
    owner.client.get("/api/v2/users/me").await.expect(200);
}

#[tokio::test]
async fn a_wrong_pair_says_the_same_for_known_and_unknown_people() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let service = json!({
        "email": "bot@example.com", "username": "bot", "service_account": true,
        "organization_ids": [owner.organization_id],
    });
    owner.client.post("/api/v2/users", &service).await.expect(201);
    let login = async |email: &str, password: &str| {
        app.anonymous().post("/api/v2/users/login", &json!({"email": email, "password": password})).await
    };
    let wrong = login("owner@example.com", "not the password").await.expect(401);
    let unknown = login("nobody@example.com", PASSWORD).await.expect(401);
    assert_eq!(wrong, unknown);
    login("bot@example.com", PASSWORD).await.expect(403);
    app.database.execute("update users set status = 'suspended' where username = 'owner'").await;
    let suspended = login("owner@example.com", PASSWORD).await.expect(401);
    assert!(suspended["message"].as_str().unwrap().contains("suspended"));
    let running = owner.client.get("/api/v2/users/me").await.expect(401);
    assert!(running["detail"].as_str().unwrap().contains("suspended"), "{running}");
}

#[tokio::test]
async fn a_session_slides_while_it_is_used_and_ends_when_it_is_not() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let key_path = format!("/api/v2/users/me/keys/{}", &owner.token[..10]);
    let key = async || owner.client.get(&key_path).await.expect(200);
    let before = key().await;
    app.clock.advance(Duration::minutes(59));
    assert_eq!(key().await["last_used"], before["last_used"], "written at most once an hour");
    app.clock.advance(Duration::minutes(2));
    let after = key().await;
    assert_ne!(after["last_used"], before["last_used"]);
    assert_ne!(after["expires_at"], before["expires_at"], "moved on");
    app.clock.advance(Duration::hours(23) + Duration::minutes(30));
    key().await;
    app.clock.advance(Duration::hours(24) + Duration::seconds(1));
    let ended = owner.client.get("/api/v2/users/me").await.expect(401);
    assert_eq!(ended["detail"], "The session has ended.");
}

#[tokio::test]
async fn bad_tokens_are_told_apart_in_the_detail() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let wrong_secret = format!("{}-{}", &owner.token[..10], "x".repeat(22));
    for (token, part) in [
        ("nonsense", "shape"),
        ("AAAAAAAAAA-BBBBBBBBBBBBBBBBBBBBBB", "does not exist"),
        (wrong_secret.as_str(), "secret"),
    ] {
        let body = app.with_token(token).get("/api/v2/users/me").await.expect(401);
        assert!(body["detail"].as_str().unwrap().contains(part), "{token}: {body}");
    }
}

#[tokio::test]
async fn tokens_travel_in_every_place_that_clients_use() {
    let app = TestApp::start().await;
    let token = app.owner().await.token;
    let get = |path: String| app.anonymous().request(Method::GET, &path);
    for request in [
        get("/api/v2/users/me".to_owned()).header("Cookie", format!("coder_session_token={token}")),
        get(format!("/api/v2/users/me?coder_session_token={token}")),
        get("/api/v2/users/me".to_owned()).header("Authorization", format!("Bearer {token}")),
        get(format!("/api/v2/users/me?access_token={token}")),
    ] {
        answer(request).await.expect(200);
    }
    let cookie_first = get("/api/v2/users/me".to_owned())
        .header("Cookie", "coder_session_token=AAAAAAAAAA-BBBBBBBBBBBBBBBBBBBBBB")
        .header("Coder-Session-Token", &token);
    answer(cookie_first).await.expect(401);
}

#[tokio::test]
async fn members_see_themselves_and_owners_see_all() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ada = app.member(&owner, "ada").await;
    let eve = app.member(&owner, "Eve").await;
    let names = |page: &Value| -> Vec<String> {
        page["users"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| it["username"].as_str().unwrap().to_owned())
            .collect()
    };
    let all = owner.client.get("/api/v2/users").await.expect(200);
    assert_eq!(
        (names(&all), &all["count"]),
        (vec!["ada".to_owned(), "Eve".to_owned(), "owner".to_owned()], &json!(3))
    );
    let page = owner.client.get(&format!("/api/v2/users?limit=1&after_id={}", ada.id)).await.expect(200);
    assert_eq!((names(&page), &page["count"]), (vec!["Eve".to_owned()], &json!(3)));
    let found = owner.client.get("/api/v2/users?q=eve%20status:active").await.expect(200);
    assert_eq!(names(&found), ["Eve"]);
    let own = ada.client.get("/api/v2/users").await.expect(200);
    assert_eq!((names(&own), &own["count"]), (vec!["ada".to_owned()], &json!(1)));
    let hidden = ada.client.get(&format!("/api/v2/users/{}", eve.username)).await.expect(404);
    assert_eq!(
        hidden,
        ada.client.get("/api/v2/users/nobody").await.expect(404),
        "hidden and missing look the same"
    );
    assert_eq!(owner.client.get("/api/v2/users?q=colour:red").await.bad_fields(400), ["colour"]);
    assert_eq!(owner.client.get("/api/v2/users?limit=many").await.bad_fields(400), ["limit"]);
}

#[tokio::test]
async fn bad_accounts_name_their_fields() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let good = json!({
        "email": "ada@example.com", "username": "ada", "password": PASSWORD,
        "organization_ids": [owner.organization_id],
    });
    let with = |changes: Value| {
        let mut request = good.clone();
        request.as_object_mut().unwrap().extend(changes.as_object().unwrap().clone());
        request
    };
    for (changes, status, fields) in [
        (
            json!({"email": "x", "username": "a--b", "password": "short"}),
            400,
            vec!["email", "username", "password"],
        ),
        (json!({"organization_ids": []}), 400, vec!["organization_ids"]),
        (
            json!({"organization_ids": ["0191d9a0-7e9c-7b6f-9e64-2c8a8f6a3b11"]}),
            400,
            vec!["organization_ids[0]"],
        ),
        (json!({"login_type": "none"}), 400, vec!["password"]),
        (json!({"login_type": "magic"}), 400, vec!["login_type"]),
        (json!({"username": "OWNER"}), 409, vec!["username"]),
        (json!({"email": "Owner@example.com"}), 409, vec!["email"]),
    ] {
        let refused = owner.client.post("/api/v2/users", &with(changes.clone())).await;
        assert_eq!(refused.bad_fields(status), fields, "{changes}");
    }
    let made = owner.client.post("/api/v2/users", &good).await.expect(201);
    assert_eq!(made["status"], "dormant");
    let login = json!({"email": "ada@example.com", "password": PASSWORD});
    let session = app.anonymous().post("/api/v2/users/login", &login).await.expect(201);
    let ada = app.with_token(session["session_token"].as_str().unwrap());
    ada.get("/api/v2/users/me").await.expect(200);
    assert_eq!(
        ada.get("/api/v2/users/me").await.expect(200)["status"],
        "active",
        "the first request wakes the account"
    );
}

#[tokio::test]
async fn a_new_password_ends_all_sessions() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let path = "/api/v2/users/me/password";
    let change = |old: Option<&str>, new: &str| {
        let mut request = json!({"password": new});
        if let Some(old) = old {
            request["old_password"] = json!(old);
        }
        request
    };
    for (old, new, field) in [
        (None, "another good one", "old_password"),
        (Some("wrong"), "another good one", "old_password"),
        (Some(PASSWORD), "short", "password"),
        (Some(PASSWORD), PASSWORD, "password"),
        (Some(PASSWORD), "owner@example.com", "password"),
    ] {
        assert_eq!(owner.client.put(path, &change(old, new)).await.bad_fields(400), [field], "{new}");
    }
    owner.client.put(path, &change(Some(PASSWORD), "another good one")).await.expect(204);
    owner.client.get("/api/v2/users/me").await.expect(401);
    let login = |password: &str| json!({"email": "owner@example.com", "password": password});
    app.anonymous().post("/api/v2/users/login", &login(PASSWORD)).await.expect(401);
    app.anonymous().post("/api/v2/users/login", &login("another good one")).await.expect(201);
}

#[tokio::test]
async fn tokens_are_made_listed_ended_and_removed() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ada = app.member(&owner, "ada").await;
    let tokens = "/api/v2/users/me/keys/tokens";
    let made = ada
        .client
        .post(tokens, &json!({"token_name": "ci", "lifetime": 3_600_000_000_000_i64}))
        .await
        .expect(201);
    let text = made["key"].as_str().unwrap();
    let id = &text[..10];
    app.with_token(text).get("/api/v2/users/me").await.expect(200);
    assert_eq!(ada.client.post(tokens, &json!({"token_name": "CI"})).await.bad_fields(409), ["token_name"]);
    owner.client.post(tokens, &json!({"token_name": "ci"})).await.expect(201);
    for (request, field) in [
        (json!({"lifetime": -1}), "lifetime"),
        (json!({"lifetime": i64::MAX}), "lifetime"),
        (json!({"token_name": "a/b"}), "token_name"),
        (json!({"scopes": ["workspace:read"]}), "scopes"),
        (json!({"scope": "application_connect"}), "scope"),
        (json!({"allow_list": [{"type": "workspace", "id": "*"}]}), "allow_list"),
    ] {
        assert_eq!(ada.client.post(tokens, &request).await.bad_fields(400), [field], "{request}");
    }
    let one = ada.client.get(&format!("{tokens}/Ci")).await.expect(200);
    assert_eq!(
        (&one["id"], &one["lifetime_seconds"], &one["login_type"]),
        (&json!(id), &json!(3600), &json!("token"))
    );
    assert!(!one.to_string().contains(&text[11..]));
    let list = async |query: &str| {
        let all = ada.client.get(&format!("{tokens}{query}")).await.expect(200);
        all.as_array()
            .unwrap()
            .iter()
            .map(|it| it["username"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(list("?include_all=true").await, ["ada"], "a member's own, whatever is asked for");
    let everybodys = owner.client.get(&format!("{tokens}?include_all=true")).await.expect(200);
    assert_eq!(everybodys.as_array().unwrap().len(), 2);
    ada.client.put(&format!("/api/v2/users/me/keys/{id}/expire"), &Value::Null).await.expect(204);
    app.with_token(text).get("/api/v2/users/me").await.expect(401);
    assert!(list("").await.is_empty());
    assert_eq!(list("?include_expired=true").await, ["ada"]);
    ada.client.delete(&format!("/api/v2/users/me/keys/{id}")).await.expect(204);
    ada.client.delete(&format!("/api/v2/users/me/keys/{id}")).await.expect(404);
    assert!(list("?include_expired=true").await.is_empty());
}

#[tokio::test]
async fn the_default_organization_is_there_before_anybody() {
    let app = TestApp::start().await;
    let names: String = app.database.scalar("select string_agg(name, ',') from organizations").await;
    assert_eq!(names, "default");
    let again =
        app.platform.start_up(&ropewalk_platform::chat_models::ProviderPresets::default()).await.unwrap();
    assert_eq!(again.deployment_id, app.start_up.deployment_id, "a second start changes nothing");
    let owner = app.owner().await;
    let all = owner.client.get("/api/v2/organizations").await.expect(200);
    assert_eq!(all[0]["is_default"], true);
    for path in ["/api/v2/organizations/default", "/api/v2/users/me/organizations/Default"] {
        assert_eq!(owner.client.get(path).await.expect(200), all[0], "{path}");
    }
    assert_eq!(owner.client.get("/api/v2/users/me/organizations").await.expect(200), all);
    owner.client.get("/api/v2/organizations/other").await.expect(404);
}
