//! Debug records over HTTP: who has them, what they hold (chats-api.md 1.13, 2.19).

use ropewalk_testkit::fake_llm::Turn;
use ropewalk_testkit::wait_for;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chats_support::{ChatApp, PATIENCE};

const CONFIG: &str = "/api/v2/chats/config";

/// Ada has her chats recorded.
async fn recorded() -> ChatApp {
    let t = ChatApp::start().await;
    t.owner.client.put(&format!("{CONFIG}/debug-logging"), &json!({"allow_users": true})).await.expect(204);
    let wish = json!({"debug_logging_enabled": true});
    t.ada.client.put(&format!("{CONFIG}/user-debug-logging"), &wish).await.expect(204);
    t
}

/// The only recorded turn of the chat, once it has ended.
async fn ended_run(t: &ChatApp, chat: &str) -> Value {
    wait_for("the turn is recorded", PATIENCE, || async {
        let runs = t.ada.client.get(&format!("{chat}/debug/runs")).await.expect(200);
        let run = runs.as_array().expect("a list").iter().find(|run| run.get("finished_at").is_some())?;
        let id = run["id"].as_str().expect("an id");
        Some(t.ada.client.get(&format!("{chat}/debug/runs/{id}")).await.expect(200))
    })
    .await
}

#[tokio::test]
async fn people_choose_where_administrators_let_them() {
    let t = ChatApp::start().await;
    let (site, own) = (format!("{CONFIG}/debug-logging"), format!("{CONFIG}/user-debug-logging"));
    let site_of = |allow: bool| json!({"allow_users": allow, "forced_by_deployment": false});
    let own_of = |on: bool, may: bool| json!({"debug_logging_enabled": on, "user_toggle_allowed": may, "forced_by_deployment": false});
    let wish = |on: bool| json!({"debug_logging_enabled": on});
    assert_eq!(t.owner.client.get(&site).await.expect(200), site_of(false));
    assert_eq!(t.ada.client.get(&own).await.expect(200), own_of(false, false));
    t.ada.client.put(&own, &wish(true)).await.expect(403);
    t.ada.client.get(&site).await.expect(404);

    t.owner.client.put(&site, &json!({"allow_users": true})).await.expect(204);
    t.ada.client.put(&own, &wish(true)).await.expect(204);
    assert_eq!(t.ada.client.get(&own).await.expect(200), own_of(true, true));
    assert_eq!(t.owner.client.get(&own).await.expect(200), own_of(false, true), "each for themselves");
    t.owner.client.put(&site, &json!({"allow_users": false})).await.expect(204);
    assert_eq!(t.ada.client.get(&own).await.expect(200), own_of(false, false));
}

#[tokio::test]
async fn a_turn_is_recorded_with_what_was_asked_and_answered() {
    let t = recorded().await;
    t.llm.push(Turn::tool_call("list_templates", json!({})));
    t.llm.push(Turn::text("All is well."));
    let chat = t.chat("Look at the api_key of my project").await;
    t.until(&chat, "waiting").await;
    let run = ended_run(&t, &chat).await;
    assert_eq!(
        (&run["kind"], &run["status"], &run["provider"], &run["model"]),
        (&json!("chat_turn"), &json!("completed"), &json!("openai-compat"), &json!("scripted"))
    );
    assert_eq!((run.get("root_chat_id"), run.get("parent_chat_id")), (None, None));
    let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
    let ids: Vec<&Value> =
        page["messages"].as_array().expect("messages").iter().rev().map(|it| &it["id"]).collect();
    assert_eq!(&run["trigger_message_id"], ids[0]);

    let steps = run["steps"].as_array().expect("steps");
    assert_eq!(steps.len(), 2);
    for (index, step) in steps.iter().enumerate() {
        assert_eq!(
            (&step["step_number"], &step["operation"], &step["status"]),
            (&json!(index + 1), &json!("stream"), &json!("completed")),
            "{step}"
        );
        assert_eq!(step["attempts"].as_array().map(Vec::len), Some(1), "{step}");
        assert_eq!(step["attempts"][0]["status"], "completed");
        assert!(step["usage"]["output_tokens"].as_i64().is_some_and(|it| it > 0), "{step}");
        assert_eq!(step.get("error"), None);
    }
    assert_eq!(&steps[0]["assistant_message_id"], ids[1]);
    assert_eq!(&steps[1]["assistant_message_id"], ids[3]);
    let asked = &steps[0]["normalized_request"];
    assert_eq!(asked["model"], "scripted");
    let said = asked["messages"].as_array().expect("messages").last().expect("the question");
    assert_eq!(said["content"][0]["text"], "Look at the api_key of my project");
    assert!(asked["tools"].as_array().is_some_and(|it| it.iter().any(|tool| tool["name"] == "execute")));
    assert_eq!(steps[0]["normalized_response"]["content"][0]["tool_name"], "list_templates");
    assert_eq!(steps[1]["normalized_response"]["content"][0]["text"], "All is well.");
    assert!(!run.to_string().contains("Bearer"), "no credentials");

    // Only of this chat, and only for who may read it.
    let id = run["id"].as_str().expect("an id");
    let other = t.chat("another").await;
    t.ada.client.get(&format!("{other}/debug/runs/{id}")).await.expect(404);
    t.ada.client.get(&format!("{chat}/debug/runs/{}", Uuid::from_u128(1))).await.expect(404);
    t.ada.client.get(&format!("{chat}/debug/runs/nonsense")).await.expect(400);
}

#[tokio::test]
async fn nothing_is_recorded_of_who_did_not_choose_it() {
    let t = recorded().await;
    t.llm.push(Turn::text("hi"));
    t.llm.push(Turn::text("hi"));
    let made = t.owner.client.post("/api/v2/chats", &t.new_chat("mine")).await.expect(201);
    let mine = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    wait_for("the owner's chat is answered", PATIENCE, || async {
        (t.owner.client.get(&mine).await.expect(200)["status"] == "waiting").then_some(())
    })
    .await;
    // Records are written in their order: when that of a later chat is there, one of the first would be too.
    let chat = t.chat("recorded").await;
    ended_run(&t, &chat).await;
    assert_eq!(t.owner.client.get(&format!("{mine}/debug/runs")).await.expect(200), json!([]));
    t.llm.finish();
}

#[tokio::test]
async fn a_failure_is_recorded_with_each_of_its_tries() {
    let t = recorded().await;
    t.llm.push(Turn::error(401, "the key is wrong"));
    let chat = t.chat("go").await;
    let run = ended_run(&t, &chat).await;
    assert_eq!(run["status"], "error");
    let step = &run["steps"][0];
    assert_eq!((&step["status"], &step["error"]["kind"]), (&json!("error"), &json!("auth")), "{step}");
    assert_eq!(
        (&step["attempts"][0]["status"], &step["attempts"][0]["response_status"]),
        (&json!("error"), &json!(401))
    );
    assert_eq!((step.get("normalized_response"), step.get("assistant_message_id")), (None, None));
}

#[tokio::test]
async fn an_edit_cuts_what_was_recorded_after_the_message_and_archiving_all_of_it() {
    let t = recorded().await;
    for word in ["one", "two", "better"] {
        t.llm.push(Turn::text(word));
    }
    let chat = t.chat("first").await;
    t.until(&chat, "waiting").await;
    let first = ended_run(&t, &chat).await;
    t.app.clock.advance(chrono::Duration::seconds(1));
    let second = t
        .ada
        .client
        .post(&format!("{chat}/messages"), &json!({"content": [{"type": "text", "text": "second"}]}))
        .await
        .expect(200);
    let runs = async |count: usize| {
        wait_for("so many turns have ended", PATIENCE, || async {
            let runs = t.ada.client.get(&format!("{chat}/debug/runs")).await.expect(200);
            let ended =
                runs.as_array().expect("a list").iter().filter(|run| run.get("finished_at").is_some());
            (ended.count() == count && runs.as_array().map(Vec::len) == Some(count)).then_some(runs)
        })
        .await
    };
    runs(2).await;
    t.app.clock.advance(chrono::Duration::seconds(1));
    let edit = json!({"content": [{"type": "text", "text": "better"}]});
    let path = format!("{chat}/messages/{}", second["message"]["id"]);
    let edited = t.ada.client.patch(&path, &edit).await.expect(200);
    t.until(&chat, "waiting").await;
    let left = runs(2).await;
    assert_eq!(left[1]["id"], first["id"], "the turn before is kept");
    let id = left[0]["id"].as_str().expect("an id");
    let new = t.ada.client.get(&format!("{chat}/debug/runs/{id}")).await.expect(200);
    assert_eq!(new["trigger_message_id"], edited["message"]["id"], "the turn of the old message is gone");

    t.ada.client.patch(&chat, &json!({"archived": true})).await.expect(204);
    assert_eq!(t.ada.client.get(&format!("{chat}/debug/runs")).await.expect(200), json!([]));
    assert_eq!(t.app.database.scalar::<i64>("select count(*) from chat_debug_steps").await, 0);
    t.llm.finish();
}
