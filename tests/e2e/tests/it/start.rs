//! Starting and stopping: what a newcomer meets first.

use std::path::Path;
use std::process::Stdio;

use tokio::process::Command;

use crate::server::{PATIENCE, Server, binary};

/// Processes whose command line names the data directory: PostgreSQL and what it started.
fn processes_of(data_dir: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
    let command_lines =
        entries.flatten().filter_map(|entry| std::fs::read(entry.path().join("cmdline")).ok());
    command_lines
        .map(|line| String::from_utf8_lossy(&line).replace('\0', " "))
        .filter(|line| line.contains(&data_dir.display().to_string()))
        .collect()
}

#[tokio::test]
async fn sigterm_stops_everything_and_a_start_finds_everything_again() {
    let mut server = Server::start(&[], &[]).await;
    let client = server.sign_in().await;
    let status = server.terminate().await;
    assert!(status.success(), "{status}\n{}", server.log());
    assert_eq!(processes_of(&server.data_dir()), Vec::<String>::new());

    server.start_again().await;
    assert_eq!(client.me().await.expect("the session outlives a restart").username, "ada");
}

#[tokio::test]
async fn a_crash_leaves_nothing_that_blocks_the_next_start() {
    let mut server = Server::start(&[], &[]).await;
    let client = server.sign_in().await;
    for _crash in 0..2 {
        server.kill_hard().await;
        server.start_again().await;
        assert_eq!(client.me().await.expect("the session outlives a crash").username, "ada");
    }
}

#[tokio::test]
async fn a_second_server_on_the_same_data_is_refused_with_the_first_ones_process() {
    let server = Server::start(&[], &[]).await;
    let second = Command::new(binary())
        .args(["server", "--http-address", "127.0.0.1:0", "--data-dir"])
        .arg(server.data_dir())
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", server.home())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let second = tokio::time::timeout(PATIENCE, second).await.expect("it ends in time").expect("it runs");
    let said = String::from_utf8_lossy(&second.stderr);
    assert!(!second.status.success());
    assert!(said.contains("another ropewalk server (process "), "{said}");
    assert!(said.contains("--data-dir"), "{said}");
}

#[tokio::test]
async fn it_listens_on_loopback_only_and_says_where() {
    let server = Server::start(&[], &[]).await;
    assert!(server.url.starts_with("http://127.0.0.1:"), "{}", server.url);
    assert!(server.said.iter().any(|line| line.contains(&server.url)), "{:?}", server.said);
}

#[tokio::test]
async fn doctor_tells_what_is_there() {
    let home = tempfile::tempdir().expect("a home");
    let doctor = Command::new(binary())
        .args(["doctor", "--data-dir"])
        .arg(home.path().join("data"))
        .stdin(Stdio::null())
        .output();
    let doctor = tokio::time::timeout(PATIENCE, doctor).await.expect("it ends in time").expect("it runs");
    let said = String::from_utf8_lossy(&doctor.stderr);
    assert!(doctor.status.success(), "{said}");
    assert!(said.contains("PostgreSQL"), "{said}");
    assert!(said.contains("workspace sandbox tier 0"), "{said}");
}
