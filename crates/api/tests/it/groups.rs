//! Groups over HTTP (platform.md 2.4, 2.30).

use serde_json::{Value, json};
use uuid::Uuid;

use crate::harness::{TestApp, TestUser};

const GROUPS: &str = "/api/v2/organizations/default/groups";

fn names(groups: &Value) -> Vec<&str> {
    groups.as_array().unwrap().iter().map(|it| it["name"].as_str().unwrap()).collect()
}

fn usernames(members: &Value) -> Vec<&str> {
    members.as_array().unwrap().iter().map(|it| it["username"].as_str().unwrap()).collect()
}

async fn make(owner: &TestUser, body: Value) -> String {
    let group = owner.client.post(GROUPS, &body).await.expect(201);
    format!("/api/v2/groups/{}", group["id"].as_str().unwrap())
}

#[tokio::test]
async fn everyone_is_there_has_all_members_and_stays_as_it_is() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ada = app.member(&owner, "ada").await;
    let listed = owner.client.get(GROUPS).await.expect(200);
    assert_eq!(names(&listed), ["Everyone"]);
    let everyone = &listed[0];
    assert_eq!(
        (&everyone["id"], &everyone["organization_id"]),
        (&json!(ada.organization_id), &everyone["id"])
    );
    assert_eq!((&everyone["source"], &everyone["total_member_count"]), (&json!("user"), &json!(2)));
    assert_eq!(usernames(&everyone["members"]), ["ada", "owner"]);
    assert_eq!(everyone["members"][0]["email"], "ada@example.com");

    let path = format!("/api/v2/groups/{}", ada.organization_id);
    for (body, field) in [
        (json!({"name": "all"}), "name"),
        (json!({"add_users": [ada.id]}), "add_users"),
        (json!({"remove_users": [ada.id]}), "remove_users"),
    ] {
        assert_eq!(owner.client.patch(&path, &body).await.bad_fields(400), [field], "{body}");
    }
    owner.client.delete(&path).await.expect(400);
    let body = json!({"name": "Everyone", "display_name": "All of us", "quota_allowance": 3});
    let changed = owner.client.patch(&path, &body).await.expect(200);
    assert_eq!(
        (&changed["name"], &changed["display_name"], &changed["quota_allowance"]),
        (&json!("Everyone"), &json!("All of us"), &json!(3))
    );
    for name in ["everyone", "Everyone"] {
        assert_eq!(owner.client.post(GROUPS, &json!({"name": name})).await.bad_fields(400), ["name"]);
    }
}

#[tokio::test]
async fn a_group_is_made_filled_changed_and_deleted() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (ada, eve) = (app.member(&owner, "ada").await, app.member(&owner, "eve").await);
    let body = json!({"name": "devs", "display_name": "The developers", "quota_allowance": 2});
    let made = owner.client.post(GROUPS, &body).await.expect(201);
    let id = made["id"].as_str().unwrap().to_owned();
    assert_eq!(
        made,
        json!({
            "id": id, "name": "devs", "display_name": "The developers", "organization_id": ada.organization_id,
            "members": [], "total_member_count": 0, "avatar_url": "", "quota_allowance": 2, "source": "user",
            "organization_name": made["organization_name"],
            "organization_display_name": made["organization_display_name"],
        })
    );
    assert_eq!(owner.client.post(GROUPS, &json!({"name": "DEVS"})).await.bad_fields(409), ["name"]);

    let path = format!("/api/v2/groups/{id}");
    let added = owner.client.patch(&path, &json!({"add_users": [eve.id, ada.id, eve.id]})).await.expect(200);
    assert_eq!(usernames(&added["members"]), ["ada", "eve"]);
    assert_eq!((&added["name"], &added["total_member_count"]), (&json!("devs"), &json!(2)), "the rest stays");
    let again = json!({"add_users": [ada.id], "remove_users": [eve.id, Uuid::from_u128(1)], "name": "devs-2",
        "display_name": null, "avatar_url": "/icon/group.svg"});
    let changed = owner.client.patch(&path, &again).await.expect(200);
    assert_eq!(usernames(&changed["members"]), ["ada"]);
    assert_eq!(
        (&changed["name"], &changed["display_name"], &changed["avatar_url"]),
        (&json!("devs-2"), &json!("The developers"), &json!("/icon/group.svg"))
    );

    let by_name = format!("{GROUPS}/Devs-2");
    assert_eq!(owner.client.get(&by_name).await.expect(200), changed);
    let lean = owner.client.get(&format!("{path}?exclude_members=true")).await.expect(200);
    assert_eq!((&lean["members"], &lean["total_member_count"]), (&json!([]), &json!(1)));
    let members = owner.client.get(&format!("{by_name}/members")).await.expect(200);
    assert_eq!((usernames(&members["users"]), &members["count"]), (vec!["ada"], &json!(1)));

    // Who leaves the organization leaves its groups.
    let leave = format!("delete from organization_members where user_id = '{}'", ada.id);
    app.database.execute(&leave).await;
    assert_eq!(owner.client.get(&path).await.expect(200)["total_member_count"], 0);

    owner.client.delete(&path).await.expect(200);
    owner.client.get(&path).await.expect(404);
    owner.client.delete(&path).await.expect(404);
    assert_eq!(names(&owner.client.get(GROUPS).await.expect(200)), ["Everyone"]);
}

#[tokio::test]
async fn bad_fields_are_named_and_nothing_of_the_request_is_done() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ada = app.member(&owner, "ada").await;
    let bad = json!({"name": "no spaces", "display_name": " x", "avatar_url": "javascript:x", "quota_allowance": -1});
    assert_eq!(
        owner.client.post(GROUPS, &bad).await.bad_fields(400),
        ["name", "display_name", "avatar_url", "quota_allowance"]
    );
    let path = make(&owner, json!({"name": "devs"})).await;
    make(&owner, json!({"name": "ops"})).await;
    let nobody = Uuid::from_u128(1).to_string();
    for (body, status, field) in [
        (json!({"name": "x", "add_users": [ada.id, nobody]}), 400, "add_users[1]"),
        (json!({"name": "x", "add_users": ["ada"]}), 400, "add_users[0]"),
        (json!({"name": "x", "remove_users": [ada.id, "?"]}), 400, "remove_users[1]"),
        (json!({"name": "x", "add_users": [ada.id], "remove_users": [ada.id]}), 400, "remove_users[0]"),
        (json!({"name": "OPS", "add_users": [ada.id]}), 409, "name"),
    ] {
        assert_eq!(owner.client.patch(&path, &body).await.bad_fields(status), [field], "{body}");
        let now = owner.client.get(&path).await.expect(200);
        assert_eq!((&now["name"], &now["total_member_count"]), (&json!("devs"), &json!(0)), "{body}");
    }
    for (query, field) in [
        ("organization=nowhere", "organization"),
        ("has_member=nobody", "has_member"),
        ("group_ids=x", "group_ids"),
    ] {
        let refused = owner.client.get(&format!("/api/v2/groups?{query}")).await;
        assert_eq!(refused.bad_fields(400), [field], "{query}");
    }
}

#[tokio::test]
async fn members_see_groups_and_in_them_only_themselves() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let (ada, eve) = (app.member(&owner, "ada").await, app.member(&owner, "eve").await);
    let devs = make(&owner, json!({"name": "devs"})).await;
    let ops = make(&owner, json!({"name": "ops"})).await;
    owner.client.patch(&devs, &json!({"add_users": [ada.id, eve.id]})).await.expect(200);
    owner.client.patch(&ops, &json!({"add_users": [eve.id]})).await.expect(200);

    let listed = ada.client.get("/api/v2/groups").await.expect(200);
    assert_eq!(names(&listed), ["devs", "Everyone", "ops"]);
    assert_eq!(usernames(&listed[0]["members"]), ["ada"]);
    assert_eq!(listed[0]["total_member_count"], 2);
    assert_eq!((usernames(&listed[2]["members"]), &listed[2]["total_member_count"]), (vec![], &json!(1)));
    let page = ada.client.get(&format!("{ops}/members")).await.expect(200);
    assert_eq!(page, json!({"users": [], "count": 1}));
    assert_eq!(ada.client.get("/api/v2/groups?has_member=eve").await.bad_fields(400), ["has_member"]);

    for (query, expected) in [
        ("has_member=eve", vec!["devs", "Everyone", "ops"]),
        ("has_member=ada&organization=default", vec!["devs", "Everyone"]),
    ] {
        let found = owner.client.get(&format!("/api/v2/groups?{query}")).await.expect(200);
        assert_eq!(names(&found), expected, "{query}");
    }
    let id = |path: &str| path.rsplit('/').next().unwrap().to_owned();
    let two = format!("/api/v2/groups?group_ids={},{}", id(&ops), id(&devs));
    assert_eq!(names(&owner.client.get(&two).await.expect(200)), ["devs", "ops"]);
    let second = owner.client.get(&format!("{devs}/members?limit=1&offset=1")).await.expect(200);
    assert_eq!((usernames(&second["users"]), &second["count"]), (vec!["eve"], &json!(2)));
}
