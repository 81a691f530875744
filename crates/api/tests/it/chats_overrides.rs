//! Which model is used for what: what administrators set, what people choose, and what happens when it cannot be used
//! (chats-api.md 1.13, 2.14; chat-engine.md SV-3, SV-5, SV-23).

use ropewalk_model::ModelConfigId;
use ropewalk_platform::chat_models::SubagentWork;
use ropewalk_testkit::fake_llm::Turn;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::chats_support::ChatApp;

const MODELS: &str = "/api/v2/chats/model-configs";
const ALLOW: &str = "/api/v2/chats/config/personal-model-overrides";
const OWN: &str = "/api/v2/chats/config/user-personal-model-overrides";

fn of(context: &str) -> String {
    format!("/api/v2/chats/config/model-override/{context}")
}

fn own(context: &str) -> String {
    format!("{OWN}/{context}")
}

async fn another_model(t: &ChatApp, name: &str) -> String {
    let model = json!({"provider": "openai-compat", "model": name, "context_limit": 100_000});
    let made = t.owner.client.post(MODELS, &model).await.expect(201);
    made["id"].as_str().expect("an id").to_owned()
}

async fn turn(t: &ChatApp, model: &str, enabled: bool) {
    t.owner.client.patch(&format!("{MODELS}/{model}"), &json!({"enabled": enabled})).await.expect(200);
}

fn id(model: &str) -> ModelConfigId {
    model.parse().expect("an id")
}

#[tokio::test]
async fn administrators_set_models_for_kinds_of_work() {
    let t = ChatApp::start().await;
    let small = another_model(&t, "small").await;
    for context in ["general", "explore", "title_generation", "compaction"] {
        let unset = json!({"context": context, "model_config_id": "", "is_malformed": false});
        assert_eq!(t.owner.client.get(&of(context)).await.expect(200), unset);
        t.owner.client.put(&of(context), &json!({"model_config_id": small})).await.expect(204);
        assert_eq!(t.owner.client.get(&of(context)).await.expect(200)["model_config_id"], small.as_str());
        t.owner.client.put(&of(context), &json!({"model_config_id": ""})).await.expect(204);
        assert_eq!(t.owner.client.get(&of(context)).await.expect(200), unset);
    }
    let bad = t.owner.client.get(&of("advice")).await.expect(400);
    assert_eq!(bad["validations"][0]["field"], "context");
    turn(&t, &small, false).await;
    for model in [small.as_str(), "small", &Uuid::nil().to_string()] {
        let bad = t.owner.client.put(&of("general"), &json!({"model_config_id": model})).await.expect(400);
        assert_eq!(bad["validations"][0]["field"], "model_config_id", "{model}");
    }
    t.app
        .database
        .execute(
            "update site_settings set value = 'gibberish' where key = 'agents_chat_explore_model_override'",
        )
        .await;
    let told = t.owner.client.get(&of("explore")).await.expect(200);
    assert_eq!(told, json!({"context": "explore", "model_config_id": "", "is_malformed": true}));
}

#[tokio::test]
async fn people_choose_where_they_may() {
    let t = ChatApp::start().await;
    let small = another_model(&t, "small").await;
    let choice = json!({"mode": "model", "model_config_id": small});
    t.ada.client.put(&own("root"), &choice).await.expect(403);
    let unset = |context: &str, mode: &str| json!({"context": context, "mode": mode, "model_config_id": "", "is_set": false, "is_malformed": false});
    let deployment =
        |context: &str| json!({"context": context, "model_config_id": "", "is_malformed": false});
    assert_eq!(
        t.ada.client.get(OWN).await.expect(200),
        json!({
            "enabled": false,
            "root": unset("root", "chat_default"),
            "general": unset("general", "deployment_default"),
            "explore": unset("explore", "deployment_default"),
            "deployment_defaults": {"general": deployment("general"), "explore": deployment("explore")},
        })
    );

    assert_eq!(t.owner.client.get(ALLOW).await.expect(200), json!({"allow_users": false}));
    t.owner.client.put(ALLOW, &json!({"allow_users": true})).await.expect(204);
    for (context, body, field) in [
        ("title_generation", json!({"mode": "chat_default"}), "context"),
        ("root", json!({"mode": "deployment_default"}), "mode"),
        ("general", json!({"mode": "chat_default", "model_config_id": small}), "model_config_id"),
        ("general", json!({"mode": "model"}), "model_config_id"),
        ("general", json!({"mode": "model", "model_config_id": Uuid::nil()}), "model_config_id"),
    ] {
        let bad = t.ada.client.put(&own(context), &body).await.expect(400);
        assert_eq!(bad["validations"][0]["field"], field, "{context} {body}");
    }
    t.ada.client.put(&own("general"), &json!({"mode": "magic"})).await.expect(400);
    t.ada.client.put(&own("root"), &choice).await.expect(204);
    t.ada.client.put(&own("general"), &json!({"mode": "chat_default"})).await.expect(204);
    let stored = t.ada.client.get(OWN).await.expect(200);
    assert_eq!(stored["enabled"], true);
    assert_eq!(
        stored["root"],
        json!({"context": "root", "mode": "model", "model_config_id": small, "is_set": true, "is_malformed": false})
    );
    assert_eq!(
        (&stored["general"]["mode"], &stored["general"]["is_set"]),
        (&json!("chat_default"), &json!(true))
    );
    assert_eq!(t.owner.client.get(OWN).await.expect(200)["root"]["is_set"], false, "each their own");
    t.app
        .database
        .execute("update user_settings set value = 'model:no' where key = 'chat_root_model_override'")
        .await;
    let told = t.ada.client.get(OWN).await.expect(200)["root"].clone();
    assert_eq!(
        (&told["mode"], &told["is_set"], &told["is_malformed"]),
        (&json!("chat_default"), &json!(false), &json!(true))
    );
}

#[tokio::test]
async fn a_new_chat_has_the_model_that_its_owner_chose_while_they_may_and_it_can_be_used() {
    let t = ChatApp::start().await;
    t.llm.respond_with(|_| Turn::text("ok"));
    let small = another_model(&t, "small").await;
    let model = |chat: Value| chat["last_model_config_id"].as_str().expect("an id").to_owned();
    let create = || async { model(t.ada.client.post("/api/v2/chats", &t.new_chat("go")).await.expect(201)) };
    let default = create().await;
    assert_ne!(default, small);
    t.owner.client.put(ALLOW, &json!({"allow_users": true})).await.expect(204);
    t.ada.client.put(&own("root"), &json!({"mode": "model", "model_config_id": small})).await.expect(204);
    assert_eq!(create().await, small);
    let mut named = t.new_chat("go");
    named["model_config_id"] = json!(default);
    let made = t.ada.client.post("/api/v2/chats", &named).await.expect(201);
    assert_eq!(model(made), default, "a model that is named is used");

    turn(&t, &small, false).await;
    assert_eq!(create().await, default, "one that cannot be used is passed over");
    turn(&t, &small, true).await;
    t.owner.client.put(ALLOW, &json!({"allow_users": false})).await.expect(204);
    assert_eq!(create().await, default, "people may not choose any more");
    t.owner.client.put(ALLOW, &json!({"allow_users": true})).await.expect(204);
    assert_eq!(create().await, small, "the choice was kept");
}

#[tokio::test]
async fn chats_that_a_chat_makes_fail_softly_and_titles_hard() {
    let t = ChatApp::start().await;
    let (small, large) = (another_model(&t, "small").await, another_model(&t, "large").await);
    let (platform, ada) = (&t.app.platform, t.ada.id.parse().expect("an id"));
    let general =
        || async { platform.subagent_model(SubagentWork::General, ada).await.expect("it can be read") };
    let explore =
        || async { platform.subagent_model(SubagentWork::Explore, ada).await.expect("it can be read") };
    assert_eq!((general().await, explore().await), (None, None), "their parent's");
    assert!(platform.title_model(ada).await.expect("none is set").is_none());

    for context in ["general", "title_generation"] {
        t.owner.client.put(&of(context), &json!({"model_config_id": small})).await.expect(204);
    }
    assert_eq!((general().await, explore().await), (Some(id(&small)), None));
    assert_eq!(platform.title_model(ada).await.expect("it can be called").map(|it| it.id), Some(id(&small)));
    t.owner.client.put(ALLOW, &json!({"allow_users": true})).await.expect(204);
    t.ada.client.put(&own("general"), &json!({"mode": "model", "model_config_id": large})).await.expect(204);
    assert_eq!(general().await, Some(id(&large)), "a person's own choice goes before");
    turn(&t, &large, false).await;
    assert_eq!(general().await, None, "softly: their parent's model, not the deployment's");
    t.ada.client.put(&own("general"), &json!({"mode": "deployment_default"})).await.expect(204);
    assert_eq!(general().await, Some(id(&small)));
    t.ada.client.put(&own("general"), &json!({"mode": "chat_default"})).await.expect(204);
    assert_eq!(general().await, None);

    turn(&t, &small, false).await;
    let error = platform.title_model(ada).await.expect_err("hard: no other model writes titles");
    assert!(error.to_string().contains("small is turned off"), "{error}");
    t.owner.client.delete(&format!("{MODELS}/{small}")).await.expect(204);
    let error = platform.title_model(ada).await.expect_err("it is gone");
    assert!(error.to_string().contains("set for titles is not there any more"), "{error}");
}
