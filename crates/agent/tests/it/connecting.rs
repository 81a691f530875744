//! The connection: made, lost and made again.

use axum::http::StatusCode;
use ropewalk_wire::agent::{AgentSecret, LifecycleState};

use crate::server::{Server, soon};
use crate::workspace::{Workspace, connect, connected, nobody};

#[tokio::test]
async fn an_agent_connects_reports_its_start_and_answers() {
    let t = connected().await;
    let hello = t.conn.hello(&nobody()).await.expect("hello");
    assert_eq!(hello.api_version, "2.9");
    let told = t.server.until("ready", |told| told.states().contains(&LifecycleState::Ready)).await;
    assert_eq!(told.states(), [LifecycleState::Starting, LifecycleState::Ready]);
    assert_eq!(
        told.startups[0].expanded_directory,
        t.workspace.settings.home.join("project").to_str().expect("path")
    );
    t.agent.stop().await;
    soon("closed", t.conn.closed()).await;
}

#[tokio::test]
async fn a_dropped_connection_is_made_again_and_processes_live_on() {
    let mut t = connected().await;
    let request = crate::workspace::command("read -r _ < gate; echo done");
    t.run("mkfifo gate").await;
    let started = t.conn.start_process(&nobody(), &request).await.expect("start");
    for _ in 0..3 {
        t.conn.close();
        t.conn = t.server.tunnel().await;
    }
    t.run("echo > gate").await;
    let wait = Some(std::time::Duration::from_secs(100));
    let output = t.conn.process_output(&nobody(), &started.id, wait).await.expect("output");
    assert_eq!((output.output.as_str(), output.exit_code), ("done\n", Some(0)));
    let states = t.server.told().states();
    assert_eq!(states, [LifecycleState::Starting, LifecycleState::Ready], "started up once");
    t.agent.stop().await;
}

#[tokio::test]
async fn a_refused_token_is_tried_again() {
    for status in [StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN, StatusCode::BAD_GATEWAY] {
        let mut server = Server::start(Vec::new()).await;
        server.behave(|told| told.refuse_all = Some(status));
        let workspace = Workspace::new(&server.url);
        let agent = workspace.start_agent(&server);
        server.until("some tries", |told| told.refused >= 3).await;
        server.behave(|told| told.refuse_all = None);
        server.tunnel().await.hello(&nobody()).await.expect("hello");
        agent.stop().await;
    }
}

#[tokio::test]
async fn an_agent_without_a_server_stops_when_asked() {
    let mut workspace = Workspace::new(&"http://127.0.0.1:9".parse().expect("url"));
    workspace.settings.limits.drain_limit = std::time::Duration::from_millis(50);
    let server = Server::start(Vec::new()).await;
    let agent = workspace.start_agent(&server);
    agent.stop().await;
}

#[tokio::test]
async fn the_manifest_makes_the_environment_and_the_secret_files() {
    let server = Server::start(Vec::new()).await;
    let secret = |env: &str, file: &str, value: &str| AgentSecret {
        env_name: env.to_owned(),
        file_path: file.to_owned(),
        value: value.to_owned(),
    };
    server.change_manifest(|manifest| {
        manifest.secrets = vec![secret("KEY", "", "raw $HOME"), secret("", "~/.key", "content")];
    });
    let workspace = Workspace::new(&server.url);
    let mut t = connect(server, workspace).await;
    let output = t
        .run("pwd; echo \"$GREETING|$KEY|$CODER|$CODER_WORKSPACE_NAME\"; cat ~/.key; echo; echo \"$PATH\"")
        .await;
    let home = t.workspace.settings.home.to_str().expect("path").to_owned();
    let lines: Vec<&str> = output.output.lines().collect();
    assert_eq!(lines[..3], [&format!("{home}/project"), "hello alice|raw $HOME|true|work", "content"]);
    assert!(lines[3].starts_with(&format!("{}/bin:", t.workspace.settings.script_data_dir.display())));
    // A new manifest counts from the next connection on.
    t.server.change_manifest(|manifest| {
        manifest.environment_variables.insert("GREETING".to_owned(), "again".to_owned());
    });
    t.conn.close();
    t.conn = t.server.tunnel().await;
    assert_eq!(t.run("echo $GREETING").await.output, "again\n");
    t.agent.stop().await;
}
