//! The guards of a stream.

use std::time::Duration;

use ropewalk_llm::{Fault, LlmError, StreamEvent, StreamLimits};
use ropewalk_model::chat::ErrorKind;
use ropewalk_testkit::fake_llm::{FakeLlm, Protocol, Step, Turn};

use crate::support::{answer, user};
use crate::table::{ANTHROPIC, BEDROCK, COMPAT, GOOGLE, PROVIDERS, Provider, RESPONSES};

async fn limited(provider: Provider, turn: Turn, limits: StreamLimits) -> (Vec<StreamEvent>, LlmError) {
    let fake = FakeLlm::start().await;
    fake.push(turn);
    let client = provider.client_with(&fake, limits);
    let (events, error) = answer(&client, &provider.request(vec![user("hi")])).await;
    assert!(!events.iter().any(|it| matches!(it, StreamEvent::Finish { .. })), "{provider:?}");
    (events, error.expect("an error"))
}

pub(crate) async fn silent_stream(provider: Provider) {
    let limits = StreamLimits { silence: Duration::from_millis(100), ..StreamLimits::default() };
    for turn in [Turn::new().silence(), Turn::text("Hel").silence()] {
        let (_, error) = limited(provider, turn, limits).await;
        assert_eq!((error.kind, error.retryable), (ErrorKind::StreamSilenceTimeout, true), "{provider:?}");
        assert!(error.message.contains(provider.kind.display_name()), "{error}");
    }
}

/// The limit is for the silence between two events, not for the whole answer.
pub(crate) async fn slow_stream(provider: Provider) {
    let limits = StreamLimits { silence: Duration::from_secs(2), ..StreamLimits::default() };
    let slow = (0..5).fold(Turn::new(), |turn, _| turn.chunks(["x"]).delay(Duration::from_millis(450)));
    let fake = FakeLlm::start().await;
    fake.push(slow);
    let (_, error) = answer(&provider.client_with(&fake, limits), &provider.request(vec![user("hi")])).await;
    assert_eq!(error, None, "{provider:?}");
}

/// However small its events are, an answer has an end, and with it what is kept of it.
pub(crate) async fn endless_stream(provider: Provider) {
    let limits = StreamLimits { max_answer_bytes: 64 * 1024, ..StreamLimits::default() };
    let (events, error) = limited(provider, Turn::new().chunks(vec!["word "; 5000]), limits).await;
    assert_eq!((error.kind, error.retryable), (ErrorKind::Generic, false), "{provider:?}");
    assert!(error.message.contains("too large"), "{error}");
    assert!(error.detail.is_some_and(|it| it.contains("65536")), "{provider:?}");
    assert!(events.len() < 2000, "{provider:?}: {}", events.len());
}

pub(crate) async fn huge_frame(provider: Provider) {
    let limits = StreamLimits { max_frame_bytes: 64 * 1024, ..StreamLimits::default() };
    let turn = Turn::text("Hel").step(Step::HugeFrame { bytes: 200_000 });
    let (_, error) = limited(provider, turn, limits).await;
    assert_eq!((error.kind, error.retryable), (ErrorKind::Generic, false), "{provider:?}");
    assert!(error.message.contains("too large"), "{error}");
}

pub(crate) async fn malformed_frame(provider: Provider) {
    let (events, error) =
        limited(provider, Turn::text("Hel").malformed_frame().chunks(["lo"]), StreamLimits::default()).await;
    assert_eq!((error.kind, error.retryable), (ErrorKind::Generic, true), "{provider:?}");
    assert!(error.message.contains("could not be read"), "{error}");
    assert_eq!(error.fault, Some(Fault::MalformedFrame), "{provider:?}");
    let text: Vec<_> = events.iter().filter(|it| matches!(it, StreamEvent::TextDelta { .. })).collect();
    assert_eq!(text.len(), 1, "{provider:?}");
}

#[tokio::test]
async fn frames_that_contradict_the_protocol_are_malformed() {
    let anthropic = r#"{"type":"content_block_delta","index":9,"delta":{"type":"text_delta","text":"x"}}"#;
    let responses = r#"{"type":"response.output_text.delta","output_index":9,"delta":"x"}"#;
    let chat =
        r#"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}]}"#;
    let google = r#"{"candidates":[{"content":{"parts":[{"functionCall":{"args":{}}}]}}]}"#;
    for (provider, data) in [
        (ANTHROPIC, anthropic),
        (BEDROCK, anthropic),
        (RESPONSES, responses),
        (COMPAT, chat),
        (GOOGLE, google),
    ] {
        let turn = Turn::new().step(Step::Raw { event: None, data: data.to_owned() }).chunks(["more"]);
        let (_, error) = limited(provider, turn, StreamLimits::default()).await;
        assert!(error.message.contains("could not be read"), "{provider:?} {error:?}");
        assert_eq!(error.fault, Some(Fault::MalformedFrame), "{provider:?}");
    }
}

/// Bytes that are no text, in a frame of any protocol, and a message whose check sum is wrong.
#[tokio::test]
async fn bytes_that_are_no_frame_are_malformed() {
    for provider in PROVIDERS {
        let bytes = match provider.protocol {
            Protocol::Bedrock => b"\0\0\0\x14\0\0\0\0wrong check sums".to_vec(),
            Protocol::Anthropic | Protocol::Responses | Protocol::Chat | Protocol::Google => {
                b"data: {\"text\": \"\xff\xfe\"}\n\n".to_vec()
            }
        };
        let turn = Turn::text("Hel").step(Step::Bytes { bytes }).chunks(["lo"]);
        let (_, error) = limited(provider, turn, StreamLimits::default()).await;
        assert_eq!((error.kind, error.retryable), (ErrorKind::Generic, true), "{provider:?}");
        assert!(error.message.contains("could not be read"), "{provider:?} {error:?}");
        assert_eq!(error.fault, Some(Fault::MalformedFrame), "{provider:?}");
    }
}
