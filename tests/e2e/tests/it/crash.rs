//! `kill -9` of the server in the middle of an answer and in the middle of a command: after a start the chat goes on
//! by itself, nothing that was stored is lost, and the command is not run a second time.

use std::time::Duration;

use ropewalk_client::Client;
use ropewalk_model::ChatId;
use ropewalk_testkit::fake_llm::{FakeLlm, RecordedRequest, Turn};
use ropewalk_testkit::wait_for;
use ropewalk_wire::chats::{
    ChatInputPart, ChatMessagePartType, ChatMessageRole, ChatStatus, CreateChatRequest,
};
use serde_json::json;

use crate::server::{PATIENCE, Server, Speaks};
use crate::story;

/// The takeover's bar (chat-state-machine.md 6.1), with the start of the server on top.
const GOES_ON_WITHIN: Duration = Duration::from_secs(30);

pub(crate) async fn new_chat(client: &Client, prompt: &str) -> ChatId {
    let organization = client.organizations().await.expect("organizations")[0].id;
    let request = CreateChatRequest {
        organization_id: Some(organization),
        content: vec![ChatInputPart::text(prompt)],
        ..CreateChatRequest::default()
    };
    client.create_chat(&request).await.expect("a chat").id
}

async fn at_rest(client: &Client, chat: ChatId) {
    wait_for("the chat is at rest", GOES_ON_WITHIN, || async {
        let chat = client.chat(chat).await.ok()?;
        (chat.status == ChatStatus::Waiting).then_some(())
    })
    .await;
}

/// The text of all assistant messages, one entry a message.
pub(crate) async fn answers(client: &Client, chat: ChatId) -> Vec<String> {
    let page = client.messages_after(chat, None).await.expect("messages");
    let of_assistant = page.messages.iter().filter(|message| message.role == ChatMessageRole::Assistant);
    of_assistant
        .map(|message| {
            let text = message.content.iter().filter(|part| part.kind == ChatMessagePartType::Text);
            text.map(|part| part.text.as_str()).collect()
        })
        .filter(|text: &String| !text.is_empty())
        .collect()
}

#[tokio::test]
async fn a_chat_goes_on_after_the_server_was_killed_in_the_middle_of_an_answer() {
    let fake = FakeLlm::start().await;
    fake.push(Turn::new().chunks(["The answer ", "begins"]).gate("never opened"));
    fake.push(Turn::text("The whole answer."));
    let mut server = Server::start_with(&fake, Speaks::Anthropic).await;
    let client = server.sign_in().await;
    let chat = new_chat(&client, "say something long").await;

    tokio::time::timeout(PATIENCE, fake.wait_at_gate("never opened")).await.expect("the answer streams");
    server.kill_hard().await;
    server.start_again().await;

    at_rest(&client, chat).await;
    assert_eq!(answers(&client, chat).await, ["The whole answer."]);
    assert_eq!(fake.requests().len(), 2, "one try before the crash, one after");
    fake.finish();
}

/// A command that leaves one line per run, and ends only when it is told to.
pub(crate) const COUNTED: &str =
    "echo run >> $HOME/runs; while [ ! -e $HOME/go ]; do sleep 0.05; done; cat $HOME/runs";

pub(crate) fn runs_a_counted_command(request: &RecordedRequest) -> Turn {
    let results = request.tool_results();
    match results.len() {
        0 | 1 => story::builder(request),
        2 => Turn::tool_call("execute", json!({"command": COUNTED, "timeout": "60s"})),
        _ => Turn::text(format!("The command said: {}", results[2].text)),
    }
}

#[tokio::test]
async fn a_command_that_runs_while_the_server_is_killed_is_found_again_and_not_run_twice() {
    let fake = FakeLlm::start().await;
    fake.respond_with(runs_a_counted_command);
    let mut server = Server::start_with(&fake, Speaks::Anthropic).await;
    let client = server.sign_in().await;
    let chat = new_chat(&client, "run it").await;

    let home = wait_for("the command runs", PATIENCE, || async {
        let workspaces = std::fs::read_dir(server.data_dir().join("workspaces")).ok()?;
        workspaces.flatten().map(|entry| entry.path()).find(|home| home.join("runs").is_file())
    })
    .await;
    server.kill_hard().await;
    server.start_again().await;

    // The agent reconnects, the chat is taken again and waits for the same process; only then it may end.
    wait_for("the chat works again", GOES_ON_WITHIN, || async {
        let chat = client.chat(chat).await.ok()?;
        (chat.status == ChatStatus::Running).then_some(())
    })
    .await;
    std::fs::write(home.join("go"), "").expect("the command may end");

    at_rest(&client, chat).await;
    let runs = std::fs::read_to_string(home.join("runs")).expect("the count");
    assert_eq!(runs, "run\n", "the command ran once");
    let answers = answers(&client, chat).await;
    assert_eq!(answers.len(), 1, "{answers:?}");
    assert!(answers[0].contains("run"), "{answers:?}");
    fake.finish();
}

/// Makes a workspace, stops it, starts it, works in it.
fn stops_and_starts(request: &RecordedRequest) -> Turn {
    let results = request.tool_results();
    match results.len() {
        0 | 1 => story::builder(request),
        2 => Turn::tool_call("stop_workspace", json!({})),
        3 => Turn::tool_call("start_workspace", json!({})),
        4 => Turn::tool_call("execute", json!({"command": "echo up again"})),
        _ => {
            Turn::text(results[2..].iter().map(|result| result.text.as_str()).collect::<Vec<_>>().join("\n"))
        }
    }
}

#[tokio::test]
async fn a_workspace_is_stopped_and_started_once_however_often_the_server_dies_meanwhile() {
    let fake = FakeLlm::start().await;
    fake.respond_with(stops_and_starts);
    let mut server = Server::start_with(&fake, Speaks::Anthropic).await;
    let client = server.sign_in().await;
    let chat = new_chat(&client, "stop it and start it").await;

    for number in [2, 3] {
        wait_for("the build is asked for", PATIENCE, || async {
            let workspace = client.workspace_by_name("first").await.ok()?;
            (workspace.latest_build.build_number >= number).then_some(())
        })
        .await;
        server.kill_hard().await;
        server.start_again().await;
    }

    at_rest(&client, chat).await;
    let workspace = client.workspace_by_name("first").await.expect("the workspace");
    assert_eq!(workspace.latest_build.build_number, 3, "made, stopped and started, each once");
    let answers = answers(&client, chat).await;
    assert_eq!(answers.len(), 1, "{answers:?}");
    for told in [r#""stopped":true"#, r#""started":true"#, "up again"] {
        assert!(answers[0].contains(told), "{answers:?}");
    }
    assert!(!answers[0].contains("error"), "{answers:?}");
    fake.finish();
}

/// Makes a workspace, writes a report in it, attaches it.
fn attaches_a_report(request: &RecordedRequest) -> Turn {
    let results = request.tool_results();
    match results.len() {
        0 | 1 => story::builder(request),
        2 => Turn::tool_call("execute", json!({"command": "echo '# All is well' > $HOME/report.md; pwd"})),
        3 => {
            let said: serde_json::Value = serde_json::from_str(&results[2].text).expect("a result is JSON");
            let home = said["output"].as_str().expect("the working directory").trim();
            Turn::tool_call("attach_file", json!({"path": format!("{home}/report.md")}))
        }
        _ => Turn::new().gate("told").chunks([format!("Attached: {}", results[3].text)]),
    }
}

#[tokio::test]
async fn a_file_that_a_tool_attached_is_there_once_after_the_server_was_killed() {
    let fake = FakeLlm::start().await;
    fake.respond_with(attaches_a_report);
    let mut server = Server::start_with(&fake, Speaks::Anthropic).await;
    let client = server.sign_in().await;
    let chat = new_chat(&client, "write a report").await;
    tokio::time::timeout(PATIENCE, fake.wait_at_gate("told")).await.expect("the model is told of it");
    server.kill_hard().await;
    fake.open_gate("told");
    server.start_again().await;
    at_rest(&client, chat).await;

    let page = client.messages_after(chat, None).await.expect("messages");
    let files: Vec<_> = page
        .messages
        .iter()
        .flat_map(|message| &message.content)
        .filter(|part| part.kind == ChatMessagePartType::File)
        .collect();
    assert_eq!(files.len(), 1, "{files:?}");
    assert_eq!(
        (files[0].name.as_deref(), files[0].media_type.as_str()),
        (Some("report.md"), "text/markdown")
    );
    let linked = client.chat(chat).await.expect("the chat").files;
    assert_eq!(linked.len(), 1, "{linked:?}");
    assert_eq!((Some(linked[0].id), linked[0].size_bytes), (files[0].file_id, 14));
    let answers = answers(&client, chat).await;
    assert!(answers.len() == 1 && answers[0].contains(r#""ok":true"#), "{answers:?}");
    fake.finish();
}
