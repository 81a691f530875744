//! When something around a chat breaks: the model and the person each get a message to act on.

use ropewalk_testkit::fake_llm::{FakeLlm, RecordedRequest, Turn};

use serde_json::{Value, json};

use crate::server::{EMAIL, PASSWORD, Server, Speaks, stop_workspaces};
use crate::story;

/// Makes a workspace and works in it; asked to go on, works in it again and repeats what it was told.
fn works_twice(request: &RecordedRequest) -> Turn {
    let results = request.tool_results();
    let goes_on = request.last_user_text().is_some_and(|text| text.contains("go on"));
    match (results.len(), goes_on) {
        (0..=2, _) => story::builder(request),
        (3, false) => Turn::text("ready"),
        (3, true) => Turn::tool_call("execute", json!({"command": "true"})),
        _ => Turn::text(format!("I was told: {}", results[3].text)),
    }
}

#[tokio::test]
async fn a_dead_agent_is_told_to_the_model_and_shown_to_the_person() {
    let fake = FakeLlm::start().await;
    fake.respond_with(works_twice);
    let server = Server::start_with(&fake, Speaks::Anthropic).await;
    let login = server.run(&["login", "--email", EMAIL, "--password", PASSWORD]).await;
    assert_eq!(login.code, Some(0), "{login:?}");
    let chat = server.run(&["chat", "make a workspace"]).await;
    assert!(chat.stdout.contains("ready"), "{chat:?}");

    stop_workspaces(&server.data_dir());
    let chats = server.run(&["chats", "--json"]).await;
    let chats: Value = serde_json::from_str(&chats.stdout).expect("JSON");
    let chat = server.run(&["chat", "--chat", chats[0]["id"].as_str().expect("an id"), "go on"]).await;
    assert_eq!(chat.code, Some(0), "the chat itself is well: {chat:?}");
    assert!(
        chat.stdout.contains("call stop_workspace, then start_workspace; files in it are kept"),
        "{chat:?}"
    );
    assert!(chat.stderr.contains("▸ execute"), "{chat:?}");

    let workspaces = server.run(&["workspaces"]).await;
    assert!(workspaces.stdout.contains("disconnected"), "{workspaces:?}");
    // What the message asks for helps.
    for words in [["workspaces", "stop", "first"], ["workspaces", "start", "first"]] {
        let done = server.run(&words).await;
        assert_eq!(done.code, Some(0), "{done:?}");
    }
    let workspaces = server.run(&["workspaces"]).await;
    assert!(!workspaces.stdout.contains("disconnected"), "{workspaces:?}");
    fake.finish();
}
