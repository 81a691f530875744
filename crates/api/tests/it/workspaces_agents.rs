//! Agents over the API: their token, their reports, their log, their tunnel.

use ropewalk_model::build::Transition;
use ropewalk_testkit::wait_for;
use serde_json::{Value, json};

use crate::harness::{TestApp, TestClient, TestUser};
use crate::workspaces_support::{
    MadeAgent, PATIENCE, acquire, build, complete, dial, started_workspace, store, text,
};

const TUNNEL: &str = "/api/v2/workspaceagents/me/tunnel";

struct Fixture {
    app: TestApp,
    ada: TestUser,
    workspace: Value,
    agent: MadeAgent,
    rpc: TestClient,
}

async fn fixture() -> Fixture {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ada = app.member(&owner, "ada").await;
    let (workspace, agent) = started_workspace(&app, &ada, "box").await;
    let rpc = app.with_token(&agent.token);
    Fixture { app, ada, workspace, agent, rpc }
}

impl Fixture {
    async fn shown(&self) -> Value {
        self.ada.client.get(&format!("/api/v2/workspaceagents/{}", self.agent.id)).await.expect(200)
    }

    async fn wait_for_status(&self, status: &str) -> Value {
        wait_for(&format!("the agent is {status}"), PATIENCE, || async {
            let agent = self.shown().await;
            (text(&agent, "/status") == status).then_some(agent)
        })
        .await
    }

    async fn report(&self, call: &str, body: &Value) -> Value {
        self.rpc.post(&format!("/api/v2/workspaceagents/me/rpc/{call}"), body).await.expect(200)
    }
}

#[tokio::test]
async fn only_the_agents_own_token_opens_its_calls() {
    let it = fixture().await;
    let manifest = "/api/v2/workspaceagents/me/rpc/manifest";
    it.app.anonymous().post(manifest, &json!({})).await.expect(401);
    it.ada.client.post(manifest, &json!({})).await.expect(401);
    it.app.with_token("0191d9a0-7e9c-7b6f-9e64-2c8a8f6a3b11").post(manifest, &json!({})).await.expect(401);
    // And the agent's token opens nothing else.
    it.rpc.get("/api/v2/workspaces").await.expect(401);
    let manifest = it.report("manifest", &json!({})).await;
    assert_eq!(manifest["agent_id"], json!(it.agent.id));
    assert_eq!(manifest["workspace_id"], it.workspace["id"]);
    assert_eq!(text(&manifest, "/owner_username"), "ada");
    assert_eq!(manifest["environment_variables"], json!({ "GREETING": "hello" }));
    assert_eq!(text(&manifest, "/scripts/0/script"), "true");
    assert_eq!(manifest["scripts"][0]["timeout_secs"], 5);
}

#[tokio::test]
async fn an_agent_is_locked_out_when_a_later_build_has_succeeded() {
    let it = fixture().await;
    let store = store(&it.app).await;
    let mut tunnel = dial(&it.app, &it.agent.token, TUNNEL).await.ok().unwrap();
    it.wait_for_status("connected").await;
    build(&it.ada, &it.workspace, "stop").await;
    let lease = acquire(&store).await;
    // While the stop runs, the agent may still say that it shuts down.
    it.report("manifest", &json!({})).await;
    complete(&store, &lease, Transition::Stop).await;
    it.app.platform.ensure_builtin_templates().await.unwrap();
    store.pubsub().publish(&format!("workspace:{}", text(&it.workspace, "/id")), "").await.unwrap();
    tunnel.ended().await;
    it.rpc.post("/api/v2/workspaceagents/me/rpc/manifest", &json!({})).await.expect(403);
    assert_eq!(dial(&it.app, &it.agent.token, TUNNEL).await.err(), Some(403));
    it.wait_for_status("disconnected").await;
}

#[tokio::test]
async fn a_lifecycle_only_moves_forward() {
    let it = fixture().await;
    let state = |name: &str| json!({ "state": name, "changed_at": "2020-01-01T00:00:00Z" });
    assert_eq!(text(&it.shown().await, "/lifecycle_state"), "created");
    it.report("lifecycle", &state("starting")).await;
    it.report("lifecycle", &state("ready")).await;
    let ready = it.shown().await;
    assert_eq!(text(&ready, "/lifecycle_state"), "ready");
    assert_eq!(
        (text(&ready, "/started_at"), text(&ready, "/ready_at")),
        ("2020-01-01T00:00:00Z", "2020-01-01T00:00:00Z")
    );
    // A restarted agent begins again; it is answered and changes nothing.
    it.report("lifecycle", &state("starting")).await;
    it.report("lifecycle", &state("ready")).await;
    assert_eq!(text(&it.shown().await, "/lifecycle_state"), "ready");
    it.report("lifecycle", &state("off")).await;
    assert_eq!(text(&it.shown().await, "/lifecycle_state"), "off");
    let bad = it.rpc.post("/api/v2/workspaceagents/me/rpc/lifecycle", &state("asleep")).await;
    assert_eq!(bad.bad_fields(400), ["state"]);
}

#[tokio::test]
async fn reports_are_stored_and_shown() {
    let it = fixture().await;
    let startup =
        json!({ "version": "v1", "expanded_directory": "/home/ropewalk", "subsystems": ["envbox"] });
    assert_eq!(it.report("startup", &startup).await, startup);
    let shown = it.shown().await;
    assert_eq!((text(&shown, "/version"), text(&shown, "/expanded_directory")), ("v1", "/home/ropewalk"));
    assert_eq!(shown["subsystems"], json!(["envbox"]));
    assert_eq!(text(&shown, "/startup_script_behavior"), "blocking");
    assert_eq!(shown["scripts"][0]["timeout"], 5_000_000_000_i64);
    let long = json!({ "version": "x".repeat(5000), "expanded_directory": "" });
    let refused = it.rpc.post("/api/v2/workspaceagents/me/rpc/startup", &long).await;
    assert_eq!(refused.bad_fields(400), ["version"]);

    let timing = |script: &Value| {
        json!({
            "script_id": script, "start": "2020-01-01T00:00:00Z", "end": "2020-01-01T00:00:01Z", "exit_code": 0,
            "stage": "start", "status": "ok",
        })
    };
    it.report("script-completed", &timing(&json!(it.agent.script_id))).await;
    let unknown = timing(&json!("00000000-0000-4000-8000-000000000000"));
    it.rpc.post("/api/v2/workspaceagents/me/rpc/script-completed", &unknown).await.expect(404);

    let source = json!({ "id": "00000000-0000-4000-8000-000000000007", "display_name": "Tool", "icon": "" });
    it.rpc.post("/api/v2/workspaceagents/me/log-source", &source).await.expect(201);
    it.rpc.post("/api/v2/workspaceagents/me/log-source", &source).await.expect(201);
    let sources = it.shown().await["log_sources"].clone();
    let names: Vec<&str> = sources.as_array().unwrap().iter().map(|it| text(it, "/display_name")).collect();
    assert_eq!(names.len(), 2);
    assert!(names.contains(&"Tool") && names.contains(&"Set-up"), "{names:?}");
}

#[tokio::test]
async fn the_log_is_followed_until_the_agent_is_replaced() {
    let it = fixture().await;
    let logs = format!("/api/v2/workspaceagents/{}/logs", it.agent.id);
    let batch = |lines: &[&str]| {
        let lines: Vec<Value> = lines
            .iter()
            .map(|line| json!({ "created_at": "2020-01-01T00:00:00Z", "output": line, "level": "warn" }))
            .collect();
        json!({ "log_source_id": it.agent.log_source_id, "logs": lines })
    };
    let receipt = it.report("logs", &batch(&["one", "two\0"])).await;
    assert_eq!(receipt, json!({ "log_limit_exceeded": false }));
    let mut socket = dial(&it.app, &it.ada.token, &format!("{logs}?follow")).await.ok().unwrap();
    let first = socket.next().await.unwrap();
    let outputs = |frame: &Value| -> Vec<String> {
        frame.as_array().unwrap().iter().map(|line| text(line, "/output").to_owned()).collect()
    };
    assert_eq!(outputs(&first), ["one", "two\u{fffd}"]);
    assert_eq!((text(&first, "/0/level"), &first[0]["source_id"]), ("warn", &json!(it.agent.log_source_id)));
    it.rpc.patch("/api/v2/workspaceagents/me/logs", &batch(&["three"])).await.expect(200);
    assert_eq!(outputs(&socket.next().await.unwrap()), ["three"]);

    let store = store(&it.app).await;
    build(&it.ada, &it.workspace, "stop").await;
    let lease = acquire(&store).await;
    complete(&store, &lease, Transition::Stop).await;
    assert_eq!(socket.next().await, Err(1000));
    let all = it.ada.client.get(&logs).await.expect(200);
    assert_eq!(outputs(&all), ["one", "two\u{fffd}", "three"]);
    assert_eq!(
        it.ada
            .client
            .get(&format!("{}?after={}", logs.replace("/logs", "/startup-logs"), all[1]["id"]))
            .await
            .expect(200),
        json!([all[2]])
    );
}

#[tokio::test]
async fn a_log_that_is_full_takes_no_more_and_says_so() {
    let it = fixture().await;
    let batch = |size: usize| {
        json!({
            "log_source_id": it.agent.log_source_id,
            "logs": [{ "created_at": "2020-01-01T00:00:00Z", "output": "x".repeat(size) }],
        })
    };
    assert_eq!(it.report("logs", &batch(1_048_576)).await["log_limit_exceeded"], false);
    assert_eq!(it.report("logs", &batch(1)).await["log_limit_exceeded"], true);
    let shown = it.shown().await;
    assert_eq!((&shown["logs_length"], &shown["logs_overflowed"]), (&json!(1_048_576), &json!(true)));
    it.rpc.post("/api/v2/workspaceagents/me/rpc/logs", &batch(9_000_000)).await.expect(413);
}

#[tokio::test]
async fn the_newest_tunnel_wins() {
    let it = fixture().await;
    let waiting = it.shown().await;
    assert_eq!(text(&waiting, "/status"), "connecting");
    assert!(waiting.get("first_connected_at").is_none());
    let mut first = dial(&it.app, &it.agent.token, TUNNEL).await.ok().unwrap();
    let connected = it.wait_for_status("connected").await;
    assert_eq!(connected["health"], json!({ "healthy": true }));
    let mut second = dial(&it.app, &it.agent.token, TUNNEL).await.ok().unwrap();
    first.ended().await;
    // The end of the older one is not the agent's.
    assert_eq!(text(&it.wait_for_status("connected").await, "/status"), "connected");
    drop(first);
    let listed = it.ada.client.get("/api/v2/users/me/workspace/box").await.expect(200);
    assert_eq!(text(&listed, "/latest_build/resources/0/agents/0/status"), "connected");
    assert_eq!(listed["health"]["healthy"], true);
    tokio::select! {
        () = second.ended() => panic!("the newest tunnel was closed"),
        () = tokio::time::sleep(std::time::Duration::from_millis(200)) => {}
    }
    drop(second);
    let gone = it.wait_for_status("disconnected").await;
    assert_eq!(gone["health"]["healthy"], false);
    assert!(gone.get("disconnected_at").is_some());
    let listed = it.ada.client.get("/api/v2/users/me/workspace/box").await.expect(200);
    assert_eq!(listed["health"], json!({ "healthy": false, "failing_agents": [it.agent.id] }));
}

#[tokio::test]
async fn an_agent_that_never_comes_times_out() {
    let it = fixture().await;
    it.app.clock.advance(chrono::Duration::seconds(121));
    let late = it.shown().await;
    assert_eq!(text(&late, "/status"), "timeout");
    assert_eq!(late["health"]["healthy"], false);
}
