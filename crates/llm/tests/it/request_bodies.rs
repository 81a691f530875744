//! The bodies of requests, as snapshots: this is what the providers see.

use ropewalk_llm::{Content, Message, ModelRequest, ModelSettings, ReasoningEffort, Role, ToolChoice};
use ropewalk_testkit::fake_llm::{FakeLlm, Turn};
use serde_json::{Value, json};

use crate::support::{good_answer, message, result, text, user};
use crate::table::{ANTHROPIC, BEDROCK, COMPAT, GOOGLE, OPENROUTER, PROVIDERS, Provider, RESPONSES, VERCEL};

/// A conversation with everything in it.
fn history() -> Vec<Message> {
    let image = Content::File {
        media_type: "image/png".to_owned(),
        data: b"png".as_slice().into(),
        name: Some("shot.png".to_owned()),
    };
    let pdf = Content::File {
        media_type: "application/pdf".to_owned(),
        data: b"%PDF".as_slice().into(),
        name: Some("paper.pdf".to_owned()),
    };
    let reasoning = |text: &str, metadata: Value| Content::Reasoning {
        text: text.to_owned(),
        provider_metadata: Some(metadata),
    };
    let call = |id: &str, command: &str| Content::ToolCall {
        id: id.to_owned(),
        tool_name: "execute".to_owned(),
        args: json!({"command": command}),
        provider_executed: false,
        provider_metadata: None,
    };
    let mut failed = result("call.2", "no such file");
    if let Content::ToolResult { is_error, .. } = &mut failed.content[0] {
        *is_error = true;
    }
    vec![
        message(Role::System, vec![text("You help.")]),
        message(Role::System, vec![text("Be brief.")]),
        message(Role::User, vec![text("Look at these."), image, pdf]),
        message(
            Role::Assistant,
            vec![
                reasoning("signed", json!({"anthropic": {"signature": "s1"}})),
                reasoning("sealed", json!({"openai": {"item_id": "rs_1", "encrypted_content": "e1"}})),
                reasoning("plain", json!({"openai_compat": {"field": "reasoning_content"}})),
                reasoning("thought", json!({"google": {"thought_signature": "t1"}})),
                reasoning(
                    "details",
                    json!({"openrouter": {"reasoning_details": [{"type": "reasoning.text",
                    "text": "details", "index": 0}]}}),
                ),
                text("I will list them."),
                call("call_1", "ls"),
                call("call.2", "cat nothing"),
            ],
        ),
        result("call_1", "a\nb"),
        failed,
        message(Role::Assistant, vec![text("One failed.")]),
        message(Role::User, vec![text("   ")]),
        user("Go on."),
    ]
}

/// All settings and options of all providers at once: each must take its own.
fn settings() -> ModelSettings {
    ModelSettings {
        max_output_tokens: Some(4096),
        temperature: Some(0.5),
        top_p: Some(0.25),
        top_k: Some(40),
        presence_penalty: Some(0.5),
        frequency_penalty: Some(-0.5),
        reasoning_effort: Some(ReasoningEffort::High),
        provider_options: Some(json!({
            "anthropic": {"effort": "low", "disable_parallel_tool_use": true, "web_search_enabled": true,
                "blocked_domains": ["example.com"]},
            "openai": {"include": ["message.output_text.logprobs", "something.else"], "instructions": "Answer in verse.",
                "logit_bias": {"50256": -100}, "top_log_probs": 2, "max_tool_calls": 5, "parallel_tool_calls": false,
                "user": "u-1", "reasoning_effort": "low", "reasoning_summary": "auto", "text_verbosity": "low",
                "prediction": {"type": "content", "content": "x"}, "store": false, "metadata": {"k": "v"},
                "prompt_cache_key": "key", "safety_identifier": "safe", "service_tier": "flex",
                "structured_outputs": true, "strict_json_schema": true, "web_search_enabled": true,
                "search_context_size": "low", "allowed_domains": ["docs.rs"]},
            "openaicompat": {"user": "u-2", "reasoning_effort": "low"},
            "google": {"thinking_config": {"thinking_budget": 2048, "include_thoughts": true},
                "cached_content": "cachedContents/1", "threshold": "BLOCK_ONLY_HIGH", "web_search_enabled": true},
            "openrouter": {"reasoning": {"effort": "low", "exclude": true, "max_tokens": 100},
                "extra_body": {"model": "another", "transforms": ["middle-out"]}, "logit_bias": {"1": 2}, "log_probs": true,
                "parallel_tool_calls": false, "user": "u-3", "provider": {"order": ["a"], "sort": "price"}},
            "vercel": {"reasoning": {"enabled": true}, "providerOptions": {"order": ["b"], "models": ["c"]},
                "user": "u-4", "logprobs": true, "top_logprobs": 2, "extra_body": {"temperature": 9, "seed": 1}},
        })),
    }
}

async fn sent(provider: Provider, request: ModelRequest) -> Value {
    let fake = FakeLlm::start().await;
    fake.push(Turn::text("ok"));
    good_answer(&provider.client(&fake), &request).await;
    fake.finish();
    fake.requests().remove(0).body
}

fn name(provider: Provider, what: &str) -> String {
    let generation = if provider.model.starts_with("gemini-2") { "_older" } else { "" };
    format!("{}_{:?}{generation}_{what}", provider.kind.name(), provider.protocol).to_lowercase()
}

#[tokio::test]
async fn a_plain_request() {
    for provider in PROVIDERS {
        let body = sent(provider, provider.request(vec![user("hi")])).await;
        insta::assert_json_snapshot!(name(provider, "plain"), body);
    }
}

#[tokio::test]
async fn a_request_with_everything() {
    for provider in PROVIDERS {
        let mut request = provider.request(history());
        request.settings = settings();
        insta::assert_json_snapshot!(name(provider, "everything"), sent(provider, request).await);
    }
}

#[tokio::test]
async fn the_choice_of_tools() {
    for provider in PROVIDERS {
        for (choice, what) in [(ToolChoice::None, "no_tools"), (ToolChoice::Required, "must_call")] {
            let mut request = provider.request(vec![user("hi")]);
            request.tool_choice = choice;
            request.settings.reasoning_effort = Some(ReasoningEffort::Low);
            insta::assert_json_snapshot!(name(provider, what), sent(provider, request).await);
        }
    }
}

/// The output limit is ours unless the model's is known to be less; sampling settings go only to models that
/// take them.
#[tokio::test]
async fn known_limits_bound_the_request() {
    let cases = [
        (ANTHROPIC, "claude-3-haiku-20240307", "max_tokens", 4096),
        (ANTHROPIC, "claude-sonnet-4-6", "max_tokens", 32_000),
        (RESPONSES, "gpt-4o", "max_output_tokens", 16_384),
        (RESPONSES, "gpt-5.4", "max_output_tokens", 32_000),
        (COMPAT, "anything", "max_tokens", 32_000),
        (BEDROCK, "us.anthropic.claude-3-haiku-20240307-v1:0", "max_tokens", 4096),
        (OPENROUTER, "some/model", "max_tokens", 32_000),
        (VERCEL, "some/model", "max_tokens", 32_000),
    ];
    for (provider, model, field, expected) in cases {
        let mut request = provider.request(vec![user("hi")]);
        request.model = model.to_owned();
        request.settings.temperature = Some(0.5);
        let body = sent(provider, request).await;
        assert_eq!(body[field], expected, "{model}");
        assert_eq!(body["temperature"].is_null(), model == "gpt-5.4", "{model}");
    }
    let mut request = GOOGLE.request(vec![user("hi")]);
    request.model = "gemini-2.0-flash".to_owned();
    assert_eq!(sent(GOOGLE, request).await["generationConfig"]["maxOutputTokens"], 8192);
}
