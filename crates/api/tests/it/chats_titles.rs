//! A new title on demand (chats-api.md 1.9, 2.14; chat-engine.md SV-23, SV-25).

use ropewalk_testkit::fake_llm::Turn;
use serde_json::json;

use crate::chats_support::ChatApp;

#[tokio::test]
async fn an_owner_gets_a_new_title_and_the_model_that_is_set_is_the_only_one() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|request| {
        if request.system_text().contains("You name conversations") {
            return Turn::text(format!("{{\"title\": \"By {}\"}}", request.model()));
        }
        Turn::text("Looked at it.")
    });
    let chat = t.chat("look at the tests").await;
    t.until(&chat, "waiting").await;
    let propose = format!("{chat}/title/propose");
    let proposed = t.ada.client.post(&propose, &json!({})).await.expect(200);
    assert!(proposed["title"].as_str().is_some_and(|it| it.starts_with("By ")), "{proposed}");
    assert_eq!(t.ada.client.get(&chat).await.expect(200)["title"], "look at the tests", "nothing is stored");
    let path = format!("{chat}/title/regenerate");
    let named = t.ada.client.post(&path, &json!({})).await.expect(200);
    let own = t.llm.requests()[0].model().to_owned();
    assert_eq!(named["title"], format!("By {own}"));
    assert_eq!(t.ada.client.get(&chat).await.expect(200)["title"], named["title"]);
    let shown = t.llm.requests().last().and_then(|it| it.last_user_text()).expect("what it was shown");
    assert_eq!(shown, "Person: look at the tests\n\nAgent: Looked at it.");

    let provider = t.owner.client.get("/api/v2/chats/model-configs").await.expect(200)[0]["provider"].clone();
    let model = json!({"provider": provider, "model": "namer", "context_limit": 100_000});
    let model = t.owner.client.post("/api/v2/chats/model-configs", &model).await.expect(201);
    let set = json!({"model_config_id": model["id"]});
    t.owner.client.put("/api/v2/chats/config/model-override/title_generation", &set).await.expect(204);
    assert_eq!(t.ada.client.post(&path, &json!({})).await.expect(200)["title"], "By namer");

    let off = format!("/api/v2/chats/model-configs/{}", model["id"].as_str().expect("an id"));
    t.owner.client.patch(&off, &json!({"enabled": false})).await.expect(200);
    let before = t.llm.requests().len();
    let refused = t.ada.client.post(&path, &json!({})).await.expect(409);
    assert!(refused["message"].as_str().is_some_and(|it| it.contains("turned off")), "{refused}");
    assert_eq!(t.llm.requests().len(), before, "no other model is asked");
    assert_eq!(t.ada.client.get(&chat).await.expect(200)["title"], "By namer");
}
