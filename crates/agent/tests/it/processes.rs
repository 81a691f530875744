//! The process API: once per token, kept output, waits, signals, groups, isolation, words.

use std::path::PathBuf;
use std::time::Duration;

use ropewalk_model::ChatId;
use ropewalk_tunnel::{AgentError, CallContext};
use ropewalk_wire::agent::{ProcessId, ProcessSignal, StartProcessRequest};
use uuid::Uuid;

use crate::server::{Server, soon};
use crate::workspace::{Workspace, command, connect, connected, eventually, is_alive, nobody, pid_in};

const LONG: Option<Duration> = Some(Duration::from_secs(120));

fn with_token(text: &str, token: &str) -> StartProcessRequest {
    StartProcessRequest { client_token: Some(token.to_owned()), ..command(text) }
}

fn chat(number: u128) -> CallContext {
    CallContext::of_chat(ChatId::from(Uuid::from_u128(number)))
}

#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, AgentError>, wanted: u16) -> String {
    match result {
        Err(AgentError::Refused { status, message, .. }) if status == wanted => message,
        other => panic!("not refused with {wanted}: {other:?}"),
    }
}

#[tokio::test]
async fn a_command_gets_its_environment_directory_and_exit_code() {
    let t = connected().await;
    std::fs::create_dir(t.workspace.path("sub")).expect("mkdir");
    let request = StartProcessRequest {
        workdir: Some("sub".to_owned()),
        env: [("GREETING".to_owned(), "moin".to_owned())].into(),
        ..command("echo \"$GREETING $CODER_CHAT_ID\"; pwd; echo oops >&2; cat; exit 3")
    };
    let me = chat(7);
    let started = t.conn.start_process(&me, &request).await.expect("start");
    assert!(started.started);
    let output = t.conn.process_output(&me, &started.id, LONG).await.expect("output");
    let sub = t.workspace.text_path("sub");
    assert_eq!(output.output, format!("moin {}\n{sub}\noops\n", Uuid::from_u128(7)));
    assert_eq!((output.running, output.exit_code, output.truncated), (false, Some(3), None));
    assert_eq!(t.run("kill -9 $$").await.exit_code, Some(137));
    t.agent.stop().await;
}

#[tokio::test]
async fn one_token_runs_one_command_once() {
    let mut t = connected().await;
    t.run("mkfifo gate").await;
    let request = with_token("echo x >> count; read -r _ < gate; echo done", "call-1");
    let first = t.conn.start_process(&nobody(), &request).await.expect("start");
    // While it runs, over another connection, many at once.
    t.conn.close();
    t.conn = t.server.tunnel().await;
    let context = nobody();
    let again = futures::future::join_all((0..20).map(|_| t.conn.start_process(&context, &request))).await;
    for answer in again {
        let answer = answer.expect("start");
        assert_eq!((answer.id, answer.started), (first.id.clone(), false));
    }
    refused(t.conn.start_process(&nobody(), &with_token("echo other", "call-1")).await, 409);
    // Another chat's token is another token.
    let other = t.conn.start_process(&chat(1), &with_token("true", "call-1")).await.expect("start");
    assert!(other.started);
    t.run("echo > gate").await;
    let output = t.conn.process_output(&nobody(), &first.id, LONG).await.expect("output");
    assert_eq!((output.output.as_str(), output.exit_code), ("done\n", Some(0)));
    // After a restart of the agent.
    let t = t.restart().await;
    let conn = &t.conn;
    let answer = conn.start_process(&nobody(), &request).await.expect("start");
    assert_eq!((&answer.id, answer.started), (&first.id, false));
    assert_eq!(conn.process_output(&nobody(), &answer.id, LONG).await.expect("output"), output);
    refused(conn.process_output(&chat(1), &answer.id, None).await, 404);
    refused(conn.signal_process(&nobody(), &answer.id, ProcessSignal::Kill).await, 409);
    assert_eq!(std::fs::read_to_string(t.workspace.path("count")).expect("read"), "x\n");
    t.agent.stop().await;
}

#[tokio::test]
async fn a_start_that_failed_does_not_use_up_its_token() {
    let t = connected().await;
    let mut request = with_token("pwd", "call-1");
    request.workdir = Some(t.workspace.text_path("later"));
    let message = refused(t.conn.start_process(&nobody(), &request).await, 400);
    assert!(message.contains("later does not exist") && message.contains("Create it first"), "{message}");
    std::fs::create_dir(t.workspace.path("later")).expect("mkdir");
    assert!(t.conn.start_process(&nobody(), &request).await.expect("start").started);
    t.agent.stop().await;
}

#[tokio::test]
async fn head_and_tail_of_a_long_output_are_kept() {
    let t = connected().await;
    let output = t.run("seq 1 100000").await;
    assert!(output.output.starts_with("1\n2\n3\n"), "{:.20}", output.output);
    assert!(output.output.ends_with("99999\n100000\n"));
    let truncated = output.truncated.expect("truncated");
    assert_eq!(truncated.original_bytes, 588_895);
    assert_eq!(truncated.retained_bytes + truncated.omitted_bytes, truncated.original_bytes);
    assert!(output.output.contains(&format!("{} bytes of output are left out", truncated.omitted_bytes)));
    t.agent.stop().await;
}

#[tokio::test]
async fn a_wait_ends_with_the_process_or_with_its_time() {
    let t = connected().await;
    t.run("mkfifo gate").await;
    let waiting = command("echo begun; read -r _ < gate");
    let started = t.conn.start_process(&nobody(), &waiting).await.expect("start");
    let brief = Some(Duration::from_millis(30));
    let output = t.conn.process_output(&nobody(), &started.id, brief).await.expect("output");
    assert!(output.running && output.exit_code.is_none());
    let conn = t.conn.clone();
    let id = started.id.clone();
    let end = t.server.tasks.spawn(async move { conn.process_output(&nobody(), &id, LONG).await });
    t.run("echo > gate").await;
    let output = soon("the end", end).await.expect("joined").expect("output");
    assert_eq!((output.output.as_str(), output.running, output.exit_code), ("begun\n", false, Some(0)));
    t.agent.stop().await;
}

#[tokio::test]
async fn a_child_in_the_background_does_not_hold_up_the_end() {
    let t = connected().await;
    t.run("mkfifo gate").await;
    let started = t
        .conn
        .start_process(&nobody(), &command("(read -r _ < gate; echo late) & echo early"))
        .await
        .expect("start");
    let output = t.conn.process_output(&nobody(), &started.id, LONG).await.expect("output");
    assert_eq!((output.output.as_str(), output.running), ("early\n", false));
    t.run("echo > gate").await;
    // What it still writes is kept, and its pipe is never closed under it.
    let is_late = async {
        loop {
            let output = t.conn.process_output(&nobody(), &started.id, None).await.expect("output");
            if output.output == "early\nlate\n" {
                break;
            }
        }
    };
    soon("the late output", is_late).await;
    t.agent.stop().await;
}

#[tokio::test]
async fn signals_reach_the_whole_group() {
    let t = connected().await;
    let text = "sh -c 'echo $$ > grandchild; exec sleep 1000' & trap 'echo bye; exit 7' TERM; \
                echo $$ > leader; wait";
    let started = t.conn.start_process(&nobody(), &command(text)).await.expect("start");
    let pids = [pid_in(&t.workspace.path("grandchild")).await, pid_in(&t.workspace.path("leader")).await];
    t.conn.signal_process(&nobody(), &started.id, ProcessSignal::Terminate).await.expect("signal");
    let output = t.conn.process_output(&nobody(), &started.id, LONG).await.expect("output");
    assert_eq!((output.output.as_str(), output.exit_code), ("bye\n", Some(7)));
    for pid in &pids {
        eventually("the group's end", || !is_alive(pid)).await;
    }
    let message = refused(t.conn.signal_process(&nobody(), &started.id, ProcessSignal::Kill).await, 409);
    assert!(message.contains("has ended"), "{message}");
    let unknown = ProcessId("no such thing".to_owned());
    refused(t.conn.signal_process(&nobody(), &unknown, ProcessSignal::Kill).await, 404);
    t.agent.stop().await;
}

#[tokio::test]
async fn nothing_outlives_an_orderly_stop() {
    let t = connected().await;
    let stubborn = "trap '' TERM INT HUP; echo $$ > stubborn; while :; do sleep 1000; done";
    t.conn.start_process(&nobody(), &command(stubborn)).await.expect("start");
    // Left its group and its leader.
    t.run("setsid sh -c 'echo $$ > daemon; exec sleep 1000' >/dev/null 2>&1 &").await;
    // Still in the group of a leader that has ended.
    t.run("sh -c 'echo $$ > orphan; exec sleep 1000' >/dev/null 2>&1 &").await;
    let mut pids = Vec::new();
    for name in ["stubborn", "daemon", "orphan"] {
        pids.push(pid_in(&t.workspace.path(name)).await);
    }
    assert!(pids.iter().all(|pid| is_alive(pid)));
    t.agent.stop().await;
    for pid in &pids {
        eventually("its end", || !is_alive(pid)).await;
    }
}

#[tokio::test]
async fn a_chat_sees_only_its_own_processes() {
    let t = connected().await;
    let (one, two) = (chat(1), chat(2));
    let started = t.conn.start_process(&one, &command("echo secret")).await.expect("start");
    let id = &started.id;
    assert_eq!(t.conn.process_output(&one, id, LONG).await.expect("output").output, "secret\n");
    refused(t.conn.process_output(&two, id, None).await, 404);
    refused(t.conn.signal_process(&two, id, ProcessSignal::Kill).await, 404);
    let seen = async |context: &CallContext| {
        let list = t.conn.list_processes(context).await.expect("list").processes;
        list.iter().any(|process| process.id == *id)
    };
    assert_eq!((seen(&one).await, seen(&two).await, seen(&nobody()).await), (true, false, true));
    t.agent.stop().await;
}

#[tokio::test]
async fn a_list_is_short_and_ended_processes_are_forgotten() {
    let server = Server::start(Vec::new()).await;
    let mut workspace = Workspace::new(&server.url);
    let clock = workspace.stop_clock();
    let t = connect(server, workspace).await;
    let old = t.conn.start_process(&nobody(), &command("sleep 1000")).await.expect("start");
    let kept = t.conn.start_process(&nobody(), &with_token("echo kept", "t")).await.expect("start");
    t.conn.process_output(&nobody(), &kept.id, LONG).await.expect("output");
    for _ in 0..11 {
        clock.advance(chrono::Duration::seconds(1));
        t.run("true").await;
    }
    let list = t.conn.list_processes(&nobody()).await.expect("list").processes;
    assert_eq!((list.len(), &list[0].id, list[0].running), (10, &old.id, true));
    assert!(list[1].started_at_unix > list[2].started_at_unix, "newest first");
    let ended = list[1].id.clone();
    clock.advance(chrono::Duration::minutes(5));
    assert_eq!(t.conn.list_processes(&nobody()).await.expect("list").processes.len(), 1);
    let message = refused(t.conn.process_output(&nobody(), &ended, None).await, 404);
    assert!(message.contains("forgotten"), "{message}");
    // With a token the result stays.
    let output = t.conn.process_output(&nobody(), &kept.id, None).await.expect("output");
    assert_eq!((output.output.as_str(), output.exit_code), ("kept\n", Some(0)));
    let again = t.conn.start_process(&nobody(), &with_token("echo kept", "t")).await.expect("start");
    assert_eq!((again.id, again.started), (kept.id, false));
    t.agent.stop().await;
}

#[tokio::test]
async fn bad_requests_are_explained() {
    let server = Server::start(Vec::new()).await;
    let mut workspace = Workspace::new(&server.url);
    workspace.settings.sh = PathBuf::from("/nonexistent/sh");
    let t = connect(server, workspace).await;
    let message = refused(t.conn.start_process(&nobody(), &command("true")).await, 424);
    assert!(message.contains("no /nonexistent/sh in this workspace"), "{message}");
    refused(t.conn.start_process(&nobody(), &command(" ")).await, 400);
    let bad = StartProcessRequest { env: [("A=B".to_owned(), String::new())].into(), ..command("true") };
    let error = t.conn.start_process(&nobody(), &bad).await.expect_err("refused");
    let AgentError::Refused { validations, .. } = error else { panic!("{error:?}") };
    assert_eq!(validations[0].field, "env");
    t.agent.stop().await;
}
