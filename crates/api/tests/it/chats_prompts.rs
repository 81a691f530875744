//! What administrators tell new chats, and people their own (chats-api.md 1.13, chat-engine.md 5.1, 5.2).

use ropewalk_testkit::fake_llm::Turn;
use serde_json::json;

use crate::chats_support::ChatApp;

const SYSTEM: &str = "/api/v2/chats/config/system-prompt";
const PLAN: &str = "/api/v2/chats/config/plan-mode-instructions";
const OWN: &str = "/api/v2/chats/config/user-prompt";

#[tokio::test]
async fn new_chats_are_told_what_administrators_say_and_old_ones_keep_what_they_were_told() {
    let t = ChatApp::start().await;
    for _ in 0..4 {
        t.llm.push(Turn::text("ok"));
    }
    let first = t.owner.client.get(SYSTEM).await.expect(200);
    assert_eq!(
        (&first["system_prompt"], &first["include_default_system_prompt"]),
        (&json!(""), &json!(true))
    );
    let default = first["default_system_prompt"].as_str().expect("a text").to_owned();
    let old = t.chat("one").await;
    t.until(&old, "waiting").await;

    t.owner.client.put(SYSTEM, &json!({"system_prompt": " House\u{200B} rules.\r\n"})).await.expect(204);
    let both = t.chat("two").await;
    t.until(&both, "waiting").await;
    let alone = json!({"system_prompt": "House rules.", "include_default_system_prompt": false});
    t.owner.client.put(SYSTEM, &alone).await.expect(204);
    t.owner.client.put(SYSTEM, &json!({"system_prompt": "House rules."})).await.expect(204);
    let stored = t.owner.client.get(SYSTEM).await.expect(200);
    assert_eq!(stored["include_default_system_prompt"], false, "it stays as it was");
    let third = t.chat("three").await;
    t.until(&third, "waiting").await;
    let more = json!({"content": [{"type": "text", "text": "more"}]});
    t.ada.client.post(&format!("{old}/messages"), &more).await.expect(200);
    t.until(&old, "waiting").await;

    let told: Vec<String> = t.llm.requests().iter().map(|it| it.system_text()).collect();
    assert!(told[0].contains(&default) && !told[0].contains("House rules."));
    assert!(told[1].contains(&format!("{default}\n\nHouse rules.")));
    assert!(told[2].contains("House rules.") && !told[2].contains(&default));
    assert_eq!(told[3], told[0], "an old chat is told what it was told");
    t.llm.finish();
}

#[tokio::test]
async fn a_person_tells_all_of_their_chats_something() {
    let t = ChatApp::start().await;
    for _ in 0..3 {
        t.llm.push(Turn::text("ok"));
    }
    assert_eq!(t.ada.client.get(OWN).await.expect(200), json!({"custom_prompt": ""}));
    let chat = t.chat("one").await;
    t.until(&chat, "waiting").await;
    let stored =
        t.ada.client.put(OWN, &json!({"custom_prompt": "\u{FEFF}Answer in Latin. "})).await.expect(200);
    assert_eq!(stored, json!({"custom_prompt": "Answer in Latin."}));
    assert_eq!(t.owner.client.get(OWN).await.expect(200), json!({"custom_prompt": ""}), "each their own");
    for prompt in ["again", "and again"] {
        let more = json!({"content": [{"type": "text", "text": prompt}]});
        t.ada.client.post(&format!("{chat}/messages"), &more).await.expect(200);
        t.until(&chat, "waiting").await;
        t.ada.client.put(OWN, &json!({"custom_prompt": ""})).await.expect(200);
    }
    let told: Vec<bool> = t
        .llm
        .requests()
        .iter()
        .map(|it| it.system_text().contains("<user-instructions>\nAnswer in Latin.\n</user-instructions>"))
        .collect();
    assert_eq!(told, [false, true, false], "from the next step on, as long as it is set");
    t.llm.finish();
}

#[tokio::test]
async fn what_chats_that_plan_are_told_is_cleaned_and_kept() {
    let t = ChatApp::start().await;
    assert_eq!(t.owner.client.get(PLAN).await.expect(200), json!({"plan_mode_instructions": ""}));
    let text = json!({"plan_mode_instructions": " Plan\u{200B} well.\r\n"});
    t.owner.client.put(PLAN, &text).await.expect(204);
    assert_eq!(t.owner.client.get(PLAN).await.expect(200), json!({"plan_mode_instructions": "Plan well."}));
}

#[tokio::test]
async fn the_prompt_of_a_chat_is_cleaned() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("ok"));
    let hidden = "Speak \u{E0041}plainly.\u{202E}\r\nAlways.";
    let mut new = t.new_chat("hi");
    new["system_prompt"] = json!(hidden);
    let made = t.ada.client.post("/api/v2/chats", &new).await.expect(201);
    let chat = format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"));
    t.until(&chat, "waiting").await;
    assert!(t.llm.requests()[0].system_text().contains("Speak plainly.\nAlways."));
    t.llm.finish();
}

#[tokio::test]
async fn a_prompt_that_is_too_long_is_refused() {
    let t = ChatApp::start().await;
    let long = "x".repeat(128 * 1024 + 1);
    let refused = t.owner.client.put(SYSTEM, &json!({"system_prompt": long})).await;
    assert_eq!(refused.bad_fields(400), ["system_prompt"]);
    assert_eq!(
        t.ada.client.put(OWN, &json!({"custom_prompt": long})).await.bad_fields(400),
        ["custom_prompt"]
    );
    assert_eq!(t.ada.client.put(OWN, &json!({})).await.bad_fields(400), ["custom_prompt"]);
    let plan = t.owner.client.put(PLAN, &json!({"plan_mode_instructions": long})).await;
    assert_eq!(plan.bad_fields(400), ["plan_mode_instructions"]);
    let huge = "x".repeat(256 * 1024);
    t.ada.client.put(OWN, &json!({"custom_prompt": huge})).await.expect(413);
    let longest = format!(" {}\n", "x".repeat(128 * 1024));
    t.ada.client.put(OWN, &json!({"custom_prompt": longest})).await.expect(200);
}
