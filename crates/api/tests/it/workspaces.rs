//! Templates, workspaces and builds over the API, without a worker: rules, shapes, lists, errors.

use ropewalk_model::build::Transition;
use serde_json::{Value, json};

use crate::harness::{TestApp, TestUser};
use crate::workspaces_support::{
    acquire, build, complete, create_workspace, dial, local_template, started_workspace, store, text,
};

async fn app_with_ada() -> (TestApp, TestUser, TestUser) {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ada = app.member(&owner, "ada").await;
    (app, owner, ada)
}

#[tokio::test]
async fn the_builtin_template_is_there_once() {
    let (app, _owner, ada) = app_with_ada().await;
    app.platform.ensure_builtin_templates().await.unwrap();
    let templates = ada.client.get("/api/v2/templates").await.expect(200);
    assert_eq!(templates.as_array().unwrap().len(), 1);
    let template = &templates[0];
    assert_eq!(text(template, "/name"), "local");
    assert_eq!(text(template, "/display_name"), "This machine");
    assert_eq!(text(template, "/provisioner"), "local");
    assert_eq!(template["build_time_stats"]["start"], json!({ "P50": null, "P95": null }));
    assert_eq!(local_template(&ada).await, *template);
    let id = text(template, "/id");
    assert_eq!(ada.client.get(&format!("/api/v2/templates/{id}")).await.expect(200), *template);
    let listed =
        ada.client.get("/api/v2/organizations/default/templates?q=exact_name:local").await.expect(200);
    assert_eq!(listed, templates);
    assert_eq!(ada.client.get("/api/v2/templates?q=name:nothing").await.expect(200), json!([]));
    assert_eq!(ada.client.get("/api/v2/templates?q=colour:red").await.bad_fields(400), ["colour"]);

    let versions = ada.client.get(&format!("/api/v2/templates/{id}/versions")).await.expect(200);
    let version = &versions[0];
    assert_eq!(version["id"], template["active_version_id"]);
    assert_eq!(text(version, "/job/status"), "succeeded");
    assert!(text(version, "/readme").contains("sandbox"));
    let version_path = format!("/api/v2/templateversions/{}", text(version, "/id"));
    assert_eq!(ada.client.get(&version_path).await.expect(200), *version);
    for details in ["rich-parameters", "presets", "resources"] {
        assert_eq!(ada.client.get(&format!("{version_path}/{details}")).await.expect(200), json!([]));
    }
}

#[tokio::test]
async fn a_new_workspace_is_pending_and_complete_in_shape() {
    let (app, _owner, ada) = app_with_ada().await;
    let workspace = create_workspace(&ada, "Box-1").await;
    assert_eq!(text(&workspace, "/name"), "Box-1");
    assert_eq!(text(&workspace, "/owner_name"), "ada");
    assert_eq!(text(&workspace, "/latest_build/status"), "pending");
    assert_eq!(workspace["latest_build"]["build_number"], 1);
    assert_eq!(workspace["outdated"], false);
    assert_eq!(workspace["health"], json!({ "healthy": true, "failing_agents": [] }));
    // Present, and null: clients tell that from absent.
    for field in ["deleting_at", "dormant_at", "next_start_at", "latest_app_status"] {
        assert_eq!(workspace.get(field), Some(&Value::Null), "{field}");
    }
    let job = &workspace["latest_build"]["job"];
    assert_eq!(job["type"], "workspace_build");
    assert_eq!(job["input"], json!({ "workspace_build_id": workspace["latest_build"]["id"] }));
    assert_eq!((&job["queue_position"], &job["queue_size"]), (&json!(0), &json!(1)));
    assert!(job.get("started_at").is_none() && job.get("error").is_none());

    let id = text(&workspace, "/id");
    assert_eq!(ada.client.get(&format!("/api/v2/workspaces/{id}")).await.expect(200), workspace);
    assert_eq!(ada.client.get("/api/v2/users/me/workspace/box-1").await.expect(200), workspace);
    let by_number = ada.client.get("/api/v2/users/ada/workspace/Box-1/builds/1").await.expect(200);
    assert_eq!(by_number, workspace["latest_build"]);
    let build_path = format!("/api/v2/workspacebuilds/{}", text(&by_number, "/id"));
    assert_eq!(ada.client.get(&build_path).await.expect(200), by_number);
    assert_eq!(ada.client.get(&format!("{build_path}/parameters")).await.expect(200), json!([]));
    assert_eq!(ada.client.get(&format!("{build_path}/resources")).await.expect(200), json!([]));
    drop(app);
}

#[tokio::test]
async fn bad_requests_for_workspaces_name_the_field() {
    let (_app, _owner, ada) = app_with_ada().await;
    let template = local_template(&ada).await;
    let (id, version) = (&template["id"], &template["active_version_id"]);
    let nobody = "00000000-0000-4000-8000-000000000000";
    let post = |body: Value| {
        let client = ada.client.clone();
        async move { client.post("/api/v2/users/me/workspaces", &body).await }
    };
    for (body, fields) in [
        (json!({ "name": "box" }), vec!["template_id"]),
        (json!({ "name": "box", "template_id": id, "template_version_id": version }), vec!["template_id"]),
        (json!({ "template_id": id }), vec!["name"]),
        (json!({ "template_id": id, "name": "two words" }), vec!["name"]),
        (json!({ "template_id": id, "name": "new" }), vec!["name"]),
        (json!({ "template_id": id, "name": "x".repeat(33) }), vec!["name"]),
        (json!({ "template_id": id, "name": "-", "ttl_ms": 5 }), vec!["name", "ttl_ms"]),
        (json!({ "template_id": "7", "name": "box" }), vec!["template_id"]),
        (
            json!({ "template_id": id, "name": "box", "rich_parameter_values": [{ "name": "a", "value": "b" }] }),
            vec!["rich_parameter_values"],
        ),
    ] {
        assert_eq!(post(body.clone()).await.bad_fields(400), fields, "{body}");
    }
    post(json!({ "template_id": nobody, "name": "box" })).await.expect(404);
    post(json!({ "template_version_id": nobody, "name": "box" })).await.expect(404);
    // By version, and through the organization's path.
    post(json!({ "template_version_id": version, "name": "by-version" })).await.expect(201);
    let path = format!("/api/v2/organizations/default/members/{}/workspaces", ada.id);
    let made = ada.client.post(&path, &json!({ "template_id": id, "name": "by-member" })).await.expect(201);
    assert_eq!(text(&made, "/organization_name"), "default");
}

#[tokio::test]
async fn a_name_is_taken_whatever_its_case_but_only_for_its_owner() {
    let (app, owner, ada) = app_with_ada().await;
    create_workspace(&ada, "box").await;
    let template = local_template(&ada).await;
    let request = json!({ "template_id": template["id"], "name": "BOX" });
    assert_eq!(ada.client.post("/api/v2/users/me/workspaces", &request).await.bad_fields(409), ["name"]);
    owner.client.post("/api/v2/users/me/workspaces", &request).await.expect(201);
    // An owner may make one for somebody else; a member may not see other people at all.
    let request = json!({ "template_id": template["id"], "name": "gift" });
    let gift = owner.client.post("/api/v2/users/ada/workspaces", &request).await.expect(201);
    assert_eq!(text(&gift, "/owner_name"), "ada");
    ada.client.post("/api/v2/users/owner/workspaces", &request).await.expect(404);
    // The name of a deleted workspace is free again.
    let store = store(&app).await;
    let gift_build = text(&gift, "/latest_build/id").to_owned();
    loop {
        let lease = acquire(&store).await;
        complete(&store, &lease, Transition::Start).await;
        if lease.build_id.to_string() == gift_build {
            break;
        }
    }
    build(&ada, &gift, "delete").await;
    let lease = acquire(&store).await;
    complete(&store, &lease, Transition::Delete).await;
    let path = format!("/api/v2/workspaces/{}", text(&gift, "/id"));
    ada.client.get(&path).await.expect(410);
    let deleted = ada.client.get(&format!("{path}?include_deleted=true")).await.expect(200);
    assert_eq!(text(&deleted, "/latest_build/status"), "deleted");
    ada.client.get("/api/v2/users/me/workspace/gift").await.expect(404);
    ada.client.get("/api/v2/users/me/workspace/gift?include_deleted=true").await.expect(200);
    ada.client.post(&format!("{path}/builds"), &json!({ "transition": "start" })).await.expect(404);
    create_workspace(&ada, "gift").await;
}

#[tokio::test]
async fn lists_are_filtered_paged_and_show_only_what_one_may_see() {
    let (app, owner, ada) = app_with_ada().await;
    for name in ["alpha", "beta", "gamma"] {
        create_workspace(&ada, name).await;
    }
    create_workspace(&owner, "delta").await;
    let store = store(&app).await;
    let first = acquire(&store).await;
    complete(&store, &first, Transition::Start).await;
    let second = acquire(&store).await;
    assert!(store.fail_job(&second, "no luck", None).await.unwrap());
    let list = |user: &TestUser, query: &str| {
        let (client, path) = (user.client.clone(), format!("/api/v2/workspaces?{query}"));
        async move {
            let page = client.get(&path).await.expect(200);
            let names = page["workspaces"].as_array().unwrap().iter().map(|it| text(it, "/name").to_owned());
            let mut names: Vec<String> = names.collect();
            names.sort();
            (names, page["count"].as_i64().unwrap())
        }
    };
    let all = vec!["alpha".to_owned(), "beta".to_owned(), "gamma".to_owned()];
    assert_eq!(list(&ada, "").await, (all.clone(), 3));
    assert_eq!(list(&owner, "").await.1, 4);
    assert_eq!(list(&owner, "q=owner:me").await, (vec!["delta".to_owned()], 1));
    assert_eq!(list(&owner, "q=owner:ada").await, (all, 3));
    assert_eq!(list(&ada, "q=status:running").await, (vec!["alpha".to_owned()], 1));
    assert_eq!(list(&ada, "q=status:failed").await, (vec!["beta".to_owned()], 1));
    assert_eq!(list(&ada, "q=status:pending,failed").await.1, 2);
    assert_eq!(list(&ada, "q=status:stopped").await.1, 0);
    assert_eq!(list(&ada, "q=ada/gam").await, (vec!["gamma".to_owned()], 1));
    assert_eq!(list(&ada, "q=name:ET").await, (vec!["beta".to_owned()], 1));
    assert_eq!(list(&ada, "q=template:local").await.1, 3);
    assert_eq!(list(&ada, "q=template:other").await.1, 0);
    let (page, count) = list(&ada, "limit=2").await;
    assert_eq!((page.len(), count), (2, 3));
    let (page, count) = list(&ada, "limit=2&offset=2").await;
    assert_eq!((page.len(), count), (1, 3));
    assert_eq!(list(&ada, "offset=9").await, (vec![], 3));
    assert_eq!(ada.client.get("/api/v2/workspaces?q=colour:red").await.bad_fields(400), ["colour"]);
    assert_eq!(ada.client.get("/api/v2/workspaces?q=status:bored").await.bad_fields(400), ["status"]);
    assert_eq!(ada.client.get("/api/v2/workspaces?limit=x").await.bad_fields(400), ["limit"]);
}

/// The list derives statuses in SQL, the model in Rust: for every state of a job they must agree.
#[tokio::test]
async fn the_status_filter_agrees_with_the_shown_status() {
    let (app, _owner, ada) = app_with_ada().await;
    create_workspace(&ada, "box").await;
    let mut seen = std::collections::BTreeSet::new();
    for transition in ["start", "stop", "delete"] {
        for times in 0..16 {
            let value =
                |bit: u8, text: &str| if times & bit == 0 { "null".to_owned() } else { text.to_owned() };
            app.database
                .execute(&format!(
                    "update workspace_builds set transition = '{transition}';
                     update provisioner_jobs set started_at = {}, canceled_at = {}, completed_at = {}, error = {}
                      where kind = 'workspace_build'",
                    value(1, "now()"),
                    value(2, "now()"),
                    value(4, "now()"),
                    value(8, "'broken'"),
                ))
                .await;
            let shown = ada.client.get("/api/v2/users/me/workspace/box").await.expect(200);
            let status = text(&shown, "/latest_build/status");
            let found = ada.client.get(&format!("/api/v2/workspaces?q=status:{status}")).await.expect(200);
            assert_eq!(found["count"], 1, "{transition} {times} is shown as {status}");
            seen.insert(status.to_owned());
        }
    }
    assert_eq!(seen.len(), 10, "all statuses were met: {seen:?}");
}

#[tokio::test]
async fn builds_follow_one_another_and_only_one_is_active() {
    let (app, _owner, ada) = app_with_ada().await;
    let workspace = create_workspace(&ada, "box").await;
    let path = format!("/api/v2/workspaces/{}/builds", text(&workspace, "/id"));
    let stop = json!({ "transition": "stop", "reason": "cli" });
    ada.client.post(&path, &stop).await.expect(409);
    let store = store(&app).await;
    let lease = acquire(&store).await;
    complete(&store, &lease, Transition::Start).await;
    let stopping = ada.client.post(&path, &stop).await.expect(201);
    assert_eq!(stopping["build_number"], 2);
    assert_eq!(text(&stopping, "/reason"), "cli");
    let lease = acquire(&store).await;
    assert_eq!(
        text(&ada.client.get("/api/v2/users/me/workspace/box").await.expect(200), "/latest_build/status"),
        "stopping"
    );
    complete(&store, &lease, Transition::Stop).await;
    let builds = ada.client.get(&path).await.expect(200);
    let shown: Vec<(i64, &str)> = builds
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["build_number"].as_i64().unwrap(), text(it, "/status")))
        .collect();
    assert_eq!(shown, [(2, "stopped"), (1, "running")]);
    assert_eq!(ada.client.get(&format!("{path}?limit=1")).await.expect(200).as_array().unwrap().len(), 1);
    for (body, fields) in [
        (json!({}), vec!["transition"]),
        (json!({ "transition": "pause" }), vec!["transition"]),
        (json!({ "transition": "start", "reason": "because" }), vec!["reason"]),
        (json!({ "transition": "delete", "orphan": true }), vec!["orphan"]),
        (json!({ "transition": "start", "log_level": "trace" }), vec!["log_level"]),
    ] {
        assert_eq!(ada.client.post(&path, &body).await.bad_fields(400), fields, "{body}");
    }
}

#[tokio::test]
async fn a_pending_build_is_cancelled_at_once_and_only_once() {
    let (app, _owner, ada) = app_with_ada().await;
    let workspace = create_workspace(&ada, "box").await;
    let path = format!("/api/v2/workspacebuilds/{}/cancel", text(&workspace, "/latest_build/id"));
    assert_eq!(
        ada.client.patch(&format!("{path}?expect_status=done"), &Value::Null).await.bad_fields(400),
        ["expect_status"]
    );
    ada.client.patch(&format!("{path}?expect_status=running"), &Value::Null).await.expect(412);
    ada.client.patch(&format!("{path}?expect_status=pending"), &Value::Null).await.expect(200);
    let workspace = ada.client.get("/api/v2/users/me/workspace/box").await.expect(200);
    assert_eq!(text(&workspace, "/latest_build/status"), "canceled");
    ada.client.patch(&path, &Value::Null).await.expect(400);
    let store = store(&app).await;
    let worker = ropewalk_model::Entropy::uuid(&ropewalk_model::SystemEntropy).into();
    assert_eq!(store.acquire_build_job(worker).await.unwrap(), None, "a cancelled job is not taken");
    build(&ada, &workspace, "start").await;
}

#[tokio::test]
async fn a_template_may_forbid_to_cancel_running_builds() {
    let (app, owner, ada) = app_with_ada().await;
    app.database.execute("update templates set allow_user_cancel_workspace_jobs = false").await;
    let workspace = create_workspace(&ada, "box").await;
    let store = store(&app).await;
    acquire(&store).await;
    let path = format!("/api/v2/workspacebuilds/{}/cancel", text(&workspace, "/latest_build/id"));
    ada.client.patch(&path, &Value::Null).await.expect(403);
    owner.client.patch(&path, &Value::Null).await.expect(200);
    let build = ada.client.get("/api/v2/users/me/workspace/box/builds/1").await.expect(200);
    assert_eq!(text(&build, "/status"), "canceling");
}

#[tokio::test]
async fn versions_and_templates_that_are_not_fit_are_refused() {
    let (app, _owner, ada) = app_with_ada().await;
    let template = local_template(&ada).await;
    let request = json!({ "template_id": template["id"], "name": "box" });
    let create = || ada.client.post("/api/v2/users/me/workspaces", &request);
    app.database.execute("update templates set deprecation_message = 'use another one'").await;
    assert!(text(&create().await.expect(400), "/message").contains("use another one"));
    app.database.execute("update templates set deprecation_message = ''").await;
    app.database.execute("update template_versions set archived = true").await;
    create().await.expect(400);
    app.database.execute("update template_versions set archived = false").await;
    app.database.execute("update provisioner_jobs set completed_at = null").await;
    create().await.expect(406);
    app.database.execute("update provisioner_jobs set completed_at = now(), error = 'broken'").await;
    create().await.expect(400);
    app.database.execute("update provisioner_jobs set error = null").await;
    create().await.expect(201);
}

#[tokio::test]
async fn what_belongs_to_others_is_not_found() {
    let (app, owner, ada) = app_with_ada().await;
    let eve = app.member(&owner, "eve").await;
    let (workspace, agent) = started_workspace(&app, &ada, "box").await;
    let (id, build_id) = (text(&workspace, "/id"), text(&workspace, "/latest_build/id"));
    let missing = eve.client.get("/api/v2/workspaces/00000000-0000-4000-8000-000000000000").await.expect(404);
    assert_eq!(eve.client.get(&format!("/api/v2/workspaces/{id}")).await.expect(404), missing);
    for path in [
        format!("/api/v2/workspaces/{id}/builds"),
        format!("/api/v2/workspacebuilds/{build_id}"),
        format!("/api/v2/workspacebuilds/{build_id}/logs"),
        format!("/api/v2/workspaceagents/{}", agent.id),
        format!("/api/v2/workspaceagents/{}/logs", agent.id),
        "/api/v2/users/ada/workspace/box".to_owned(),
    ] {
        eve.client.get(&path).await.expect(404);
    }
    for path in [
        format!("/api/v2/workspacebuilds/{build_id}/logs?follow"),
        format!("/api/v2/workspaces/{id}/watch-ws"),
    ] {
        assert_eq!(dial(&app, &eve.token, &path).await.err(), Some(404), "{path}");
    }
    eve.client
        .post(&format!("/api/v2/workspaces/{id}/builds"), &json!({ "transition": "delete" }))
        .await
        .expect(404);
}

#[tokio::test]
async fn a_watcher_sees_each_change() {
    let (app, _owner, ada) = app_with_ada().await;
    let workspace = create_workspace(&ada, "box").await;
    let path = format!("/api/v2/workspaces/{}/watch-ws", text(&workspace, "/id"));
    let mut socket = dial(&app, &ada.token, &path).await.ok().unwrap();
    let first = socket.next().await.unwrap();
    assert_eq!(text(&first, "/type"), "data");
    assert_eq!(text(&first, "/data/latest_build/status"), "pending");
    let cancel = format!("/api/v2/workspacebuilds/{}/cancel", text(&workspace, "/latest_build/id"));
    ada.client.patch(&cancel, &Value::Null).await.expect(200);
    let second = socket.next().await.unwrap();
    assert_eq!(text(&second, "/data/latest_build/status"), "canceled");

    let events = format!("/api/v2/workspaces/{}/watch", text(&workspace, "/id"));
    let mut response = ada.client.request(reqwest::Method::GET, &events).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let chunk = String::from_utf8(response.chunk().await.unwrap().unwrap().to_vec()).unwrap();
    assert!(chunk.starts_with("event: data\ndata: {"), "{chunk}");
    assert!(chunk.contains("\"canceled\""));
}
