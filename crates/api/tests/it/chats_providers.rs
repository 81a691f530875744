//! Every kind of provider, set up over HTTP and used by a chat.

use ropewalk_llm::ProviderKind;
use ropewalk_testkit::fake_llm::{FakeLlm, Protocol, ScriptedCall, Turn, TurnUsage};
use serde_json::{Value, json};

use crate::chats_support::ChatApp;

/// What a provider is set up with, and what its requests look like.
struct Case {
    kind: ProviderKind,
    base_url: String,
    key: &'static str,
    model: &'static str,
    protocol: Protocol,
    path: &'static str,
}

fn case(llm: &FakeLlm, kind: ProviderKind) -> Case {
    let (base_url, model, protocol, path) = match kind {
        ProviderKind::Anthropic => {
            (llm.anthropic_base_url(), "claude-sonnet-4-6", Protocol::Anthropic, "/v1/messages")
        }
        ProviderKind::Azure => {
            (llm.azure_base_url(), "our-gpt", Protocol::Chat, "/openai/v1/chat/completions")
        }
        ProviderKind::Bedrock => (
            llm.bedrock_base_url(),
            "eu.anthropic.claude-sonnet-4-5-20250929-v1:0",
            Protocol::Bedrock,
            "/model/eu.anthropic.claude-sonnet-4-5-20250929-v1%3A0/invoke-with-response-stream",
        ),
        ProviderKind::Google => (
            llm.google_base_url(),
            "gemini-3.1-pro-preview",
            Protocol::Google,
            "/v1beta/models/gemini-3.1-pro-preview:streamGenerateContent?alt=sse",
        ),
        ProviderKind::Openai => (llm.openai_base_url(), "gpt-5.4", Protocol::Responses, "/v1/responses"),
        ProviderKind::OpenaiCompat => {
            (llm.openai_base_url(), "qwen3", Protocol::Chat, "/v1/chat/completions")
        }
        ProviderKind::Openrouter | ProviderKind::Vercel => {
            (llm.gateway_base_url(), "some/model", Protocol::Chat, "/api/v1/chat/completions")
        }
    };
    let key = if kind == ProviderKind::Bedrock { FakeLlm::bedrock_key() } else { "key" };
    Case { kind, base_url, key, model, protocol, path }
}

/// Sets the provider and a model of it up; gives the model's id.
async fn set_up(t: &ChatApp, case: &Case) -> Value {
    if case.kind != ProviderKind::OpenaiCompat {
        let provider = json!({"provider": case.kind.name(), "base_url": case.base_url, "api_key": case.key});
        let made = t.owner.client.post("/api/v2/chats/providers", &provider).await.expect(201);
        let test = format!("/api/v2/chats/providers/{}/test", made["id"].as_str().expect("an id"));
        let tested = t.owner.client.post(&test, &Value::Null).await.expect(200);
        assert_eq!(tested["ok"], true, "{:?}: {tested}", case.kind);
    }
    let model = json!({"provider": case.kind.name(), "model": case.model, "context_limit": 100_000});
    let made = t.owner.client.post("/api/v2/chats/model-configs", &model).await.expect(201);
    made["id"].clone()
}

async fn chat_with(t: &ChatApp, model: &Value, text: &str) -> String {
    let mut body = t.new_chat(text);
    body["model_config_id"] = model.clone();
    let made = t.ada.client.post("/api/v2/chats", &body).await.expect(201);
    format!("/api/v2/chats/{}", made["id"].as_str().expect("an id"))
}

#[tokio::test]
async fn every_provider_can_be_set_up_and_answers_in_a_chat() {
    let t = ChatApp::start().await;
    for kind in ProviderKind::ALL {
        let case = case(&t.llm, kind);
        let model = set_up(&t, &case).await;
        t.llm.push(Turn::text(format!("Hello from {}.", kind.name())));
        let chat = chat_with(&t, &model, &format!("say hello, {}", kind.name())).await;
        t.until(&chat, "waiting").await;
        let page = t.ada.client.get(&format!("{chat}/messages")).await.expect(200);
        let answer = &page["messages"][0]["content"][0]["text"];
        assert_eq!(*answer, format!("Hello from {}.", kind.name()));
        let sent = t.llm.requests().pop().expect("a request");
        assert_eq!((sent.protocol, sent.path.as_str()), (case.protocol, case.path), "{kind:?}");
        assert_eq!(sent.model(), case.model, "{kind:?}");
    }
    t.llm.finish();
}

/// The signature of a call survives the database, and its result goes back to the call.
#[tokio::test]
async fn google_reasons_and_calls_a_tool_in_a_chat() {
    let t = ChatApp::start().await;
    let case = case(&t.llm, ProviderKind::Google);
    let model = set_up(&t, &case).await;
    let usage = TurnUsage { input: 100, output: 20, cache_read: 40, cache_write: 0, reasoning: 5 };
    let call = ScriptedCall::new("list_templates", json!({}));
    t.llm.push(Turn::new().reasoning("I should look.", "sealed-by-google").calls([call]).usage(usage));
    t.llm.push(Turn::text("There they are."));
    let chat = chat_with(&t, &model, "which templates are there?").await;
    t.until(&chat, "waiting").await;
    let requests = t.llm.requests();
    let contents = requests.last().expect("a request").messages();
    let [.., calls, results] = contents else { panic!("{contents:?}") };
    let called = calls["parts"].as_array().expect("parts").last().expect("a call");
    assert_eq!((&calls["role"], &called["thoughtSignature"]), (&json!("model"), &json!("sealed-by-google")));
    assert_eq!(results["parts"][0]["functionResponse"]["id"], called["functionCall"]["id"]);
    t.llm.finish();
}
