//! The small program itself: flags, signals, and what a kill leaves behind.

use std::process::Stdio;
use std::time::Duration;

use ropewalk_wire::agent::{LifecycleState, StartProcessRequest};
use rustix::process::{Pid, Signal, kill_process};
use tokio::process::{Child, Command};

use crate::server::{Server, TOKEN, soon};
use crate::workspace::{Workspace, command, is_alive, nobody, pid_in};

fn start(workspace: &Workspace) -> Child {
    let settings = &workspace.settings;
    Command::new(env!("CARGO_BIN_EXE_ropewalk-agent"))
        .arg("--url")
        .arg(settings.url.as_str())
        .arg("--log-dir")
        .arg(&settings.log_dir)
        .arg("--script-data-dir")
        .arg(&settings.script_data_dir)
        .env("CODER_AGENT_TOKEN", TOKEN)
        .env("HOME", &settings.home)
        .env_remove("SHELL")
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .spawn()
        .expect("start")
}

fn signal(child: &Child, signal: Signal) {
    let pid = i32::try_from(child.id().expect("running")).ok().and_then(Pid::from_raw).expect("pid");
    kill_process(pid, signal).expect("signal");
}

#[tokio::test]
async fn sigterm_stops_in_order_and_kill_9_is_admitted() {
    let mut server = Server::start(Vec::new()).await;
    let workspace = Workspace::new(&server.url);
    let mut agent = start(&workspace);
    let conn = server.tunnel().await;
    let request = StartProcessRequest {
        client_token: Some("call".to_owned()),
        ..command("echo $$ > pid; exec sleep 1000")
    };
    let first = conn.start_process(&nobody(), &request).await.expect("start");
    let lost = pid_in(&workspace.path("pid")).await;

    // The agent dies without a word; another one takes its place.
    signal(&agent, Signal::KILL);
    soon("the agent's end", agent.wait()).await.expect("ended");
    let mut agent = start(&workspace);
    let conn = server.tunnel().await;
    let again = conn.start_process(&nobody(), &request).await.expect("start");
    assert_eq!((&again.id, again.started), (&first.id, false), "not run twice");
    let output =
        conn.process_output(&nobody(), &first.id, Some(Duration::from_secs(60))).await.expect("output");
    assert_eq!((output.running, output.exit_code), (false, Some(-1)));
    assert!(output.output.contains("outcome and output are unknown"), "{}", output.output);
    // Nobody can find this one any more but us.
    let pid = lost.parse().ok().and_then(Pid::from_raw).expect("pid");
    assert!(is_alive(&lost));
    kill_process(pid, Signal::KILL).expect("kill");

    let running = conn.start_process(&nobody(), &command("echo $$ > pid; exec sleep 1000")).await;
    running.expect("start");
    crate::workspace::eventually("another process", || {
        std::fs::read_to_string(workspace.path("pid"))
            .is_ok_and(|pid| pid.ends_with('\n') && pid.trim() != lost)
    })
    .await;
    let pid = pid_in(&workspace.path("pid")).await;
    signal(&agent, Signal::TERM);
    let status = soon("the agent's end", agent.wait()).await.expect("ended");
    assert!(status.success(), "{status}");
    assert!(!is_alive(&pid));
    assert_eq!(server.told().states().last(), Some(&LifecycleState::Off));
}

#[tokio::test]
async fn missing_flags_are_named() {
    let output = Command::new(env!("CARGO_BIN_EXE_ropewalk-agent")).env_clear().output();
    let output = soon("the end", output).await.expect("run");
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(text.contains("give --url or set CODER_AGENT_URL"), "{text}");
}
