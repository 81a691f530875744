//! What every provider must do alike.

use ropewalk_llm::{Content, FinishReason, ProviderKind, ReasoningEffort, Role, StreamEvent};
use ropewalk_model::chat::{ErrorKind, Usage};
use ropewalk_testkit::fake_llm::{FakeLlm, FinishWord, Protocol, ScriptedCall, Turn, TurnUsage};
use serde_json::{Value, json};

use crate::support::{answer, calls, good_answer, message, result, said, shape, stored, text, user};
use crate::table::{GOOGLE, Provider};

pub(crate) async fn streamed_text(provider: Provider) {
    let fake = FakeLlm::start().await;
    fake.push(Turn::new().chunks(["Hello", ", ", "wörld"]));
    let events = good_answer(&provider.client(&fake), &provider.request(vec![user("hi")])).await;
    assert_eq!(said(&events), "Hello, wörld", "{provider:?}");
    assert_eq!(shape(&events), ["text start", "text", "text", "text", "text end", "finish"], "{provider:?}");
    assert!(
        matches!(
            events.last(),
            Some(StreamEvent::Finish { reason: FinishReason::Stop, response_id: Some(_), .. })
        ),
        "{provider:?}"
    );
    fake.finish();
}

pub(crate) async fn tool_call(provider: Provider) {
    let fake = FakeLlm::start().await;
    let client = provider.client(&fake);
    fake.push(Turn::text("Let me look.").calls([ScriptedCall::new("execute", json!({"command": "ls -la"}))]));
    fake.push(Turn::text("Two files."));
    let mut messages = vec![message(Role::System, vec![text("Be brief.")]), user("list the files")];
    let events = good_answer(&client, &provider.request(messages.clone())).await;
    let made = calls(&events);
    assert_eq!(made.len(), 1, "{provider:?}");
    let (id, streamed, args) = &made[0];
    assert_eq!(*args, json!({"command": "ls -la"}), "{provider:?}");
    assert_eq!(*streamed, args.to_string(), "{provider:?}");
    assert!(
        matches!(events.last(), Some(StreamEvent::Finish { reason: FinishReason::ToolCalls, .. })),
        "{provider:?}"
    );
    messages.push(stored(&events));
    messages.push(result(id, "a\nb"));
    let events = good_answer(&client, &provider.request(messages)).await;
    assert_eq!(said(&events), "Two files.");
    let second = &fake.requests()[1];
    assert_eq!(second.tool_results().len(), 1, "{provider:?}");
    let goes_by_place = provider.model.starts_with("gemini-2");
    assert_eq!(second.tool_results()[0].call_id, if goes_by_place { "" } else { id });
    assert_eq!(second.tool_results()[0].text, "a\nb");
    assert_eq!(second.system_text(), "Be brief.");
    fake.finish();
}

pub(crate) async fn parallel_calls(provider: Provider) {
    let fake = FakeLlm::start().await;
    let client = provider.client(&fake);
    let scripted = |name: &str| ScriptedCall::new("execute", json!({"command": format!("cat {name}.txt")}));
    fake.push(Turn::new().calls([scripted("one"), scripted("two"), scripted("three")]));
    fake.push(Turn::text("done"));
    let mut messages = vec![user("read them")];
    let events = good_answer(&client, &provider.request(messages.clone())).await;
    let made = calls(&events);
    let commands: Vec<_> = made.iter().map(|(_, _, args)| args["command"].clone()).collect();
    assert_eq!(commands, ["cat one.txt", "cat two.txt", "cat three.txt"], "{provider:?}");
    for (_, streamed, args) in &made {
        assert_eq!(*streamed, args.to_string(), "{provider:?}");
    }
    messages.push(stored(&events));
    messages.extend(made.iter().map(|(id, _, _)| result(id, "x")));
    messages.push(user("and now?"));
    good_answer(&client, &provider.request(messages)).await;
    fake.finish();
}

/// The body that was sent with these files beside a question.
async fn sent_files(provider: Provider, files: Vec<Content>) -> String {
    let fake = FakeLlm::start().await;
    fake.push(Turn::text("a cat"));
    let content = std::iter::once(text("what is this?")).chain(files).collect();
    let request = provider.request(vec![message(Role::User, content)]);
    good_answer(&provider.client(&fake), &request).await;
    fake.finish();
    fake.requests()[0].body.to_string()
}

fn file(media_type: &str, data: &'static [u8]) -> Content {
    Content::File { media_type: media_type.to_owned(), data: data.into(), name: Some("file".to_owned()) }
}

pub(crate) async fn images(provider: Provider) {
    for media_type in ["image/png", "image/jpeg", "image/webp", "image/gif"] {
        let sent = sent_files(provider, vec![file(media_type, b"png-bytes")]).await;
        assert!(sent.contains("cG5nLWJ5dGVz") && sent.contains(media_type), "{provider:?}");
    }
}

/// PDFs go as they are, text files as text, and what the provider does not take stays here.
pub(crate) async fn pdf(provider: Provider) {
    let files =
        vec![file("application/pdf", b"%PDF-1"), file("text/csv", b"a;b"), file("application/zip", b"PK")];
    let sent = sent_files(provider, files).await;
    for expected in ["JVBERi0x", "a;b"] {
        assert!(sent.contains(expected), "{provider:?} lacks {expected}");
    }
    assert!(!sent.contains("UEs"), "{provider:?} sent an archive");
}

pub(crate) async fn images_of_tools(provider: Provider) {
    let fake = FakeLlm::start().await;
    let client = provider.client(&fake);
    fake.push(Turn::new().calls([
        ScriptedCall::new("execute", json!({"command": "shot"})),
        ScriptedCall::new("execute", json!({"command": "ls"})),
    ]));
    fake.push(Turn::text("I see"));
    let mut messages = vec![user("look")];
    let events = good_answer(&client, &provider.request(messages.clone())).await;
    let made = calls(&events);
    messages.push(stored(&events));
    let mut shot = result(&made[0].0, "");
    if let Content::ToolResult { media, .. } = &mut shot.content[0] {
        *media = Some(("image/png".to_owned(), b"png-bytes".as_slice().into()));
    }
    messages.extend([shot, result(&made[1].0, "")]);
    good_answer(&client, &provider.request(messages)).await;
    assert!(fake.requests()[1].body.to_string().contains("cG5nLWJ5dGVz"), "{provider:?}");
    fake.finish();
}

/// The usage of an answer for which the provider counts these tokens.
async fn counted(provider: Provider) -> Usage {
    let fake = FakeLlm::start().await;
    let used = TurnUsage { input: 100, output: 20, cache_read: 40, cache_write: 7, reasoning: 5 };
    fake.push(Turn::text("hi").usage(used));
    let events = good_answer(&provider.client(&fake), &provider.request(vec![user("hi")])).await;
    fake.finish();
    let Some(StreamEvent::Finish { usage, .. }) = events.last() else { panic!("no finish") };
    *usage
}

/// Whatever the provider counts twice (cached input inside the input, thoughts beside the output), we count once.
pub(crate) async fn cached_usage(provider: Provider) {
    let usage = counted(provider).await;
    let written = usage.cache_creation_tokens;
    assert_eq!(
        (usage.input_tokens, usage.cache_read_tokens, usage.output_tokens),
        (100, 40, 20),
        "{provider:?}"
    );
    assert_eq!(usage.context_tokens(), 140 + written, "{provider:?}");
    // The total of Messages leaves the cache out (chat-engine.md 2.7); the others' is as reported.
    let total = match provider.protocol {
        Protocol::Anthropic | Protocol::Bedrock => 120,
        Protocol::Responses | Protocol::Chat | Protocol::Google => 160,
    };
    assert_eq!(usage.total_tokens, total, "{provider:?}");
}

pub(crate) async fn cache_writes(provider: Provider) {
    assert_eq!(counted(provider).await.cache_creation_tokens, 7, "{provider:?}");
}

pub(crate) async fn reasoning_usage(provider: Provider) {
    assert_eq!(counted(provider).await.reasoning_tokens, 5, "{provider:?}");
}

/// On the last leading system message and the last two messages (chat-engine.md PV-15).
pub(crate) async fn cache_marks(provider: Provider) {
    let fake = FakeLlm::start().await;
    fake.push(Turn::text("hi"));
    let said = |role, words: &str| message(role, vec![text(words)]);
    let messages = vec![
        said(Role::System, "one"),
        said(Role::System, "two"),
        said(Role::User, "three"),
        said(Role::Assistant, "four"),
        said(Role::User, "five"),
    ];
    good_answer(&provider.client(&fake), &provider.request(messages)).await;
    let body = &fake.requests()[0].body;
    let is_marked = |block: &Value| block["cache_control"] == json!({"type": "ephemeral"});
    let system: Vec<bool> = body["system"].as_array().expect("blocks").iter().map(is_marked).collect();
    assert_eq!(system, [false, true], "{provider:?}");
    let messages = body["messages"].as_array().expect("messages");
    let marks: Vec<bool> = messages.iter().map(|it| is_marked(&it["content"][0])).collect();
    assert_eq!(marks, [false, true, true], "{provider:?}");
    fake.finish();
}

/// The effective effort, in each provider's own place and words.
pub(crate) async fn reasoning_effort(provider: Provider) {
    let fake = FakeLlm::start().await;
    fake.push(Turn::text("hi"));
    let mut request = provider.request(vec![user("hi")]);
    request.settings.reasoning_effort = Some(ReasoningEffort::High);
    good_answer(&provider.client(&fake), &request).await;
    let body = &fake.requests()[0].body;
    let sent = match (provider.protocol, provider.kind) {
        (Protocol::Anthropic | Protocol::Bedrock, _) => &body["output_config"]["effort"],
        (Protocol::Responses, _) | (Protocol::Chat, ProviderKind::Openrouter | ProviderKind::Vercel) => {
            &body["reasoning"]["effort"]
        }
        (Protocol::Chat | Protocol::Google, _) => &body["reasoning_effort"],
    };
    assert_eq!(*sent, "high", "{provider:?}");
    fake.finish();
}

pub(crate) async fn finish_reasons(provider: Provider) {
    let cases = [
        (FinishWord::Stop, FinishReason::Stop),
        (FinishWord::Length, FinishReason::Length),
        (FinishWord::ContentFilter, FinishReason::ContentFilter),
    ];
    let fake = FakeLlm::start().await;
    let client = provider.client(&fake);
    for (word, expected) in cases {
        fake.push(Turn::text("hi").finish(word));
        let events = good_answer(&client, &provider.request(vec![user("hi")])).await;
        let Some(StreamEvent::Finish { reason, .. }) = events.last() else { panic!("no finish") };
        assert_eq!(*reason, expected, "{provider:?}");
    }
    fake.finish();
}

pub(crate) async fn broken_arguments(provider: Provider) {
    let fake = FakeLlm::start().await;
    let client = provider.client(&fake);
    let raw = r#"{"command": "unfinished"#;
    let broken = ScriptedCall { raw_args: Some(raw.to_owned()), ..ScriptedCall::new("execute", json!({})) };
    fake.push(Turn::new().calls([broken]));
    fake.push(Turn::text("sorry"));
    let mut messages = vec![user("go")];
    let events = good_answer(&client, &provider.request(messages.clone())).await;
    let made = calls(&events);
    assert_eq!(made[0].2, json!(raw), "{provider:?}");
    messages.extend([stored(&events), result(&made[0].0, "bad arguments")]);
    good_answer(&client, &provider.request(messages)).await;
    fake.finish();
}

pub(crate) async fn headers(provider: Provider) {
    let fake = FakeLlm::start().await;
    fake.push(Turn::text("hi"));
    let mut request = provider.request(vec![user("hi")]);
    request.headers = vec![("X-Coder-Chat-Id".to_owned(), "chat-1".to_owned())];
    good_answer(&provider.client(&fake), &request).await;
    let sent = &fake.requests()[0];
    assert_eq!(sent.protocol, provider.protocol);
    assert_eq!(sent.header("x-coder-chat-id"), Some("chat-1"));
    assert!(sent.header("user-agent").is_some_and(|it| it.starts_with("ropewalk/")), "{provider:?}");
    fake.finish();
}

/// Step 5 of the classification (chat-engine.md 3.2).
#[tokio::test]
async fn a_call_that_google_could_not_read_may_be_tried_again() {
    let fake = FakeLlm::start().await;
    let raw_args = Some(r#"{"command": "unfinished"#.to_owned());
    fake.push(Turn::new().calls([ScriptedCall { raw_args, ..ScriptedCall::new("execute", json!({})) }]));
    let (_, error) = answer(&GOOGLE.client(&fake), &GOOGLE.request(vec![user("go")])).await;
    let error = error.expect("an error");
    assert_eq!((error.kind, error.retryable, error.status_code), (ErrorKind::Generic, true, None));
    fake.finish();
}
