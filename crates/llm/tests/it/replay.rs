//! What must come back to the provider as it came: reasoning with its seal, searches, and nothing that another
//! provider made.

use ropewalk_llm::{Content, Message, ModelRequest, Role, StreamEvent, must_be_replayed};
use ropewalk_testkit::fake_llm::{FakeLlm, Protocol, ScriptedCall, Step, Turn};
use serde_json::{Value, json};

use crate::support::{
    PROVIDERS, Provider, Reasoning, answer, calls, good_answer, message, result, stored, text, user,
};

/// The history after an answer that reasons and calls a tool.
async fn reasoned(provider: Provider, fake: &FakeLlm) -> Vec<Message> {
    let call = ScriptedCall::new("execute", json!({"command": "ls"}));
    fake.push(Turn::new().reasoning("I should look.", "sealed-by-the-provider").calls([call]));
    let mut messages = vec![user("list")];
    let events = good_answer(&provider.client(fake), &provider.request(messages.clone())).await;
    let thought: String = events
        .iter()
        .filter_map(|it| {
            if let StreamEvent::ReasoningDelta { text, .. } = it { Some(text.as_str()) } else { None }
        })
        .collect();
    assert_eq!(thought, "I should look.", "{provider:?}");
    let id = calls(&events)[0].0.clone();
    messages.extend([stored(&events), result(&id, "a")]);
    messages
}

#[tokio::test]
async fn reasoning_goes_back_as_the_provider_wants_it() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        let messages = reasoned(provider, &fake).await;
        fake.push(Turn::text("done"));
        good_answer(&provider.client(&fake), &provider.request(messages)).await;
        let body = &fake.requests()[1].body;
        let sent = match provider.protocol {
            Protocol::Anthropic => body["messages"][1]["content"][0].clone(),
            Protocol::Responses => body["input"][1].clone(),
            Protocol::Chat => body["messages"][1]["reasoning_content"].clone(),
        };
        let expected = match (provider.protocol, provider.reasoning) {
            (Protocol::Anthropic, _) => json!({"type": "thinking", "thinking": "I should look.",
                "signature": "sealed-by-the-provider"}),
            (Protocol::Responses, _) => json!({"type": "reasoning", "id": "rs_1_0",
                "summary": [{"type": "summary_text", "text": "I should look."}],
                "encrypted_content": "sealed-by-the-provider"}),
            (Protocol::Chat, Reasoning::Plain) => json!("I should look."),
            (Protocol::Chat, Reasoning::Signed | Reasoning::Dropped) => Value::Null,
        };
        assert_eq!(sent, expected, "{provider:?}");
        fake.finish();
    }
}

#[tokio::test]
async fn a_new_question_ends_plain_reasoning() {
    let provider = PROVIDERS[3];
    let fake = FakeLlm::start().await;
    let mut messages = reasoned(provider, &fake).await;
    messages.push(user("thanks, and now?"));
    fake.push(Turn::text("done"));
    good_answer(&provider.client(&fake), &provider.request(messages)).await;
    assert!(!fake.requests()[1].body.to_string().contains("I should look."));
    fake.finish();
}

#[tokio::test]
async fn a_history_of_one_provider_is_good_for_every_other() {
    for author in PROVIDERS {
        let fake = FakeLlm::start().await;
        let messages = reasoned(author, &fake).await;
        for reader in PROVIDERS {
            fake.push(Turn::text("done"));
            good_answer(&reader.client(&fake), &reader.request(messages.clone())).await;
            let sent = fake.requests().pop().expect("a request").body.to_string();
            if reader.protocol != author.protocol {
                assert!(!sent.contains("sealed-by-the-provider"), "{author:?} {reader:?}");
            }
        }
        fake.finish();
    }
}

#[tokio::test]
async fn sealed_reasoning_without_text_goes_back() {
    let provider = PROVIDERS[0];
    let fake = FakeLlm::start().await;
    let client = provider.client(&fake);
    fake.push(Turn::new().step(Step::RedactedReasoning { data: "only-theirs".to_owned() }).chunks(["hi"]));
    fake.push(Turn::text("done"));
    let mut messages = vec![user("hi")];
    let events = good_answer(&client, &provider.request(messages.clone())).await;
    let answer = stored(&events);
    let Content::Reasoning { text, provider_metadata } = &answer.content[0] else { panic!("{answer:?}") };
    assert_eq!(text, "");
    assert!(must_be_replayed(provider_metadata.as_ref()));
    messages.extend([answer, user("more")]);
    good_answer(&client, &provider.request(messages)).await;
    let sent = &fake.requests()[1].body["messages"][1]["content"][0];
    assert_eq!(*sent, json!({"type": "redacted_thinking", "data": "only-theirs"}));
    fake.finish();
}

/// An interrupted answer may end with reasoning; OpenAI refuses it without the item that it led to.
#[tokio::test]
async fn reasoning_at_the_end_of_an_answer_is_left_out() {
    let reasoning = |id: &str| Content::Reasoning {
        text: "hm".to_owned(),
        provider_metadata: Some(json!({"openai": {"item_id": id, "encrypted_content": "e"}})),
    };
    let provider = PROVIDERS[1];
    let fake = FakeLlm::start().await;
    fake.push(Turn::text("done"));
    let cut_off = message(Role::Assistant, vec![reasoning("rs_1"), text("So:"), reasoning("rs_2")]);
    let request = provider.request(vec![user("hi"), cut_off, user("go on")]);
    good_answer(&provider.client(&fake), &request).await;
    let sent = fake.requests()[0].body.to_string();
    assert!(sent.contains("rs_1") && !sent.contains("rs_2"), "{sent}");
    fake.finish();
}

#[tokio::test]
async fn a_search_of_the_provider_is_shown_and_goes_back() {
    for provider in PROVIDERS.into_iter().filter(|it| it.searches) {
        let fake = FakeLlm::start().await;
        let client = provider.client(&fake);
        let pages = vec![("https://example.com/a".to_owned(), "A".to_owned())];
        let searched = Turn::new()
            .reasoning("search", "seal")
            .step(Step::WebSearch { query: "ropes".to_owned(), pages })
            .chunks(["Found it."]);
        fake.push(searched);
        fake.push(Turn::text("done"));
        let ask = |messages: Vec<Message>| -> ModelRequest {
            let mut request = provider.request(messages);
            request.settings.provider_options = Some(json!({
                "anthropic": {"web_search_enabled": true}, "openai": {"web_search_enabled": true},
            }));
            request
        };
        let mut messages = vec![user("search")];
        let events = good_answer(&client, &ask(messages.clone())).await;
        assert!(
            events.iter().any(|it| matches!(it, StreamEvent::ToolCall { provider_executed: true, .. })),
            "{events:?}"
        );
        let urls: Vec<&str> = events
            .iter()
            .filter_map(|it| if let StreamEvent::Source { url, .. } = it { Some(url.as_str()) } else { None })
            .collect();
        assert_eq!(urls, ["https://example.com/a"], "{provider:?}");
        messages.extend([stored(&events), user("more")]);
        good_answer(&client, &ask(messages)).await;
        let body = &fake.requests()[1].body;
        let sent = body.to_string();
        for expected in ["web_search_call", "web_search_tool_result"] {
            let is_theirs = (expected == "web_search_call") == (provider.protocol == Protocol::Responses);
            assert_eq!(sent.contains(expected), is_theirs, "{provider:?}: {sent}");
        }
        fake.finish();
    }
}

#[tokio::test]
async fn the_fake_server_refuses_what_the_provider_would() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        fake.push(Turn::text("never sent"));
        let call = Content::ToolCall {
            id: "call_1".to_owned(),
            tool_name: "execute".to_owned(),
            args: json!({}),
            provider_executed: false,
            provider_metadata: None,
        };
        let broken = vec![user("hi"), message(Role::Assistant, vec![call]), user("no result")];
        let (_, error) = answer(&provider.client(&fake), &provider.request(broken)).await;
        assert_eq!(error.expect("a refusal").status_code, Some(400), "{provider:?}");
        assert_eq!(fake.violations().len(), 1, "{provider:?}");
        assert_eq!(fake.turns_left(), 1);
    }
}
