//! Start and stop scripts: logs, reports, and the order of the lifecycle across lost connections.

use std::time::Duration;

use axum::http::StatusCode;
use ropewalk_wire::agent::{AgentScript, LifecycleState, ScriptStage, ScriptStatus};

use crate::server::{Server, script};
use crate::workspace::{Workspace, eventually, is_alive, nobody, pid_in};

async fn ends_with(server: &Server, state: LifecycleState) {
    server.until("the state", |told| told.states().contains(&state)).await;
}

#[tokio::test]
async fn output_goes_to_the_server_and_to_a_file() {
    let mut server = Server::start(vec![
        script(1, "echo out; echo err >&2; echo \"$CODER_SCRIPT_DATA_DIR\" > data; printf unfinished"),
        script(2, "#!/bin/sh -e\necho \"from $0\"; false; echo unreached"),
    ])
    .await;
    let workspace = Workspace::new(&server.url);
    let agent = workspace.start_agent(&server);
    server.tunnel().await;
    ends_with(&server, LifecycleState::StartError).await;
    let told = server.until("all lines", |told| told.lines().len() >= 4 && told.scripts.len() == 2).await;
    let mut lines = told.lines();
    lines.sort();
    let data = workspace.settings.script_data_dir.clone();
    let from = format!("Info: from {}/{}/script", data.display(), script(2, "").id);
    assert_eq!(lines, ["Error: err", &from, "Info: out", "Info: unfinished"]);
    let mut timings: Vec<_> = told
        .scripts
        .iter()
        .map(|timing| (timing.script_id, timing.exit_code, timing.stage, timing.status))
        .collect();
    timings.sort_by_key(|(id, ..)| *id);
    assert_eq!(
        timings,
        [
            (script(1, "").id, 0, ScriptStage::Start, ScriptStatus::Ok),
            (script(2, "").id, 1, ScriptStage::Start, ScriptStatus::ExitFailure),
        ]
    );
    let log = workspace.settings.log_dir.join(format!("coder-script-{}.log", script(1, "").log_source_id));
    let log = std::fs::read_to_string(log).expect("log");
    assert!(["out\n", "err\n", "unfinished"].iter().all(|text| log.contains(text)), "{log}");
    let own = std::fs::read_to_string(workspace.path("data")).expect("data");
    assert_eq!(own.trim(), data.join(script(1, "").id.to_string()).to_str().expect("path"));
    agent.stop().await;
}

#[tokio::test]
async fn states_arrive_once_and_in_order_across_lost_connections() {
    let stop = AgentScript { run_on_start: false, run_on_stop: true, ..script(2, "echo stopping") };
    let mut server = Server::start(vec![script(1, "read -r _ < gate; echo begun"), stop]).await;
    let mut workspace = Workspace::new(&server.url);
    let clock = workspace.stop_clock();
    workspace.make_gate();
    let agent = workspace.start_agent(&server);
    let conn = server.tunnel().await;
    ends_with(&server, LifecycleState::Starting).await;
    // The server goes away; the script ends meanwhile.
    server.behave(|told| told.refuse_all = Some(StatusCode::SERVICE_UNAVAILABLE));
    conn.close();
    clock.advance(chrono::Duration::seconds(10));
    workspace.open_gate(&server.tasks).await;
    let refused = server.told().refused;
    server.until("some tries", |told| told.refused > refused + 5).await;
    clock.advance(chrono::Duration::seconds(10));
    server.behave(|told| told.refuse_all = None);
    server.tunnel().await;
    ends_with(&server, LifecycleState::Ready).await;
    // Once more, for reports alone.
    server.behave(|told| told.refuse_lifecycle = Some(StatusCode::INTERNAL_SERVER_ERROR));
    agent.stop.soft.cancel();
    let refused = server.told().refused;
    server.until("some tries", |told| told.refused > refused + 2).await;
    server.behave(|told| told.refuse_lifecycle = None);
    agent.stop().await;
    let told = server.told();
    use LifecycleState::{Off, Ready, ShuttingDown, Starting};
    assert_eq!(told.states(), [Starting, Ready, ShuttingDown, Off]);
    assert!(told.lifecycle.is_sorted_by_key(|(_, changed_at)| *changed_at));
    let lost = told.lifecycle[1].1 - told.lifecycle[0].1;
    assert!(lost <= chrono::Duration::seconds(10), "the time of the change, not of the report: {lost}");
    assert!(told.lines().contains(&"Info: begun".to_owned()), "{:?}", told.lines());
    assert!(told.lines().contains(&"Info: stopping".to_owned()), "{:?}", told.lines());
}

#[tokio::test]
async fn a_script_that_takes_too_long_is_stopped_with_its_children() {
    let text = "sh -c 'echo $$ > child; exec sleep 1000' & trap '' INT; wait; wait";
    let slow = AgentScript { timeout_secs: 1, ..script(1, text) };
    let server = Server::start(vec![slow, script(2, "exit 1")]).await;
    let mut workspace = Workspace::new(&server.url);
    workspace.settings.limits.script_grace = Duration::from_millis(100);
    let agent = workspace.start_agent(&server);
    ends_with(&server, LifecycleState::StartTimeout).await;
    let told = server.told();
    let timing = told.scripts.iter().find(|timing| timing.script_id == script(1, "").id).expect("report");
    assert_eq!(timing.status, ScriptStatus::TimedOut);
    // On a very slow machine its time was over before it had a child.
    if let Ok(child) = std::fs::read_to_string(workspace.path("child")) {
        eventually("the child's end", || !is_alive(&child)).await;
    }
    agent.stop().await;
}

#[tokio::test]
async fn a_script_that_leaves_its_output_open_is_flagged_and_its_child_lives() {
    let server =
        Server::start(vec![script(1, "(echo $$ > child; read -r _ < gate; echo late) & echo early")]).await;
    let mut workspace = Workspace::new(&server.url);
    workspace.settings.limits.script_grace = Duration::from_millis(100);
    workspace.make_gate();
    let agent = workspace.start_agent(&server);
    ends_with(&server, LifecycleState::Ready).await;
    assert_eq!(server.told().scripts[0].status, ScriptStatus::PipesLeftOpen);
    workspace.open_gate(&server.tasks).await;
    let is_late = |told: &crate::server::Told| told.lines().contains(&"Info: late".to_owned());
    let told = server.until("the late line", is_late).await;
    assert!(told.lines().iter().any(|line| line.contains("Redirect the output")), "{:?}", told.lines());
    agent.stop().await;
}

#[tokio::test]
async fn a_stop_ends_start_scripts_that_run() {
    let mut server = Server::start(vec![script(1, "echo $$ > pid; exec sleep 1000")]).await;
    let workspace = Workspace::new(&server.url);
    let agent = workspace.start_agent(&server);
    let conn = server.tunnel().await;
    let pid = pid_in(&workspace.path("pid")).await;
    conn.hello(&nobody()).await.expect("hello");
    agent.stop().await;
    assert!(!is_alive(&pid));
    use LifecycleState::{Off, ShuttingDown, Starting};
    assert_eq!(server.told().states(), [Starting, ShuttingDown, Off]);
}

#[tokio::test]
async fn a_failing_stop_script_is_told() {
    let stop = |number, text| AgentScript { run_on_start: false, run_on_stop: true, ..script(number, text) };
    let mut server = Server::start(vec![stop(1, "exit 4")]).await;
    let workspace = Workspace::new(&server.url);
    let agent = workspace.start_agent(&server);
    server.tunnel().await;
    agent.stop().await;
    let told = server.told();
    assert_eq!(told.states().last(), Some(&LifecycleState::ShutdownError));
    assert_eq!((told.scripts[0].exit_code, told.scripts[0].stage), (4, ScriptStage::Stop));
}

#[tokio::test]
async fn a_full_log_space_ends_the_logs_and_nothing_else() {
    let mut server = Server::start(vec![script(1, "echo one; read -r _ < gate; echo two")]).await;
    server.behave(|told| told.log_limit_exceeded = true);
    let workspace = Workspace::new(&server.url);
    workspace.make_gate();
    let agent = workspace.start_agent(&server);
    let conn = server.tunnel().await;
    server.until("the first line", |told| !told.logs.is_empty()).await;
    workspace.open_gate(&server.tasks).await;
    ends_with(&server, LifecycleState::Ready).await;
    conn.hello(&nobody()).await.expect("hello");
    agent.stop().await;
    assert_eq!(server.told().lines(), ["Info: one"]);
    assert!(workspace.root().join("logs").exists());
}
