//! What must come back to the provider as it came: reasoning with its seal, searches, and nothing that another
//! provider made.

use ropewalk_llm::{
    Content, Message, ModelRequest, ModelSettings, ProviderKind, Role, StreamEvent, must_be_replayed,
};
use ropewalk_testkit::fake_llm::{FakeLlm, Protocol, ScriptedCall, Step, Turn};
use serde_json::json;

use crate::support::{answer, calls, good_answer, message, result, stored, text, user};
use crate::table::{COMPAT, Capability, Cell, GOOGLE, PROVIDERS, Provider, RESPONSES};

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

pub(crate) async fn reasoning_round_trip(provider: Provider) {
    let fake = FakeLlm::start().await;
    let messages = reasoned(provider, &fake).await;
    fake.push(Turn::text("done"));
    good_answer(&provider.client(&fake), &provider.request(messages)).await;
    let body = &fake.requests()[1].body;
    let sealed = "sealed-by-the-provider";
    let (sent, expected) = match (provider.protocol, provider.kind) {
        (Protocol::Anthropic | Protocol::Bedrock, _) => (
            &body["messages"][1]["content"][0],
            json!({"type": "thinking", "thinking": "I should look.", "signature": sealed}),
        ),
        (Protocol::Responses, _) => (
            &body["input"][1],
            json!({"type": "reasoning", "id": "rs_1_0",
                "summary": [{"type": "summary_text", "text": "I should look."}], "encrypted_content": sealed}),
        ),
        (Protocol::Google, _) => (&body["contents"][1]["parts"][0]["thoughtSignature"], json!(sealed)),
        (Protocol::Chat, ProviderKind::Openrouter | ProviderKind::Vercel) => (
            &body["messages"][1]["reasoning_details"],
            json!([{"type": "reasoning.text", "text": "I should look.", "signature": sealed, "index": 0,
                "format": "anthropic-claude-v1"}]),
        ),
        (Protocol::Chat, _) => (&body["messages"][1]["reasoning_content"], json!("I should look.")),
    };
    let sent = sent.clone();
    assert_eq!(sent, expected, "{provider:?}");
    fake.finish();
}

#[tokio::test]
async fn a_new_question_ends_plain_reasoning() {
    let provider = COMPAT;
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
    let is_author = |it: &Provider| it.cell(Capability::ReasoningRoundTrip) == Cell::Covered;
    for author in PROVIDERS.into_iter().filter(is_author) {
        let fake = FakeLlm::start().await;
        let messages = reasoned(author, &fake).await;
        for reader in PROVIDERS {
            fake.push(Turn::text("done"));
            good_answer(&reader.client(&fake), &reader.request(messages.clone())).await;
            let sent = fake.requests().pop().expect("a request").body.to_string();
            if reader.family != author.family {
                assert!(!sent.contains("sealed-by-the-provider"), "{author:?} {reader:?}");
            }
        }
        fake.finish();
    }
}

pub(crate) async fn reasoning_without_words(provider: Provider) {
    let fake = FakeLlm::start().await;
    let client = provider.client(&fake);
    let sealed = Step::RedactedReasoning { data: "only-theirs".to_owned() };
    fake.push(Turn::new().step(sealed).calls([ScriptedCall::new("execute", json!({}))]));
    fake.push(Turn::text("done"));
    let mut messages = vec![user("hi")];
    let events = good_answer(&client, &provider.request(messages.clone())).await;
    let answer = stored(&events);
    let Content::Reasoning { text, provider_metadata } = &answer.content[0] else { panic!("{answer:?}") };
    assert_eq!(text, "", "{provider:?}");
    assert!(must_be_replayed(provider_metadata.as_ref()), "{provider:?}");
    messages.extend([answer, result(&calls(&events)[0].0, "x")]);
    good_answer(&client, &provider.request(messages)).await;
    let body = &fake.requests()[1].body;
    let (sent, expected) = match provider.protocol {
        Protocol::Anthropic | Protocol::Bedrock => {
            (&body["messages"][1]["content"][0], json!({"type": "redacted_thinking", "data": "only-theirs"}))
        }
        Protocol::Google => {
            (&body["contents"][1]["parts"][0], json!({"text": "", "thoughtSignature": "only-theirs"}))
        }
        Protocol::Responses | Protocol::Chat => (
            &body["messages"][1]["reasoning_details"],
            json!([{"type": "reasoning.encrypted", "data": "only-theirs", "index": 0}]),
        ),
    };
    assert_eq!(*sent, expected, "{provider:?}");
    fake.finish();
}

/// An interrupted answer may end with reasoning; OpenAI refuses it without the item that it led to.
#[tokio::test]
async fn reasoning_at_the_end_of_an_answer_is_left_out() {
    let reasoning = |id: &str| Content::Reasoning {
        text: "hm".to_owned(),
        provider_metadata: Some(json!({"openai": {"item_id": id, "encrypted_content": "e"}})),
    };
    let provider = RESPONSES;
    let fake = FakeLlm::start().await;
    fake.push(Turn::text("done"));
    let cut_off = message(Role::Assistant, vec![reasoning("rs_1"), text("So:"), reasoning("rs_2")]);
    let request = provider.request(vec![user("hi"), cut_off, user("go on")]);
    good_answer(&provider.client(&fake), &request).await;
    let sent = fake.requests()[0].body.to_string();
    assert!(sent.contains("rs_1") && !sent.contains("rs_2"), "{sent}");
    fake.finish();
}

/// A turn that searches and finds one page.
fn searching() -> Turn {
    let pages = vec![("https://example.com/a".to_owned(), "A".to_owned())];
    Turn::new()
        .reasoning("search", "seal")
        .step(Step::WebSearch { query: "ropes".to_owned(), pages })
        .chunks(["Found it."])
}

/// A request that offers the provider's own search.
fn with_search(provider: Provider, messages: Vec<Message>) -> ModelRequest {
    let mut request = provider.request(messages);
    request.settings.provider_options =
        Some(json!({provider.kind.options_key(): {"web_search_enabled": true}}));
    if provider.model.starts_with("gemini-2") {
        // It searches only where it is offered no functions.
        request.tools.clear();
    }
    request
}

#[tokio::test]
async fn a_search_of_one_provider_is_good_for_every_other() {
    let has_search = |it: &Provider| it.cell(Capability::WebSearch) == Cell::Covered;
    for author in PROVIDERS.into_iter().filter(has_search) {
        let fake = FakeLlm::start().await;
        fake.push(searching());
        let mut messages = vec![user("search")];
        let events = good_answer(&author.client(&fake), &with_search(author, messages.clone())).await;
        messages.extend([stored(&events), user("more")]);
        for reader in PROVIDERS {
            fake.push(Turn::text("done"));
            good_answer(&reader.client(&fake), &reader.request(messages.clone())).await;
        }
        fake.finish();
    }
}

/// An interruption leaves a call of a search without its result.
#[tokio::test]
async fn an_answer_that_was_cut_within_a_search_is_good_for_every_provider() {
    let call = |id: &str| Content::ToolCall {
        id: id.to_owned(),
        tool_name: "web_search".to_owned(),
        args: json!({"query": "ropes"}),
        provider_executed: true,
        provider_metadata: None,
    };
    let seal = Content::Reasoning {
        text: "search".to_owned(),
        provider_metadata: Some(json!({"anthropic": {"signature": "s"}})),
    };
    for reader in PROVIDERS {
        for id in ["srvtoolu_1", "ws_1"] {
            let fake = FakeLlm::start().await;
            fake.push(Turn::text("done"));
            let cut = message(Role::Assistant, vec![seal.clone(), text("Let me look."), call(id)]);
            let request = reader.request(vec![user("search"), cut, user("stop, go on without")]);
            good_answer(&reader.client(&fake), &request).await;
            fake.finish();
        }
    }
}

/// What Anthropic would refuse, and may not be changed, is never sent (chat-engine.md PR-16).
#[tokio::test]
async fn a_history_that_cannot_be_mended_is_not_sent() {
    let provider = crate::table::ANTHROPIC;
    let fake = FakeLlm::start().await;
    let broken = vec![
        Content::Reasoning {
            text: "search".to_owned(),
            provider_metadata: Some(json!({"anthropic": {"signature": "s"}})),
        },
        Content::ToolCall {
            id: "srvtoolu_1".to_owned(),
            tool_name: "web_search".to_owned(),
            args: json!({}),
            provider_executed: true,
            provider_metadata: None,
        },
        Content::ToolCall {
            id: "call_1".to_owned(),
            tool_name: "execute".to_owned(),
            args: json!({}),
            provider_executed: false,
            provider_metadata: None,
        },
    ];
    let request = provider.request(vec![user("hi"), message(Role::Assistant, broken), result("call_1", "x")]);
    let (_, error) = answer(&provider.client(&fake), &request).await;
    let error = error.expect("an error");
    assert!(!error.retryable && error.message.contains("Start a new chat"), "{error:?}");
    assert_eq!(error.detail.as_deref(), Some("match=provider_tool_guard_postcondition_failed"));
    assert!(fake.requests().is_empty());
}

pub(crate) async fn web_search(provider: Provider) {
    let fake = FakeLlm::start().await;
    let client = provider.client(&fake);
    fake.push(searching());
    fake.push(Turn::text("done"));
    let ask = |messages: Vec<Message>| with_search(provider, messages);
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
    let requests = fake.requests();
    let offered = requests[0].body["tools"].to_string();
    assert!(offered.contains("web_search") || offered.contains("googleSearch"), "{provider:?}: {offered}");
    let sent = requests[1].body.to_string();
    // Google grounds its answers and wants nothing of that back.
    for (expected, protocol) in
        [("web_search_call", Protocol::Responses), ("web_search_tool_result", Protocol::Anthropic)]
    {
        assert_eq!(sent.contains(expected), protocol == provider.protocol, "{provider:?}: {sent}");
    }
    fake.finish();
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

/// Where a provider has no search, its option does nothing, and the request is one that the provider takes.
#[tokio::test]
async fn a_search_that_cannot_be_is_not_asked_for() {
    let has_none = |it: &Provider| it.cell(Capability::WebSearch) != Cell::Covered;
    for provider in PROVIDERS.into_iter().filter(has_none) {
        let fake = FakeLlm::start().await;
        fake.push(Turn::text("hi"));
        let mut request = provider.request(vec![user("hi")]);
        request.settings = ModelSettings {
            provider_options: Some(json!({provider.kind.options_key(): {"web_search_enabled": true}})),
            ..ModelSettings::default()
        };
        good_answer(&provider.client(&fake), &request).await;
        assert_eq!(fake.requests()[0].tool_names(), ["execute"], "{provider:?}");
        fake.finish();
    }
}

/// Newer models show their searches as parts of the answer, and want them back as they were.
#[tokio::test]
async fn a_search_that_google_shows_as_parts_goes_back_as_it_was() {
    let fake = FakeLlm::start().await;
    let client = GOOGLE.client(&fake);
    let call = json!({"toolCall": {"id": "t1", "toolType": "GOOGLE_SEARCH_WEB", "args": {"queries": ["ropes"]}},
        "thoughtSignature": "seal"});
    let response = json!({"toolResponse": {"id": "t1", "toolType": "GOOGLE_SEARCH_WEB",
        "response": {"search_suggestions": "<div></div>"}}});
    let data = json!({"candidates": [{"content": {"role": "model", "parts": [call, response]}}]}).to_string();
    fake.push(Turn::new().step(Step::Raw { event: None, data }).chunks(["Found it."]));
    fake.push(Turn::text("done"));
    let mut messages = vec![user("search")];
    let events = good_answer(&client, &GOOGLE.request(messages.clone())).await;
    messages.extend([stored(&events), user("more")]);
    good_answer(&client, &GOOGLE.request(messages)).await;
    let parts = &fake.requests()[1].body["contents"][1]["parts"];
    assert_eq!(*parts, json!([call, response, {"text": "Found it."}]));
    fake.finish();
}

/// Results of calls without ids go by their place.
#[tokio::test]
async fn results_go_in_the_order_of_their_calls() {
    let fake = FakeLlm::start().await;
    let client = GOOGLE.client(&fake);
    let call = |name: &str| ScriptedCall::new(name, json!({}));
    fake.push(Turn::new().calls([call("first"), call("second"), call("first")]));
    fake.push(Turn::text("done"));
    let mut request = GOOGLE.request(vec![user("go")]);
    request.model = "gemini-2.5-flash".to_owned();
    let events = good_answer(&client, &request).await;
    let made = calls(&events);
    request.messages.push(stored(&events));
    for (place, name) in [(2, "first"), (1, "second"), (0, "first")] {
        let mut message = result(&made[place].0, &format!("result {place}"));
        if let Content::ToolResult { tool_name, .. } = &mut message.content[0] {
            name.clone_into(tool_name);
        }
        request.messages.push(message);
    }
    good_answer(&client, &request).await;
    let words: Vec<String> = fake.requests()[1].tool_results().into_iter().map(|it| it.text).collect();
    assert_eq!(words, ["result 0", "result 1", "result 2"]);
    fake.finish();
}
