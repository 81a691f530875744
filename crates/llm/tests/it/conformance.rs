//! What every provider must do alike.

use ropewalk_llm::{Content, FinishReason, Role, StreamEvent};
use ropewalk_model::chat::Usage;
use ropewalk_testkit::fake_llm::{FakeLlm, FinishWord, ScriptedCall, Turn, TurnUsage};
use serde_json::json;

use crate::support::{PROVIDERS, calls, good_answer, message, result, said, shape, stored, text, user};

#[tokio::test]
async fn text_streams_in_one_block() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        fake.push(Turn::new().chunks(["Hello", ", ", "wörld"]));
        let events = good_answer(&provider.client(&fake), &provider.request(vec![user("hi")])).await;
        assert_eq!(said(&events), "Hello, wörld", "{provider:?}");
        assert_eq!(
            shape(&events),
            ["text start", "text", "text", "text", "text end", "finish"],
            "{provider:?}"
        );
        assert!(
            matches!(
                events.last(),
                Some(StreamEvent::Finish { reason: FinishReason::Stop, response_id: Some(_), .. })
            ),
            "{provider:?}"
        );
        fake.finish();
    }
}

#[tokio::test]
async fn a_tool_call_and_its_result_go_round() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        let client = provider.client(&fake);
        fake.push(
            Turn::text("Let me look.").calls([ScriptedCall::new("execute", json!({"command": "ls -la"}))]),
        );
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
        assert_eq!(second.tool_results()[0].call_id, *id);
        assert_eq!(second.tool_results()[0].text, "a\nb");
        assert_eq!(second.system_text(), "Be brief.");
        fake.finish();
    }
}

#[tokio::test]
async fn parallel_calls_are_told_apart() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        let client = provider.client(&fake);
        let scripted =
            |name: &str| ScriptedCall::new("execute", json!({"command": format!("cat {name}.txt")}));
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
}

#[tokio::test]
async fn files_go_to_the_model() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        fake.push(Turn::text("a cat"));
        let file = |media_type: &str, data: &'static [u8]| Content::File {
            media_type: media_type.to_owned(),
            data: data.into(),
            name: Some("file".to_owned()),
        };
        let content = vec![
            text("what is this?"),
            file("image/png", b"png-bytes"),
            file("application/pdf", b"%PDF-1"),
            file("text/csv", b"a;b"),
            file("application/zip", b"PK"),
        ];
        let request = provider.request(vec![message(Role::User, content)]);
        good_answer(&provider.client(&fake), &request).await;
        let sent = fake.requests()[0].body.to_string();
        for expected in ["cG5nLWJ5dGVz", "JVBERi0x", "a;b"] {
            assert!(sent.contains(expected), "{provider:?} lacks {expected}");
        }
        assert!(!sent.contains("UEs"), "{provider:?} sent an archive");
        fake.finish();
    }
}

#[tokio::test]
async fn an_image_of_a_tool_goes_to_the_model() {
    for provider in PROVIDERS {
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
}

#[tokio::test]
async fn tokens_are_counted_once() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        let used = TurnUsage { input: 100, output: 20, cache_read: 40, cache_write: 7, reasoning: 5 };
        fake.push(Turn::text("hi").usage(used));
        let events = good_answer(&provider.client(&fake), &provider.request(vec![user("hi")])).await;
        let Some(StreamEvent::Finish { usage, .. }) = events.last() else { panic!("no finish") };
        let cache_creation_tokens = if provider.counts_cache_writes { 7 } else { 0 };
        // Anthropic's total leaves the cache out (chat-engine.md 2.7); OpenAI's is as reported.
        let total_tokens = if provider.counts_cache_writes { 120 } else { 160 };
        let expected = Usage {
            input_tokens: 100,
            output_tokens: 20,
            total_tokens,
            reasoning_tokens: if provider.counts_reasoning { 5 } else { 0 },
            cache_creation_tokens,
            cache_read_tokens: 40,
        };
        assert_eq!(*usage, expected, "{provider:?}");
        assert_eq!(usage.context_tokens(), 140 + cache_creation_tokens, "{provider:?}");
        fake.finish();
    }
}

#[tokio::test]
async fn reasons_to_stop_are_told() {
    let cases = [
        (FinishWord::Stop, FinishReason::Stop),
        (FinishWord::Length, FinishReason::Length),
        (FinishWord::ContentFilter, FinishReason::ContentFilter),
    ];
    for provider in PROVIDERS {
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
}

#[tokio::test]
async fn arguments_that_are_no_json_arrive_as_text_and_go_back_as_an_empty_object() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        let client = provider.client(&fake);
        let raw = r#"{"command": "unfinished"#;
        let broken =
            ScriptedCall { raw_args: Some(raw.to_owned()), ..ScriptedCall::new("execute", json!({})) };
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
}

#[tokio::test]
async fn headers_of_the_request_and_our_name_are_sent() {
    for provider in PROVIDERS {
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
}
