//! The fake server driven from outside: a script in JSON, and its control routes.

use std::time::Duration;

use ropewalk_llm::http_client;
use ropewalk_testkit::fake_llm::{FakeLlm, StartError, Turn};
use serde_json::{Value, json};

use crate::support::{calls, good_answer, install_ring, result, said, stored, user};
use crate::table::{ANTHROPIC, CHAT};

const SCRIPT: &str = r#"{
    "models": ["scripted"],
    "rules": [
        {"when": {"last_user_contains": "list the files", "has_tools": true},
         "turns": [
            {"steps": [{"text": {"chunks": "Let me look."}},
                       {"tool_calls": [{"name": "execute", "args": {"command": "ls"}}]}]},
            {"steps": [{"gate": "answer"}, {"text": {"chunks": ["Two ", "files."]}}]}
         ]}
    ]
}"#;

#[tokio::test]
async fn a_script_of_another_process_drives_the_server() {
    let fake = FakeLlm::start_with(SCRIPT).await.expect("a good script");
    install_ring();
    let http = http_client(Duration::from_secs(5)).expect("an HTTP client");
    let control = |path: &str| format!("{}/__fake/{path}", fake.anthropic_base_url());
    let provider = CHAT;
    let client = provider.client(&fake);
    let mut messages = vec![user("Please list the files.")];
    let events = good_answer(&client, &provider.request(messages.clone())).await;
    messages.extend([stored(&events), result(&calls(&events)[0].0, "a b")]);

    let request = provider.request(messages);
    let opened = async {
        fake.wait_at_gate("answer").await;
        let gate: Value = http.get(control("gates/answer")).send().await?.json().await?;
        assert_eq!(gate, json!({"is_open": false, "waiting": 1}));
        http.post(control("gates/answer/open")).send().await?.error_for_status()
    };
    let (events, opened) = futures::join!(good_answer(&client, &request), opened);
    opened.expect("the gate opens");
    assert_eq!(said(&events), "Two files.");

    let more = json!([Turn::text("pushed")]);
    http.post(control("turns"))
        .json(&more)
        .send()
        .await
        .expect("an answer")
        .error_for_status()
        .expect("taken");
    let events = good_answer(&client, &provider.request(vec![user("anything")])).await;
    assert_eq!(said(&events), "pushed");

    let seen = async |path: &str| -> Value {
        http.get(control(path)).send().await.expect("an answer").json().await.expect("JSON")
    };
    let requests = seen("requests").await;
    assert_eq!(requests.as_array().map(Vec::len), Some(3));
    assert_eq!(requests[0]["protocol"], "chat");
    assert_eq!(seen("violations").await, json!([]));
    fake.finish();
}

#[tokio::test]
async fn a_request_that_nobody_scripted_is_a_violation() {
    let fake = FakeLlm::start().await;
    fake.respond_with(|request| match request.last_user_text().as_deref() {
        Some("hi") => Turn::text(format!("hello to {}", request.model())),
        _ => Turn::error(500, "unexpected"),
    });
    let provider = ANTHROPIC;
    let client = provider.client(&fake);
    let events = good_answer(&client, &provider.request(vec![user("hi")])).await;
    assert_eq!(said(&events), "hello to claude-sonnet-4-6");

    let silent = FakeLlm::start().await;
    assert!(provider.client(&silent).stream(&provider.request(vec![user("hi")])).await.is_err());
    assert!(silent.violations()[0].contains("no turn is scripted"), "{:?}", silent.violations());
    assert!(matches!(FakeLlm::start_with("{\"rule\": 1}").await, Err(StartError::Script(_))));
}
