//! Start, stop, delete: what lives, what ends, what stays, and what happens after a crash of the server.

use ropewalk_provision::{Driver, DriverError, sandbox::SandboxSetting};
use uuid::Uuid;

use crate::host::{Host, is_running, processes_with, wait_for};

/// An agent that ends on SIGTERM, with a daemon below it that does not and that has left its session.
const STUBBORN: &str = r#"
cd "$HOME" || exit 9
setsid sh -c 'trap "" TERM; echo up >daemon; while :; do sleep 1; done' &
trap 'echo ended >>ended; exit 0' TERM
echo up >up
while :; do sleep 0.1; done
"#;

async fn a_stop_ends_everything(sandbox: SandboxSetting) {
    let host = Host::new();
    let driver = host.driver(sandbox, STUBBORN);
    let started = host.start(&driver, None).await.unwrap();
    let state = started.state.unwrap();
    host.file("daemon").await;
    host.file("up").await;
    let pid = driver.running_pid(&state).unwrap();
    assert!(is_running(pid));
    assert!(!processes_with(&host.workspace_id.to_string()).is_empty());

    let stopped = host.stop(&driver, Some(&state)).await.unwrap();
    assert_eq!(host.file("ended").await, "ended\n", "the agent was asked to end first");
    assert_eq!(processes_with(&host.workspace_id.to_string()), Vec::<u32>::new());
    assert!(host.home().join("up").exists(), "the files stay");
    assert!(stopped.resources.iter().all(|resource| resource.agents.is_empty()));
    let state = stopped.state.unwrap();
    assert_eq!(driver.running_pid(&state), None);
    // A stop of a stopped workspace, and a second start on its files.
    host.stop(&driver, Some(&state)).await.unwrap();
    std::fs::remove_file(host.home().join("up")).unwrap();
    let again = host.start(&driver, Some(&state)).await.unwrap();
    host.file("up").await;
    host.delete(&driver, again.state.as_ref()).await.unwrap();
    assert!(!host.home().exists());
    assert_eq!(processes_with(&host.workspace_id.to_string()), Vec::<u32>::new());
    host.delete(&driver, None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_everything_in_the_strongest_sandbox() {
    a_stop_ends_everything(SandboxSetting::Auto).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stop_ends_everything_without_a_pid_namespace() {
    a_stop_ends_everything(SandboxSetting::None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_start_replaces_what_a_crash_left_behind() {
    let host = Host::new();
    let script = r#"cd "$HOME"; echo x >>starts; exec sleep 1000"#;
    let first = host.driver(SandboxSetting::Auto, script);
    host.start(&first, None).await.unwrap();
    host.file("starts").await;
    let before = processes_with(&host.workspace_id.to_string());
    assert!(!before.is_empty());
    drop(first);
    // The server died before it stored the state: the next one knows nothing but the directory.
    let second = host.driver(SandboxSetting::Auto, script);
    let outcome = host.start(&second, None).await.unwrap();
    wait_for("the second start", || {
        std::fs::read_to_string(host.home().join("starts")).ok().filter(|text| text.lines().count() == 2)
    })
    .await;
    assert!(before.iter().all(|pid| !is_running(*pid)), "the first tree is gone");
    host.delete(&second, outcome.state.as_ref()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_leader_leaves_nothing_behind() {
    let host = Host::new();
    let driver = host.driver(SandboxSetting::Auto, r#"cd "$HOME"; echo up >up; exec sleep 1000"#);
    let outcome = host.start(&driver, None).await.unwrap();
    host.file("up").await;
    let state = outcome.state.unwrap();
    let leader = driver.running_pid(&state).unwrap();
    // Somebody kills the outer process alone; what is inside lives on.
    let killed = std::process::Command::new("kill").arg("-9").arg(leader.to_string()).status().unwrap();
    assert!(killed.success());
    wait_for("the leader's end", || (!is_running(leader)).then_some(())).await;
    host.stop(&driver, Some(&state)).await.unwrap();
    assert_eq!(processes_with(&host.workspace_id.to_string()), Vec::<u32>::new());
    host.delete(&driver, None).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_workspace_of_another_server_is_left_alone() {
    let mut host = Host::new();
    let driver = host.driver(SandboxSetting::None, r#"cd "$HOME"; echo up >up; exec sleep 1000"#);
    let outcome = host.start(&driver, None).await.unwrap();
    host.file("up").await;
    let instance = std::mem::replace(&mut host.instance_id, Uuid::from_u128(1));
    let other = host.driver(SandboxSetting::None, "exit 0");
    for result in [
        host.stop(&other, outcome.state.as_ref()).await,
        host.delete(&other, outcome.state.as_ref()).await,
        host.start(&other, outcome.state.as_ref()).await,
    ] {
        assert!(
            matches!(result, Err(DriverError::Elsewhere { instance: found }) if found == instance),
            "{result:?}"
        );
    }
    assert!(driver.running_pid(outcome.state.as_ref().unwrap()).is_some());
    host.delete(&driver, outcome.state.as_ref()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_start_leaves_nothing_running() {
    let host = Host::new();
    let driver = host.driver(SandboxSetting::None, "exec sleep 1000");
    host.cancel.cancel();
    // More than once: the choice between a cancel and a launch must not be left to chance.
    for _ in 0..20 {
        let result = host.start(&driver, None).await;
        assert!(matches!(result, Err(DriverError::Canceled)), "{result:?}");
        assert_eq!(processes_with(&host.workspace_id.to_string()), Vec::<u32>::new());
    }
}
