//! The command line's words and exit codes when things are not right.

use ropewalk_testkit::fake_llm::{FakeLlm, Turn};
use ropewalk_wire::chats::{ChatInputPart, CreateChatRequest};
use serde_json::{Value, json};

use crate::server::{EMAIL, PASSWORD, Server, Speaks};

#[tokio::test]
async fn a_wrong_key_names_the_provider_and_leaves_the_message_in_place() {
    let fake = FakeLlm::start().await;
    fake.accept_key("another key");
    let server = Server::start_with(&fake, Speaks::Anthropic).await;
    let client = server.sign_in().await;
    let login = server.run(&["login", "--email", EMAIL, "--password", PASSWORD]).await;
    assert_eq!(login.code, Some(0), "{login:?}");

    let chat = server.run(&["chat", "hello"]).await;
    assert_eq!(chat.code, Some(3), "{chat:?}");
    assert!(chat.stderr.contains("Anthropic"), "{chat:?}");
    let chats = client.chats(10).await.expect("chats");
    let messages = client.messages_after(chats[0].id, None).await.expect("messages").messages;
    assert_eq!(messages.len(), 1, "the user's message is still there");
}

#[tokio::test]
async fn json_is_one_event_a_line_and_the_chat_last() {
    let fake = FakeLlm::start().await;
    fake.push(Turn::new().chunks(["Hel", "lo."]));
    let server = Server::start_with(&fake, Speaks::Chat).await;
    server.run(&["login", "--email", EMAIL, "--password", PASSWORD]).await;
    let chat = server.run(&["chat", "--json", "say hello"]).await;
    assert_eq!(chat.code, Some(0), "{chat:?}");
    let lines: Vec<Value> =
        chat.stdout.lines().map(|line| serde_json::from_str(line).expect("a line of JSON")).collect();
    assert!(lines.iter().any(|line| line["type"] == "message" && line["message"]["role"] == "assistant"));
    assert_eq!(lines.last().expect("lines")["status"], "waiting");
    fake.finish();
}

#[tokio::test]
async fn without_a_session_it_says_how_to_get_one() {
    let server = Server::start(&[], &[]).await;
    let chats = server.run(&["chats"]).await;
    assert_eq!(chats.code, Some(1));
    assert!(chats.stderr.contains("hint: run `ropewalk login"), "{chats:?}");
    let login = server.run(&["login", "--email", EMAIL, "--password", "short"]).await;
    assert_eq!(login.code, Some(1), "{login:?}");
    assert!(login.stderr.contains("password"), "{login:?}");
}

#[tokio::test]
async fn a_server_that_is_not_there_is_named() {
    let server = Server::start(&[], &[]).await;
    let away = server.run(&["chats", "--url", "http://127.0.0.1:9", "--token", "abc"]).await;
    assert_eq!(away.code, Some(2), "{away:?}");
    assert!(away.stderr.contains("could not reach http://127.0.0.1:9"), "{away:?}");
}

#[tokio::test]
async fn a_chat_without_any_model_says_what_to_set_up() {
    let server = Server::start(&[], &[]).await;
    server.run(&["login", "--email", EMAIL, "--password", PASSWORD]).await;
    let chat = server.run(&["chat", "hello"]).await;
    assert_eq!(chat.code, Some(1), "{chat:?}");
    assert!(chat.stderr.contains("model"), "{chat:?}");
}

#[tokio::test]
async fn why_tells_what_the_chats_at_work_wait_for() {
    let fake = FakeLlm::start().await;
    fake.push(Turn::new().gate("think").chunks(["done"]));
    let server = Server::start_with(&fake, Speaks::Chat).await;
    let client = server.sign_in().await;
    server.run(&["login", "--email", EMAIL, "--password", PASSWORD]).await;
    let idle = server.run(&["why"]).await;
    assert_eq!(idle.code, Some(0), "{idle:?}");
    assert!(idle.stderr.contains("No chat of yours is at work"), "{idle:?}");

    let organization = client.organizations().await.expect("organizations")[0].id;
    let request = CreateChatRequest {
        organization_id: Some(organization),
        content: vec![ChatInputPart::text("think about it")],
        ..CreateChatRequest::default()
    };
    let chat = client.create_chat(&request).await.expect("a chat").id.to_string();
    fake.wait_at_gate("think").await;
    let why = server.run(&["why"]).await;
    assert_eq!(why.code, Some(0), "{why:?}");
    assert!(why.stdout.starts_with(&format!("{chat}  running  ")), "{why:?}");
    for words in ["waits for the next words of", " left; the provider's turn."] {
        assert!(why.stdout.contains(words), "{words} is not in {why:?}");
    }
    let json = server.run(&["why", &chat, "--json"]).await;
    let waits: Value = serde_json::from_str(&json.stdout).expect("JSON");
    assert_eq!((&waits[0]["chat_id"], &waits[0]["waiting_for"]), (&json!(chat), &json!("model")));
    fake.open_gate("think");
}
