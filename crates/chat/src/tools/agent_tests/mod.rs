//! The tools against a real agent over a real tunnel.

mod attach;
mod plan;
mod skills;
mod workspace;

use std::time::Duration;

use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use super::ToolOutcome;
use super::edit_files::edit;
use super::execute::execute;
use super::process_list::list;
use super::process_output::show;
use super::process_signal::send;
use super::read_file::read;
use super::session::until_cancelled;
use super::write_file::write;
use crate::chat_fixture::chat;
use workspace::{PATIENCE, TestWorkspace};

/// The result of a call that must not be an error.
#[track_caller]
fn good(outcome: ToolOutcome) -> Value {
    assert!(!outcome.is_error, "{}", outcome.result);
    outcome.result
}

/// The text of a call that must be an error.
#[track_caller]
fn bad(outcome: ToolOutcome) -> String {
    assert!(outcome.is_error, "{}", outcome.result);
    outcome.result["error"].as_str().expect("an error has a text").to_owned()
}

#[tokio::test]
async fn files_are_written_read_and_edited() {
    let t = TestWorkspace::start().await;
    let path = t.path("src/new.txt");
    let args = json!({"path": path, "content": "one\ntwo\nthree\n"});
    assert_eq!(good(write(&t.session(1), &chat(), &args).await), json!({"ok": true}));

    let lines = good(read(&t.session(2), &json!({"path": path, "offset": 2, "limit": 1})).await);
    assert_eq!(lines, json!({"content": "2\ttwo", "file_size": 14, "total_lines": 3, "lines_read": 1}));

    let edits = json!({"edits": [{"path": path, "old_text": "two", "new_text": "2"}]});
    let edited = good(edit(&t.session(3), &chat(), &edits).await);
    assert_eq!(edited["ok"], true);
    let diff = edited["files"][0]["diff"].as_str().expect("a diff");
    assert!(diff.contains("-two") && diff.contains("+2"), "{diff}");
    assert_eq!(t.read("src/new.txt"), "one\n2\nthree\n");
    // the same call again, as after a crash, has the same result and no second effect
    assert_eq!(good(edit(&t.session(3), &chat(), &edits).await), edited);
    assert_eq!(t.read("src/new.txt"), "one\n2\nthree\n");
}

#[tokio::test]
async fn an_edit_that_does_not_fit_changes_nothing_and_is_told_by_its_place() {
    let t = TestWorkspace::start().await;
    std::fs::write(t.path("a"), "alpha\n").expect("written");
    std::fs::write(t.path("b"), "beta beta\n").expect("written");
    let edits = json!({"edits": [
        {"path": t.path("a"), "old_text": "alpha", "new_text": "A"},
        {"path": t.path("b"), "old_text": "gamma", "new_text": "G"},
        {"path": t.path("b"), "old_text": "beta", "new_text": "B"},
    ]});
    let problem = bad(edit(&t.session(1), &chat(), &edits).await);
    assert!(problem.contains("edits[1]"), "{problem}");
    assert!(problem.ends_with("Nothing was changed."), "{problem}");
    assert_eq!((t.read("a"), t.read("b")), ("alpha\n".to_owned(), "beta beta\n".to_owned()));
}

#[tokio::test]
async fn bad_paths_are_errors_for_the_model() {
    let t = TestWorkspace::start().await;
    let missing = bad(read(&t.session(1), &json!({"path": t.path("nowhere")})).await);
    assert!(missing.contains("nowhere"), "{missing}");
    let relative = bad(write(&t.session(2), &chat(), &json!({"path": "x", "content": ""})).await);
    assert!(relative.contains("absolute") && relative.ends_with("not changed."), "{relative}");
    let directory = bad(read(&t.session(3), &json!({"path": t.path("")})).await);
    assert!(directory.contains("directory"), "{directory}");
}

#[tokio::test]
async fn a_command_has_output_an_exit_code_and_no_one_to_ask() {
    let t = TestWorkspace::start().await;
    let command =
        "echo \"$CODER_CHAT_AGENT $GIT_EDITOR $GIT_TERMINAL_PROMPT $NO_COLOR $TERM $PAGER\"; exit 3";
    let result = good(execute(&t.session(1), &json!({"command": command})).await);
    assert_eq!(result["output"], "true true 0 1 dumb cat\n");
    assert_eq!((&result["success"], &result["exit_code"]), (&json!(false), &json!(3)));
    assert!(result["wall_duration_ms"].is_u64() && result.get("background_process_id").is_none(), "{result}");

    let quiet = good(execute(&t.session(2), &json!({"command": "true"})).await);
    assert_eq!((&quiet["success"], quiet.get("output")), (&json!(true), None));
    let note = good(execute(&t.session(3), &json!({"command": "cat /dev/null"})).await);
    assert!(note["note"].as_str().is_some_and(|note| note.contains("read_file")), "{note}");
    let placed = good(execute(&t.session(4), &json!({"command": "pwd", "workdir": "/"})).await);
    assert_eq!(placed["output"], "/\n");
}

#[tokio::test]
async fn long_output_keeps_its_head_and_tail() {
    let t = TestWorkspace::start().await;
    let result = good(execute(&t.session(1), &json!({"command": "seq 1 40000", "timeout": "60s"})).await);
    let output = result["output"].as_str().expect("output");
    assert!(output.starts_with("1\n2\n") && output.ends_with("40000\n"));
    assert!(output.len() < 35 * 1024, "{}", output.len());
    assert_eq!(result["truncated"]["strategy"], "head_tail");
}

#[tokio::test]
async fn fifty_megabytes_of_what_is_no_text_are_bounded() {
    let t = TestWorkspace::start().await;
    let command = r"head -c 50000000 /dev/zero | tr '\000' '\377'";
    let result = good(execute(&t.session(1), &json!({"command": command, "timeout": "120s"})).await);
    let output = result["output"].as_str().expect("output");
    assert!(output.contains('\u{fffd}') && output.len() < 64 * 1024, "{}", output.len());
    assert_eq!(
        (&result["exit_code"], &result["truncated"]["original_bytes"]),
        (&json!(0), &json!(50_000_000))
    );
}

#[tokio::test]
async fn a_timeout_leaves_the_process_running_and_it_can_be_waited_for() {
    let t = TestWorkspace::start().await;
    good(execute(&t.session(1), &json!({"command": "mkfifo gate"})).await);
    let command = json!({"command": "echo begun; read -r _ < gate; echo ended", "timeout": "300ms"});
    let result = good(execute(&t.session(2), &command).await);
    assert_eq!((&result["success"], &result["exit_code"]), (&json!(false), &json!(-1)));
    assert_eq!(result["output"], "begun\n");
    let id = &result["background_process_id"];

    let running = good(show(&t.session(3), &json!({"process_id": id, "wait_timeout": "0s"})).await);
    assert_eq!((&running["success"], running.get("exit_code")), (&json!(true), None));
    assert!(running["note"].as_str().is_some_and(|note| note.contains("still running")), "{running}");
    let listed = good(list(&t.session(4)).await);
    assert_eq!((&listed["processes"][0]["id"], &listed["processes"][0]["running"]), (id, &json!(true)));

    good(execute(&t.session(5), &json!({"command": "echo > gate"})).await);
    let ended = good(show(&t.session(6), &json!({"process_id": id, "wait_timeout": "60s"})).await);
    assert_eq!((&ended["output"], &ended["exit_code"]), (&json!("begun\nended\n"), &json!(0)));
}

#[tokio::test]
async fn background_commands_answer_at_once_and_can_be_stopped() {
    let t = TestWorkspace::start().await;
    for (key, command) in [
        (1, json!({"command": "sleep 600 &"})),
        (2, json!({"command": "sleep 600", "run_in_background": true})),
    ] {
        let begun = good(execute(&t.session(key), &command).await);
        assert_eq!(begun["success"], true);
        let id = &begun["background_process_id"];
        let signal = json!({"process_id": id, "signal": "kill"});
        assert_eq!(good(send(&t.session(key + 10), &signal).await)["success"], true);
        let ended = good(show(&t.session(key + 20), &json!({"process_id": id, "wait_timeout": "60s"})).await);
        assert_eq!(ended["exit_code"], 137);
        // signalling what has ended is an error that says so
        bad(send(&t.session(key + 30), &signal).await);
    }
    bad(send(&t.session(99), &json!({"process_id": "no-such", "signal": "terminate"})).await);
    bad(show(&t.session(99), &json!({"process_id": "no-such"})).await);
}

#[tokio::test]
async fn a_call_that_is_run_again_finds_its_process() {
    let t = TestWorkspace::start().await;
    good(execute(&t.session(1), &json!({"command": "mkfifo gate"})).await);
    let command = json!({"command": "echo x >> count; read -r _ < gate; echo done", "timeout": "60s"});
    // the first runner is lost in the middle of it
    let cancel = CancellationToken::new();
    let first = {
        let session = t.session(2);
        let run = until_cancelled(&cancel, execute(&session, &command));
        let lose = async {
            t.until("count", |text| text == "x\n").await;
            cancel.cancel();
        };
        tokio::join!(run, lose).0
    };
    bad(first);
    // the next one finds the process, and has its whole output
    let session = t.session(2);
    let again = execute(&session, &command);
    let open = execute(&session_of_gate(&t), &json!({"command": "echo > gate"})).await;
    good(open);
    let result = good(tokio::time::timeout(PATIENCE, again).await.expect("an end"));
    assert_eq!((&result["output"], &result["exit_code"]), (&json!("done\n"), &json!(0)));
    assert_eq!(t.read("count"), "x\n", "the command ran once");
}

fn session_of_gate(t: &TestWorkspace) -> super::session::AgentSession<'_> {
    t.session(1000)
}

#[tokio::test]
async fn a_lost_connection_does_not_lose_the_result() {
    let t = TestWorkspace::start().await;
    good(execute(&t.session(1), &json!({"command": "mkfifo gate"})).await);
    let session = t.session(2);
    let command = json!({"command": "echo x >> count; read -r _ < gate; echo done", "timeout": "60s"});
    let run = execute(&session, &command);
    let break_in = async {
        t.until("count", |text| text == "x\n").await;
        t.cut().await;
        good(execute(&session_of_gate(&t), &json!({"command": "echo > gate"})).await);
    };
    let (outcome, ()) = tokio::join!(run, break_in);
    let result = good(outcome);
    assert_eq!((&result["output"], &result["exit_code"]), (&json!("done\n"), &json!(0)));
    assert_eq!(t.read("count"), "x\n");
}

#[tokio::test]
async fn a_cancelled_call_returns_at_once() {
    let t = TestWorkspace::start().await;
    let cancel = CancellationToken::new();
    cancel.cancel();
    let session = t.session(1);
    let args = json!({"command": "sleep 600", "timeout": "10m"});
    let run = until_cancelled(&cancel, execute(&session, &args));
    bad(tokio::time::timeout(Duration::from_secs(5), run).await.expect("no wait"));
}

#[tokio::test]
async fn without_a_shell_the_model_is_told_to_leave_commands() {
    let t = TestWorkspace::start_with_shell("/nowhere/sh").await;
    let problem = bad(execute(&t.session(1), &json!({"command": "ls"})).await);
    assert!(problem.contains("/nowhere/sh") && problem.contains("file tools only"), "{problem}");
}
