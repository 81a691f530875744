//! The whole way: the API, the worker, the local driver, a real agent in a real sandbox, the tunnel, and back.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use ropewalk_authz::{SiteRole, Subject};
use ropewalk_model::agent::{ConnectionStatus, Lifecycle};
use ropewalk_model::{AgentId, WorkspaceId};
use ropewalk_platform::agents::{AgentReadiness, ConnectError};
use ropewalk_platform::builds::{BuildWorker, BuildWorkerSettings};
use ropewalk_provision::sandbox::SandboxSetting;
use ropewalk_tunnel::CallContext;
use ropewalk_wire::agent::StartProcessRequest;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::harness::{TestApp, TestOptions, TestUser};
use crate::workspaces_support::{
    Drivers, PATIENCE, build, build_with_status, create_workspace, ended_build, text,
};

fn subject(user: &TestUser) -> Subject {
    Subject {
        user_id: user.id.parse().unwrap(),
        site_roles: vec![SiteRole::Owner],
        organizations: vec![user.organization_id.parse().unwrap()],
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workspace_lives_and_dies_on_this_machine() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::set_permissions(directory.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
    let drivers = Drivers::local(directory.path().to_owned(), SandboxSetting::Auto);
    let app = TestApp::start_with(TestOptions { drivers, ..TestOptions::default() }).await;
    let owner = app.owner().await;
    let worker = BuildWorker::start(&app.platform, BuildWorkerSettings::default());
    let (platform, subject) = (&app.platform, subject(&owner));

    let workspace = create_workspace(&owner, "box").await;
    let workspace_id: WorkspaceId = text(&workspace, "/id").parse().unwrap();
    let started = build_with_status(&owner, text(&workspace, "/latest_build/id"), "running").await;
    let sandbox =
        started["resources"][0]["metadata"].as_array().unwrap().iter().find(|it| it["key"] == "sandbox");
    assert!(sandbox.is_some_and(|it| !text(it, "/value").is_empty()), "{started:#}");
    let agent_id: AgentId = text(&started, "/resources/0/agents/0/id").parse().unwrap();
    let cancel = CancellationToken::new();
    let ready = platform.wait_for_agent_ready(&subject, agent_id, PATIENCE, &cancel).await.unwrap();
    assert_eq!(ready, AgentReadiness::Ready);
    let agents = platform.latest_agents(&subject, workspace_id).await.unwrap();
    assert_eq!(agents.len(), 1);
    assert_eq!((agents[0].status, agents[0].lifecycle), (ConnectionStatus::Connected, Lifecycle::Ready));
    assert!(!agents[0].directory.is_empty(), "{agents:?}");
    let connection = platform.connect_agent(&subject, agent_id, PATIENCE).await.unwrap();
    assert!(!connection.hello(&CallContext::default()).await.unwrap().version.is_empty());
    let running = platform.running_local_workspaces().await.unwrap();
    assert_eq!(running.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(), ["owner/box"]);

    // A cut tunnel comes back by itself.
    connection.close();
    connection.closed().await;
    let again = platform.connect_agent(&subject, agent_id, PATIENCE).await.unwrap();
    again.hello(&CallContext::default()).await.unwrap();

    let stopping = build(&owner, &workspace, "stop").await;
    build_with_status(&owner, text(&stopping, "/id"), "stopped").await;
    assert_eq!(platform.running_local_workspaces().await.unwrap(), []);
    assert_eq!(platform.latest_agents(&subject, workspace_id).await.unwrap(), []);
    let gone = platform.connect_agent(&subject, agent_id, Duration::from_secs(5)).await;
    assert!(matches!(gone, Err(ConnectError::Superseded)), "{gone:?}");
    // The agent said goodbye before it was ended.
    let agent = owner.client.get(&format!("/api/v2/workspaceagents/{agent_id}")).await.expect(200);
    assert_eq!(text(&agent, "/lifecycle_state"), "off");

    let home = directory.path().join("workspaces").join(workspace_id.to_string());
    assert!(home.is_dir());
    let restarting = build(&owner, &workspace, "start").await;
    let restarted = build_with_status(&owner, text(&restarting, "/id"), "running").await;
    let second_agent: AgentId = text(&restarted, "/resources/0/agents/0/id").parse().unwrap();
    assert_ne!(second_agent, agent_id);
    platform.connect_agent(&subject, second_agent, PATIENCE).await.unwrap();
    let deleting = build(&owner, &workspace, "delete").await;
    build_with_status(&owner, text(&deleting, "/id"), "deleted").await;
    assert!(!home.exists());
    owner.client.get(&format!("/api/v2/workspaces/{workspace_id}")).await.expect(410);
    worker.stop().await;
}

/// The agent must be able to do its work in each sandbox that this machine has, the weaker ones included.
#[tokio::test(flavor = "multi_thread")]
async fn the_agent_works_in_every_sandbox_of_this_machine() {
    for sandbox in [SandboxSetting::Bubblewrap, SandboxSetting::Landlock, SandboxSetting::None] {
        let directory = tempfile::tempdir().unwrap();
        std::fs::set_permissions(directory.path(), std::fs::Permissions::from_mode(0o711)).unwrap();
        let drivers = Drivers::local(directory.path().to_owned(), sandbox);
        let app = TestApp::start_with(TestOptions { drivers, ..TestOptions::default() }).await;
        let owner = app.owner().await;
        let worker = BuildWorker::start(&app.platform, BuildWorkerSettings::default());
        let workspace = create_workspace(&owner, "box").await;
        let build_id = text(&workspace, "/latest_build/id");
        let ended = ended_build(&owner, build_id).await;
        if let Some(error) = ended["job"]["error"].as_str() {
            assert!(error.contains("does not work on this host"), "{sandbox:?}: {error}");
            continue;
        }
        let agent_id: AgentId = text(&ended, "/resources/0/agents/0/id").parse().unwrap();
        let agent = app.platform.connect_agent(&subject(&owner), agent_id, PATIENCE).await.unwrap();
        let request = StartProcessRequest {
            command: "echo work >\"$HOME/note\" && cat \"$HOME/note\" && mktemp >/dev/null && echo done"
                .to_owned(),
            ..StartProcessRequest::default()
        };
        let context = CallContext::default();
        let process = agent.start_process(&context, &request).await.unwrap();
        let output = agent.process_output(&context, &process.id, Some(PATIENCE)).await.unwrap();
        assert_eq!((output.output.as_str(), output.exit_code), ("work\ndone\n", Some(0)), "{sandbox:?}");
        let deleting = build(&owner, &workspace, "delete").await;
        build_with_status(&owner, text(&deleting, "/id"), "deleted").await;
        worker.stop().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_build_that_cannot_make_its_directory_names_it() {
    let directory = tempfile::tempdir().unwrap();
    std::fs::write(directory.path().join("workspaces"), "in the way").unwrap();
    let drivers = Drivers::local(directory.path().to_owned(), SandboxSetting::None);
    let app = TestApp::start_with(TestOptions { drivers, ..TestOptions::default() }).await;
    let owner = app.owner().await;
    let worker = BuildWorker::start(&app.platform, BuildWorkerSettings::default());
    let workspace = create_workspace(&owner, "box").await;
    let failed = build_with_status(&owner, text(&workspace, "/latest_build/id"), "failed").await;
    let path = directory.path().join("workspaces").display().to_string();
    assert!(text(&failed, "/job/error").contains(&path), "{failed:#}");
    assert_eq!(failed["resources"], json!([]));
    worker.stop().await;
}
