//! The guards of a stream.

use std::time::Duration;

use ropewalk_llm::{LlmError, StreamEvent, StreamLimits, malformed_frames_total};
use ropewalk_model::chat::ErrorKind;
use ropewalk_testkit::fake_llm::{FakeLlm, Step, Turn};

use crate::support::{PROVIDERS, Provider, answer, user};

async fn limited(provider: Provider, turn: Turn, limits: StreamLimits) -> (Vec<StreamEvent>, LlmError) {
    let fake = FakeLlm::start().await;
    fake.push(turn);
    let client = provider.client_with(&fake, limits);
    let (events, error) = answer(&client, &provider.request(vec![user("hi")])).await;
    assert!(!events.iter().any(|it| matches!(it, StreamEvent::Finish { .. })), "{provider:?}");
    (events, error.expect("an error"))
}

#[tokio::test]
async fn silence_ends_the_attempt() {
    let limits = StreamLimits { silence: Duration::from_millis(100), ..StreamLimits::default() };
    for provider in PROVIDERS {
        for turn in [Turn::new().silence(), Turn::text("Hel").silence()] {
            let (_, error) = limited(provider, turn, limits).await;
            assert_eq!(
                (error.kind, error.retryable),
                (ErrorKind::StreamSilenceTimeout, true),
                "{provider:?}"
            );
            assert!(error.message.contains(provider.kind.display_name()), "{error}");
        }
    }
}

/// The limit is for the silence between two events, not for the whole answer.
#[tokio::test]
async fn a_slow_answer_is_no_silence() {
    let limits = StreamLimits { silence: Duration::from_secs(2), ..StreamLimits::default() };
    let slow = (0..5).fold(Turn::new(), |turn, _| turn.chunks(["x"]).delay(Duration::from_millis(450)));
    let fake = FakeLlm::start().await;
    fake.push(slow);
    let provider = PROVIDERS[0];
    let (_, error) = answer(&provider.client_with(&fake, limits), &provider.request(vec![user("hi")])).await;
    assert_eq!(error, None);
}

#[tokio::test]
async fn an_event_above_the_limit_ends_the_attempt() {
    let limits = StreamLimits { max_frame_bytes: 64 * 1024, ..StreamLimits::default() };
    for provider in PROVIDERS {
        let turn = Turn::text("Hel").step(Step::HugeFrame { bytes: 200_000 });
        let (_, error) = limited(provider, turn, limits).await;
        assert_eq!((error.kind, error.retryable), (ErrorKind::Generic, false), "{provider:?}");
        assert!(error.message.contains("too large"), "{error}");
    }
}

#[tokio::test]
async fn a_frame_that_does_not_parse_ends_the_attempt_and_is_counted() {
    for provider in PROVIDERS {
        let before = malformed_frames_total();
        let (events, error) =
            limited(provider, Turn::text("Hel").malformed_frame().chunks(["lo"]), StreamLimits::default())
                .await;
        assert_eq!((error.kind, error.retryable), (ErrorKind::Generic, true), "{provider:?}");
        assert!(error.message.contains("could not be read"), "{error}");
        assert!(malformed_frames_total() > before);
        let text: Vec<_> = events.iter().filter(|it| matches!(it, StreamEvent::TextDelta { .. })).collect();
        assert_eq!(text.len(), 1, "{provider:?}");
    }
}

#[tokio::test]
async fn frames_that_contradict_the_protocol_are_malformed() {
    let anthropic = r#"{"type":"content_block_delta","index":9,"delta":{"type":"text_delta","text":"x"}}"#;
    let responses = r#"{"type":"response.output_text.delta","output_index":9,"delta":"x"}"#;
    let chat =
        r#"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"{}"}}]}}]}"#;
    for (provider, data) in [(PROVIDERS[0], anthropic), (PROVIDERS[1], responses), (PROVIDERS[3], chat)] {
        let turn = Turn::new().step(Step::Raw { event: None, data: data.to_owned() }).chunks(["more"]);
        let (_, error) = limited(provider, turn, StreamLimits::default()).await;
        assert!(error.message.contains("could not be read"), "{provider:?} {error:?}");
    }
}
