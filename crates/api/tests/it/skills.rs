//! Skills that people keep for their chats, over HTTP, and what their chats do with them (chat-engine.md 5.3, docs/adr/0027).

use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};

use crate::chats_support::ChatApp;
use crate::harness::{Answer, TestUser};

const SKILLS: &str = "/api/v2/users/me/skills";

fn text(name: &str, description: &str, body: &str) -> String {
    format!("---\nname: {name}\ndescription: {description}\n---\n\n{body}\n")
}

async fn put(user: &TestUser, content: &str) -> Answer {
    user.client.post(SKILLS, &json!({"content": content})).await
}

#[tokio::test]
async fn a_skill_is_made_listed_changed_renamed_and_deleted() {
    let t = ChatApp::start().await;
    let made = put(&t.ada, &text("review", "Reviews  a\u{200B} change.", "Look twice.")).await.expect(201);
    assert_eq!((&made["name"], &made["description"]), (&json!("review"), &json!("Reviews a change.")));
    put(&t.ada, &text("cook", "Cooks.", "Stir.")).await.expect(201);
    let names = async || -> Vec<Value> {
        let listed = t.ada.client.get(SKILLS).await.expect(200);
        listed.as_array().expect("a list").iter().map(|it| it["name"].clone()).collect()
    };
    assert_eq!(names().await, ["cook", "review"]);
    assert!(t.ada.client.get(SKILLS).await.expect(200)[0].get("content").is_none(), "texts are not listed");
    let path = format!("{SKILLS}/review");
    let read = t.ada.client.get(&path).await.expect(200);
    assert_eq!((&read["id"], &read["name"]), (&made["id"], &json!("review")));
    let content = read["content"].as_str().expect("a text");
    assert!(content.ends_with("\n\nLook twice.") && !content.contains('\u{200B}'), "{content:?}");

    let taken = t.ada.client.patch(&path, &json!({"content": text("cook", "Cooks.", "")})).await;
    assert_eq!(taken.bad_fields(409), ["name"]);
    assert_eq!(put(&t.ada, &text("cook", "Cooks.", "")).await.bad_fields(409), ["name"]);
    let renamed = json!({"content": text("review-code", "Reviews.", "Look thrice.")});
    let renamed = t.ada.client.patch(&path, &renamed).await.expect(200);
    assert_eq!((&renamed["id"], &renamed["name"]), (&made["id"], &json!("review-code")));
    t.ada.client.get(&path).await.expect(404);
    t.ada.client.patch(&path, &json!({"content": text("x", "X.", "")})).await.expect(404);
    t.ada.client.delete(&format!("{SKILLS}/review-code")).await.expect(204);
    t.ada.client.delete(&format!("{SKILLS}/review-code")).await.expect(404);
    assert_eq!(names().await, ["cook"]);

    // Each has their own; administrators too.
    put(&t.owner, &text("cook", "Cooks otherwise.", "")).await.expect(201);
    t.owner.client.get(&format!("/api/v2/users/{}/skills", t.ada.id)).await.expect(403);
}

#[tokio::test]
async fn a_text_that_is_no_skill_is_refused_with_the_reason() {
    let t = ChatApp::start().await;
    for (content, why) in [
        (String::new(), "must begin with"),
        ("Look twice.".to_owned(), "must begin with"),
        ("---\ndescription: x\n---\n".to_owned(), "cannot be read as YAML"),
        (text("../etc", "x", ""), "letters, digits"),
        ("---\nname: x\n---\nLook.".to_owned(), "needs a description"),
        (text("x", "x", &"y".repeat(64 * 1024)), "at most 65536 bytes"),
    ] {
        let refused = put(&t.ada, &content).await;
        assert_eq!(refused.clone().bad_fields(400), ["content"]);
        let told = refused.body.to_string();
        assert!(told.contains(why), "{told}");
    }
    put(&t.ada, &"y".repeat(500 * 1024)).await.expect(413);
    for number in 0..100 {
        put(&t.ada, &text(&format!("s{number}"), "x", "")).await.expect(201);
    }
    let many = put(&t.ada, &text("one-more", "x", "")).await.expect(409);
    assert!(many["message"].as_str().is_some_and(|it| it.contains("100 skills")), "{many}");
}

/// A chat without a workspace is told of its owner's skills, of nobody else's, and reads one.
#[tokio::test]
async fn chats_know_the_skills_of_their_owner() {
    let t = ChatApp::start().await;
    t.llm.push(Turn::text("hello"));
    let before = t.chat("hello").await;
    t.until(&before, "waiting").await;
    let plain = t.llm.requests().pop().expect("a request");
    assert!(
        !plain.tool_names().iter().any(|it| it.starts_with("read_skill")),
        "none is offered without skills"
    );

    put(&t.ada, &text("review", "Reviews a change.", "Look twice.")).await.expect(201);
    put(&t.owner, &text("secret", "Of another.", "")).await.expect(201);
    t.llm.push(Turn::tool_call("read_skill", json!({"name": "review"})));
    t.llm.push(Turn::tool_call("read_skill", json!({"name": "secret"})));
    t.llm.push(Turn::text("done"));
    let send = json!({"content": [{"type": "text", "text": "review it"}]});
    t.ada.client.post(&format!("{before}/messages"), &send).await.expect(200);
    t.until(&before, "waiting").await;
    let requests = t.llm.requests();
    let told = requests[1].system_text();
    assert!(told.contains("<available-skills>\n- review: Reviews a change.\n</available-skills>"), "{told}");
    let tools = requests[1].tool_names();
    assert!(
        tools.contains(&"read_skill".to_owned()) && !tools.contains(&"read_skill_file".to_owned()),
        "{tools:?}"
    );
    let results = requests[3].tool_results();
    let texts: Vec<String> = results.iter().map(|it| it.text.clone()).collect();
    assert!(texts[0].contains("Look twice.") && !texts[0].contains("description:"), "{}", texts[0]);
    assert!(texts[1].contains("There is no skill secret. These are there: review."), "{}", texts[1]);
}
