//! Providers and models over HTTP, and what the engine gets of them (chats-api.md 1.14-1.16).

use futures::future::join_all;
use ropewalk_llm::{ProviderKind, catalog};
use ropewalk_platform::chat_models::{ModelUnavailableReason, ProviderPreset, ProviderPresets};
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::FakeLlm;
use serde_json::{Value, json};

use crate::harness::{TestApp, TestOptions, TestUser};

const PROVIDERS: &str = "/api/experimental/chats/providers";
const MODELS: &str = "/api/v2/chats/model-configs";

async fn add_provider(owner: &TestUser, request: Value) -> String {
    let made = owner.client.post(PROVIDERS, &request).await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

async fn add_local(owner: &TestUser) -> String {
    add_provider(owner, json!({"provider": "openai-compat", "base_url": "http://127.0.0.1:9/v1"})).await
}

async fn add_model(owner: &TestUser, model: &str) -> String {
    let request = json!({"provider": "openai-compat", "model": model, "context_limit": 1000});
    let made = owner.client.post(MODELS, &request).await.expect(201);
    made["id"].as_str().unwrap().to_owned()
}

/// The names of the default models; the rule is that there is exactly one.
async fn defaults(owner: &TestUser) -> Vec<String> {
    let all = owner.client.get(MODELS).await.expect(200);
    let all = all.as_array().unwrap().iter().filter(|it| it["is_default"] == true);
    all.map(|it| it["model"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_key_goes_in_and_never_comes_out() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let request = json!({"provider": " Anthropic ", "api_key": " sk-very-secret\n", "base_url": "https://llm.example/v1"});
    let made = owner.client.post(PROVIDERS, &request).await.expect(201);
    assert_eq!(
        (&made["provider"], &made["has_api_key"], &made["source"]),
        (&json!("anthropic"), &json!(true), &json!("database"))
    );
    let listed = owner.client.get(PROVIDERS).await.expect(200);
    assert!(!format!("{made}{listed}").contains("sk-very"));
    assert_eq!(
        listed.as_array().unwrap().len(),
        ProviderKind::ALL.len(),
        "one entry per kind, stored or not"
    );
    let unstored = listed.as_array().unwrap().iter().find(|it| it["provider"] == "openai").unwrap();
    assert_eq!(
        (&unstored["source"], &unstored["created_at"]),
        (&json!("supported"), &json!("0001-01-01T00:00:00Z"))
    );
    assert_eq!(unstored["id"], "00000000-0000-0000-0000-000000000000");
    let stored: Vec<u8> = app.database.scalar("select sealed_api_key from chat_providers").await;
    assert!(!stored.windows(8).any(|it| it == b"sk-very-"));
    owner
        .client
        .post(MODELS, &json!({"provider": "anthropic", "model": "m", "context_limit": 5}))
        .await
        .expect(201);
    let resolved = app.platform.resolve_model(None, owner.id.parse().unwrap()).await.unwrap();
    assert_eq!(resolved.endpoint.api_key.expose(), "sk-very-secret");
    assert_eq!(resolved.endpoint.base_url.unwrap().as_str(), "https://llm.example/v1");
}

#[tokio::test]
async fn bad_providers_name_the_field() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    for (request, field) in [
        (json!({"api_key": "k"}), "provider"),
        (json!({"provider": "skynet", "api_key": "k"}), "provider"),
        (json!({"provider": "openai"}), "api_key"),
        (json!({"provider": "openai", "api_key": "k".repeat(10_241)}), "api_key"),
        (json!({"provider": "openai", "api_key": "k", "base_url": "llm.example"}), "base_url"),
        (json!({"provider": "azure", "api_key": "k"}), "base_url"),
        (json!({"provider": "bedrock", "api_key": "key:secret"}), "api_key"),
        (
            json!({"provider": "openai", "api_key": "k", "central_api_key_enabled": false}),
            "central_api_key_enabled",
        ),
        (
            json!({"provider": "openai", "api_key": "k", "allow_central_api_key_fallback": true}),
            "allow_central_api_key_fallback",
        ),
    ] {
        assert_eq!(owner.client.post(PROVIDERS, &request).await.bad_fields(400), [field], "{request}");
    }
    let id = add_provider(&owner, json!({"provider": "openai", "api_key": "k"})).await;
    owner.client.post(PROVIDERS, &json!({"provider": "OpenAI", "api_key": "k"})).await.expect(409);
    let path = format!("{PROVIDERS}/{id}");
    assert_eq!(owner.client.patch(&path, &json!({"api_key": ""})).await.bad_fields(400), ["api_key"]);
    let cleared = json!({"api_key": "", "central_api_key_enabled": false, "allow_user_api_key": true, "display_name": " "});
    let changed = owner.client.patch(&path, &cleared).await.expect(200);
    assert_eq!((&changed["has_api_key"], &changed["display_name"]), (&json!(false), &json!("OpenAI")));
    let missing = format!("{PROVIDERS}/0191d9a0-7e9c-7b6f-9e64-2c8a8f6a3b11");
    owner.client.patch(&missing, &json!({})).await.expect(404);
    owner.client.delete(&missing).await.expect(404);
}

#[tokio::test]
async fn a_known_model_needs_no_numbers() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let known = catalog::default_model("openai").unwrap();
    let request = json!({"provider": "openai", "model": format!(" {} ", known.id)});
    owner.client.post(MODELS, &request).await.expect(412);
    let provider = add_provider(&owner, json!({"provider": "openai", "api_key": "k"})).await;
    let made = owner.client.post(MODELS, &request).await.expect(201);
    assert_eq!(
        (&made["model"], &made["display_name"], &made["context_limit"], &made["compression_threshold"]),
        (&json!(known.id), &json!(known.name), &json!(known.context_limit), &json!(70))
    );
    assert_eq!(
        (&made["is_default"], &made["enabled"], &made["ai_provider_id"]),
        (&json!(true), &json!(true), &json!(provider))
    );
    let price = known.price.as_ref().unwrap().rates.input.to_string();
    assert_eq!(made["model_config"]["cost"]["input_price_per_million_tokens"], price);
    assert_eq!(owner.client.post(MODELS, &request).await.bad_fields(409), ["model"]);
    for (request, field) in [
        (json!({"provider": "openai", "model": "my-own"}), "context_limit"),
        (json!({"provider": "openai", "model": "my-own", "context_limit": 0}), "context_limit"),
        (json!({"provider": "openai", "model": " "}), "model"),
        (json!({"model": "m"}), "provider"),
        (
            json!({"provider": "openai", "model": "m", "context_limit": 5, "compression_threshold": 101}),
            "compression_threshold",
        ),
        (
            json!({"provider": "openai", "model": "m", "context_limit": 5, "model_config": {"temperature": 3}}),
            "model_config.temperature",
        ),
        (
            json!({"provider": "openai", "model": "m", "context_limit": 5, "model_config": {"provider_options": [1]}}),
            "model_config.provider_options",
        ),
        (
            json!({"provider": "openai", "model": "m", "context_limit": 5,
                "model_config": {"provider_options": {"openai": {"reasoning_effort": "huge"}}}}),
            "model_config.provider_options.openai.reasoning_effort",
        ),
        (
            json!({"ai_provider_id": "0191d9a0-7e9c-7b6f-9e64-2c8a8f6a3b11", "model": "m", "context_limit": 5}),
            "ai_provider_id",
        ),
    ] {
        assert_eq!(owner.client.post(MODELS, &request).await.bad_fields(400), [field], "{request}");
    }
    let negative = json!({"provider": "openai", "model": "m", "context_limit": 5,
        "model_config": {"cost": {"input_price_per_million_tokens": -1}}});
    assert_eq!(
        owner.client.post(MODELS, &negative).await.bad_fields(400),
        ["model_config.cost.input_price_per_million_tokens"]
    );
    let by_id = json!({"ai_provider_id": provider, "model": "m", "context_limit": 5, "model_config": {"input_price_per_million_tokens": 2}});
    let made = owner.client.post(MODELS, &by_id).await.expect(201);
    assert_eq!(made["model_config"], json!({"cost": {"input_price_per_million_tokens": "2"}}));
    let path = format!("{MODELS}/{}", made["id"].as_str().unwrap());
    let kept = owner
        .client
        .patch(&path, &json!({"model": " ", "display_name": "", "context_limit": 7}))
        .await
        .expect(200);
    assert_eq!(
        (&kept["model"], &kept["display_name"], &kept["context_limit"]),
        (&json!("m"), &json!("m"), &json!(7))
    );
    let emptied = owner.client.patch(&path, &json!({"model_config": {}})).await.expect(200);
    assert!(emptied.get("model_config").is_none(), "an empty config is absent: {emptied}");
}

#[tokio::test]
async fn there_is_always_exactly_one_default() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    add_local(&owner).await;
    let a = add_model(&owner, "a").await;
    app.clock.advance(chrono::Duration::seconds(1));
    let b = add_model(&owner, "b").await;
    let patch =
        async |id: &str, request: Value| owner.client.patch(&format!("{MODELS}/{id}"), &request).await;
    assert_eq!(defaults(&owner).await, ["a"], "the first one");
    patch(&b, json!({"is_default": true})).await.expect(200);
    assert_eq!(defaults(&owner).await, ["b"]);
    let unset = patch(&b, json!({"is_default": false})).await.expect(200);
    assert_eq!((defaults(&owner).await, &unset["is_default"]), (vec!["a".to_owned()], &json!(false)));
    patch(&a, json!({"enabled": false})).await.expect(200);
    assert_eq!(defaults(&owner).await, ["b"], "turned off: another one");
    assert_eq!(patch(&a, json!({"is_default": true})).await.bad_fields(400), ["is_default"]);
    patch(&b, json!({"is_default": false})).await.expect(200);
    assert_eq!(defaults(&owner).await, ["b"], "nothing else is enabled");
    owner.client.delete(&format!("{MODELS}/{b}")).await.expect(204);
    owner.client.delete(&format!("{MODELS}/{b}")).await.expect(404);
    assert_eq!(defaults(&owner).await, ["a"]);
    owner.client.delete(&format!("{MODELS}/{a}")).await.expect(204);
    assert!(defaults(&owner).await.is_empty());
}

#[tokio::test]
async fn concurrent_writers_keep_one_default() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    add_local(&owner).await;
    let ids = join_all((0..6).map(|n| {
        let owner = owner.clone();
        async move { add_model(&owner, &format!("m{n}")).await }
    }))
    .await;
    assert_eq!(defaults(&owner).await.len(), 1, "many first ones");
    let writes = ids.iter().enumerate().map(|(n, id)| {
        let (owner, path) = (owner.clone(), format!("{MODELS}/{id}"));
        async move {
            match n % 3 {
                0 => owner.client.patch(&path, &json!({"is_default": true})).await.expect(200),
                1 => owner.client.patch(&path, &json!({"is_default": false})).await.expect(200),
                _ => owner.client.delete(&path).await.expect(204),
            }
        }
    });
    join_all(writes).await;
    assert_eq!(defaults(&owner).await.len(), 1);
}

#[tokio::test]
async fn members_see_what_they_can_use() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let ada = app.member(&owner, "ada").await;
    add_local(&owner).await;
    add_model(&owner, "on").await;
    let off = add_model(&owner, "off").await;
    owner.client.patch(&format!("{MODELS}/{off}"), &json!({"enabled": false})).await.expect(200);
    let models = async |user: &TestUser| {
        let all = user.client.get(MODELS).await.expect(200);
        all.as_array().unwrap().iter().map(|it| it["model"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(models(&owner).await, ["off", "on"]);
    assert_eq!(models(&ada).await, ["on"]);
    let catalogue = ada.client.get("/api/experimental/chats/models").await.expect(200);
    assert_eq!(
        catalogue,
        json!({"providers": [{
            "provider": "openai-compat", "available": true,
            "models": [{"id": "openai-compat:on", "provider": "openai-compat", "model": "on", "display_name": "on"}],
        }]})
    );
    let catalogue = owner.client.get("/api/v2/chats/models").await.expect(200);
    let anthropic =
        catalogue["providers"].as_array().unwrap().iter().find(|it| it["provider"] == "anthropic").unwrap();
    assert_eq!(
        (&anthropic["available"], &anthropic["unavailable_reason"]),
        (&json!(false), &json!("missing_api_key"))
    );
    assert!(anthropic["known_models"].as_array().is_some_and(|it| it.len() > 5), "what could be set up");
}

#[tokio::test]
async fn a_provider_that_chats_use_stays() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let provider = add_local(&owner).await;
    let model = add_model(&owner, "used").await;
    let chat = app.platform.random_id();
    app.database
        .execute(&format!(
            "insert into chats (id, organization_id, owner_id, root_chat_id, title, last_model_config_id, status, created_at, updated_at)
             values ('{chat}', '{}', '{}', '{chat}', 't', '{model}', 'waiting', now(), now())",
            owner.organization_id, owner.id
        ))
        .await;
    let path = format!("{PROVIDERS}/{provider}");
    let refused = owner.client.delete(&path).await.expect(400);
    assert!(refused["message"].as_str().unwrap().contains("used"), "{refused}");
    app.database.execute("update chats set archived = true").await;
    owner.client.delete(&path).await.expect(204);
    assert_eq!(owner.client.get(MODELS).await.expect(200), json!([]), "its models are gone with it");
    let gone = app
        .platform
        .resolve_model(Some(model.parse().unwrap()), owner.id.parse().unwrap())
        .await
        .unwrap_err();
    assert_eq!(gone.reason, ModelUnavailableReason::NoModel);
}

#[tokio::test]
async fn the_engine_is_told_why_there_is_no_model() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let user = owner.id.parse().unwrap();
    let reason = async |wanted: Option<&str>| {
        let wanted = wanted.map(|it| it.parse().unwrap());
        app.platform.resolve_model(wanted, user).await.map(|it| it.model).map_err(|it| it.reason)
    };
    assert_eq!(reason(None).await, Err(ModelUnavailableReason::NoModel));
    let provider = add_provider(&owner, json!({"provider": "openai", "api_key": "k"})).await;
    let request = json!({"provider": "openai", "model": "m", "context_limit": 5});
    let model = owner.client.post(MODELS, &request).await.expect(201)["id"].as_str().unwrap().to_owned();
    assert_eq!(reason(Some(&model)).await.as_deref(), Ok("m"));
    let unknown = app.platform.random_id().to_string();
    assert_eq!(reason(Some(&unknown)).await.as_deref(), Ok("m"), "a model that is gone: the default");
    let path = format!("{PROVIDERS}/{provider}");
    app.database.execute("update chat_providers set sealed_api_key = set_byte(sealed_api_key, 1, 0)").await;
    let name = || "OpenAI".to_owned();
    assert_eq!(reason(None).await, Err(ModelUnavailableReason::KeyUnreadable { provider: name() }));
    let catalogue = owner.client.get("/api/v2/chats/models").await.expect(200);
    let openai =
        catalogue["providers"].as_array().unwrap().iter().find(|it| it["provider"] == "openai").unwrap();
    assert_eq!(openai["unavailable_reason"], "missing_api_key");
    owner.client.patch(&path, &json!({"api_key": "new"})).await.expect(200);
    assert!(reason(None).await.is_ok(), "entered again");
    let own_keys = json!({"allow_user_api_key": true});
    owner.client.patch(&path, &own_keys).await.expect(200);
    assert_eq!(reason(None).await, Err(ModelUnavailableReason::UserApiKeyRequired { provider: name() }));
    owner.client.patch(&path, &json!({"enabled": false})).await.expect(200);
    assert_eq!(
        reason(None).await,
        Err(ModelUnavailableReason::ProviderDisabled { provider: "openai".to_owned() })
    );
    owner.client.patch(&format!("{MODELS}/{model}"), &json!({"enabled": false})).await.expect(200);
    assert_eq!(reason(None).await, Err(ModelUnavailableReason::ModelDisabled { model: "m".to_owned() }));
}

#[tokio::test]
async fn a_wrong_key_tells_which_provider_refused_it() {
    let app = TestApp::start().await;
    let owner = app.owner().await;
    let llm = FakeLlm::start().await;
    llm.accept_key("right");
    let request = json!({"provider": "anthropic", "api_key": "wrong", "base_url": llm.anthropic_base_url()});
    let id = add_provider(&owner, request).await;
    let test = format!("{PROVIDERS}/{id}/test");
    let refused = owner.client.post(&test, &Value::Null).await.expect(200);
    assert_eq!(refused["ok"], false);
    assert!(refused["message"].as_str().unwrap().contains("Anthropic"), "{refused}");
    owner.client.patch(&format!("{PROVIDERS}/{id}"), &json!({"api_key": "right"})).await.expect(200);
    let taken = owner.client.post(&test, &Value::Null).await.expect(200);
    assert_eq!(taken["ok"], true, "{taken}");
}

#[tokio::test]
async fn the_environment_of_a_first_start_gives_a_ready_model() {
    let preset =
        |kind: ProviderKind, key: &str, base_url: Option<&str>, model: Option<&str>| ProviderPreset {
            kind,
            api_key: Secret::new(key),
            base_url: base_url.map(str::to_owned),
            model: model.map(str::to_owned),
            context_limit: model.map(|_| 32_768),
        };
    let presets = ProviderPresets {
        presets: vec![
            preset(ProviderKind::Anthropic, "sk-a", None, None),
            preset(ProviderKind::Openai, "", None, None),
            preset(ProviderKind::OpenaiCompat, "", Some("http://127.0.0.1:9/v1"), Some("qwen3:8b")),
        ],
    };
    let app = TestApp::start_with(TestOptions { presets: presets.clone(), ..TestOptions::default() }).await;
    assert_eq!(
        app.start_up.preset_providers,
        ["Anthropic", "OpenAI Compatible"],
        "an empty key sets nothing up"
    );
    let owner = app.owner().await;
    let known = catalog::default_model("anthropic").unwrap();
    assert_eq!(defaults(&owner).await, [known.id.as_str()]);
    let resolved = app.platform.resolve_model(None, owner.id.parse().unwrap()).await.unwrap();
    assert_eq!((resolved.context_limit, resolved.endpoint.api_key.expose()), (known.context_limit, "sk-a"));
    let listed = owner.client.get(PROVIDERS).await.expect(200);
    let preset: Vec<&str> = listed
        .as_array()
        .unwrap()
        .iter()
        .filter(|it| it["source"] == "env_preset")
        .map(|it| it["provider"].as_str().unwrap())
        .collect();
    assert_eq!(preset, ["anthropic", "openai-compat"]);
    let again = app.platform.start_up(&presets).await.unwrap();
    assert!(again.preset_providers.is_empty(), "only as long as nothing is set up");
}
