//! `GET /chats/{chat}/wait`: what a chat waits for, in words.

use ropewalk_model::build::Transition;
use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};

use crate::chats_support::ChatApp;
use crate::workspaces_support::{PATIENCE, acquire, complete, local_template, store};

fn of<'a>(wait: &'a Value, fields: &[&str]) -> Vec<&'a Value> {
    fields.iter().map(|field| &wait[*field]).collect()
}

#[tokio::test]
async fn a_chat_at_work_tells_for_whom_and_until_when() {
    let app = ChatApp::start().await;
    app.llm.push(Turn::new().gate("think").chunks(["done"]));
    let chat = app.chat("go").await;
    app.llm.wait_at_gate("think").await;
    let wait = app.ada.client.get(&format!("{chat}/wait")).await.expect(200);
    assert_eq!(of(&wait, &["waiting_for", "whose_turn"]), [&json!("model"), &json!("provider")]);
    assert!(wait["explanation"].as_str().is_some_and(|it| it.contains("scripted")), "{wait}");
    assert!(wait["what_to_do"].as_str().is_some_and(|it| it.contains("stop the chat")), "{wait}");
    assert!(wait["since"].is_string() && wait["until"].is_string(), "{wait}");
    let none = ["tools", "tries"].map(|absent| wait.get(absent));
    assert_eq!(none, [None, None], "what does not apply is left out");

    app.llm.open_gate("think");
    app.until(&chat, "waiting").await;
    let idle = app.ada.client.get(&format!("{chat}/wait")).await.expect(200);
    assert_eq!(of(&idle, &["waiting_for", "whose_turn"]), [&json!("user_message"), &json!("user")]);
    assert_eq!(idle["what_to_do"], "Send a message.");
}

#[tokio::test]
async fn a_failed_chat_tells_why_it_stands() {
    let app = ChatApp::start().await;
    app.llm.push(Turn::error(401, "no such key"));
    let chat = app.chat("go").await;
    let failed = async {
        loop {
            let wait = app.ada.client.get(&format!("{chat}/wait")).await.expect(200);
            if wait["whose_turn"] == "user" {
                return wait;
            }
            tokio::task::yield_now().await;
        }
    };
    let wait = tokio::time::timeout(std::time::Duration::from_secs(60), failed).await.expect("it fails");
    assert!(
        wait["explanation"].as_str().is_some_and(|it| it.starts_with("The last turn failed: ")),
        "{wait}"
    );
}

/// The chat's wait, once it is for this.
async fn waits_for(app: &ChatApp, chat: &str, what: &str) -> Value {
    ropewalk_testkit::wait_for(what, PATIENCE, || async {
        let wait = app.ada.client.get(&format!("{chat}/wait")).await.expect(200);
        (wait["waiting_for"] == what).then_some(wait)
    })
    .await
}

#[tokio::test]
async fn the_workspaces_build_and_then_its_agent_are_waited_for() {
    let app = ChatApp::start().await;
    let template = local_template(&app.ada).await;
    app.llm.push(Turn::tool_call("create_workspace", json!({"template_id": template["id"], "name": "dev"})));
    let chat = app.chat("make a workspace").await;
    // Nobody takes the job of the build.
    let build = waits_for(&app, &chat, "workspace_build").await;
    assert_eq!(build["whose_turn"], "workspace");
    assert!(build["until"].is_string(), "a build has a limit: {build}");

    // Its agent never connects.
    let store = store(&app.app).await;
    let lease = acquire(&store).await;
    complete(&store, &lease, Transition::Start).await;
    let agent = waits_for(&app, &chat, "agent").await;
    assert_eq!(agent["whose_turn"], "workspace");
    assert!(agent["until"].is_string(), "so has the connection: {agent}");

    app.ada.client.post(&format!("{chat}/interrupt"), &json!({})).await.expect(200);
    app.until(&chat, "waiting").await;
    assert_eq!(waits_for(&app, &chat, "user_message").await["whose_turn"], "user");
}
