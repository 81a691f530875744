//! A server joins a cluster by the URL of the database alone: it takes the key that seals secrets from there, and
//! is refused, with a word on what to do, when it cannot (docs/adr/0013).

use std::process::Stdio;

use ropewalk_testkit::fake_llm::{FakeLlm, Turn};
use ropewalk_testkit::wait_until;
use ropewalk_wire::chats::ChatStatus;
use serde_json::json;
use tokio::process::Command;

use crate::cluster_support::{Cluster, DATABASE_PASSWORD};
use crate::crash::{answers, new_chat};
use crate::server::{PATIENCE, Server, binary};

const API_KEY: &str = "sk-of-the-whole-cluster";

fn key_of(server: &Server) -> String {
    std::fs::read_to_string(server.data_dir().join("secrets.key")).expect("the key file")
}

/// Starts a server that must not come up; gives what it said.
async fn refused(cluster: &Cluster, password: &str, key: Option<&str>) -> String {
    let home = tempfile::tempdir().expect("a home");
    let data = home.path().join("data");
    if let Some(key) = key {
        std::fs::create_dir(&data).expect("a data directory");
        std::fs::write(data.join("secrets.key"), key).expect("a key file");
    }
    let server = Command::new(binary())
        .args([
            "server",
            "--http-address",
            "127.0.0.1:0",
            "--postgres-url",
            &cluster.url(password),
            "--data-dir",
        ])
        .arg(&data)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", home.path())
        .stdin(Stdio::null())
        .kill_on_drop(true)
        .output();
    let ended = tokio::time::timeout(PATIENCE, server).await.expect("it ends in time").expect("it runs");
    assert!(!ended.status.success());
    let file = std::fs::read_to_string(data.join("secrets.key")).ok();
    assert_eq!(file.as_deref(), key, "its file is as it was");
    format!("{}{}", String::from_utf8_lossy(&ended.stdout), String::from_utf8_lossy(&ended.stderr))
}

#[tokio::test]
async fn a_server_with_the_url_alone_uses_the_provider_key_that_was_given_to_another() {
    let fake = FakeLlm::start().await;
    fake.accept_key(API_KEY);
    fake.push(Turn::text("hello from the second"));
    let cluster = Cluster::without_provider().await;
    let first = cluster.server(&["--chat-slots", "0"]).await;
    let person = cluster.sign_in(&first).await;
    let provider =
        json!({"provider": "anthropic", "api_key": API_KEY, "base_url": fake.anthropic_base_url()});
    person.post(&first, "/api/v2/chats/providers", &provider).await;
    let model = json!({"provider": "anthropic", "model": "a-model", "context_limit": 100_000});
    person.post(&first, "/api/v2/chats/model-configs", &model).await;

    let second = cluster.server(&[]).await;
    let client = person.at(&second);
    let chat = new_chat(&client, "hello").await;
    wait_until("the chat is at rest", PATIENCE, || async {
        client.chat(chat).await.is_ok_and(|chat| chat.status == ChatStatus::Waiting)
    })
    .await;
    assert_eq!(answers(&person.at(&first), chat).await, ["hello from the second"]);
    fake.finish();

    let key = key_of(&first);
    assert_eq!(key_of(&second), key);
    let copy: String =
        cluster.database.scalar("select value from site_settings where key = 'wrapped_secrets_key'").await;
    for text in [first.log(), second.log(), copy] {
        for secret in [key.trim(), DATABASE_PASSWORD, API_KEY] {
            assert!(!text.contains(secret), "{text}");
        }
    }
}

#[tokio::test]
async fn servers_that_start_at_once_trust_one_another() {
    let fake = FakeLlm::start().await;
    fake.push(Turn::new().chunks(["one ", "two"]).gate("end"));
    let cluster = Cluster::new(&fake).await;
    let (one, two) = tokio::join!(cluster.server(&[]), cluster.server(&["--chat-slots", "0"]));
    assert_eq!(key_of(&one), key_of(&two));
    let person = cluster.sign_in(&two).await;
    let chat = new_chat(&person.at(&two), "count").await;
    let here = person.view(&one, chat).await.wait("message_part", 2).await;
    assert_eq!(person.view(&two, chat).await.wait("message_part", 2).await, here);
    fake.open_gate("end");
}

#[tokio::test]
async fn a_server_that_cannot_have_the_key_says_what_to_do_and_changes_nothing() {
    let fake = FakeLlm::start().await;
    let cluster = Cluster::new(&fake).await;
    let mut first = cluster.server(&[]).await;
    // The test cluster lets everybody in, so that it is the key that refuses.
    let said = refused(&cluster, "a wrong password", None).await;
    assert!(said.contains("wrapped under another one") && said.contains("secrets.key"), "{said}");
    assert!(!said.contains("a wrong password"), "{said}");
    let said = refused(&cluster, DATABASE_PASSWORD, Some(&"ab".repeat(32))).await;
    assert!(said.contains("move it away"), "{said}");
    let key = key_of(&first);
    first.terminate().await;
    first.start_again().await;
    assert_eq!(key_of(&first), key);
}
