//! The browser's story: a real Chromium against the real binary and the fake LLM.

use std::process::Stdio;
use std::time::Duration;

use ropewalk_testkit::fake_llm::FakeLlm;
use tokio::process::Command;

use crate::server::{Server, repository};
use crate::story;

#[tokio::test]
async fn from_the_first_page_to_work_done() {
    let Some(chromium) = std::env::var_os("ROPEWALK_CHROMIUM") else {
        panic!("no browser is named: run `make e2e`, which finds or installs one and sets ROPEWALK_CHROMIUM");
    };
    let fake = FakeLlm::start().await;
    fake.respond_with(story::builder);
    let server = Server::start(&[], &[]).await;
    let artifacts = repository().join("artifacts/browser");
    std::fs::create_dir_all(&artifacts).expect("the folder of screenshots");

    let story = Command::new("node")
        .arg(repository().join("tests/e2e/browser/story.mjs"))
        .env("ROPEWALK_URL", &server.url)
        .env("FAKE_LLM_URL", fake.openai_base_url())
        .env("ROPEWALK_CHROMIUM", chromium)
        .env("ARTIFACTS", &artifacts)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true)
        .output();
    let story = tokio::time::timeout(Duration::from_secs(170), story)
        .await
        .expect("it ends in time")
        .expect("node runs");
    assert!(
        story.status.success(),
        "{}\n{}",
        String::from_utf8_lossy(&story.stdout),
        String::from_utf8_lossy(&story.stderr)
    );
    fake.finish();
}
