//! Errors of providers and of the way to them.

use std::net::SocketAddr;
use std::time::Duration;

use futures::StreamExt;
use ropewalk_llm::{LlmError, ModelClient, ProviderEndpoint, ProviderKind, StreamLimits, http_client};
use ropewalk_model::chat::ErrorKind;
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::{Cut, FakeLlm, Protocol, Refusal, ScriptedCall, Step, Turn};
use serde_json::json;
use tokio::net::TcpSocket;

use crate::support::{PROVIDERS, Provider, answer, good_answer, install_ring, user};

/// A provider's server and a client for it.
struct Bench {
    provider: Provider,
    fake: FakeLlm,
    client: ModelClient,
}

impl Bench {
    async fn of(provider: Provider) -> Self {
        let fake = FakeLlm::start().await;
        let client = provider.client(&fake);
        Self { provider, fake, client }
    }

    /// The error of one more request.
    async fn failure(&self, turn: Turn) -> LlmError {
        let before = self.fake.requests().len();
        self.fake.push(turn);
        let (_, error) = answer(&self.client, &self.provider.request(vec![user("hi")])).await;
        assert_eq!(self.fake.requests().len(), before + 1, "nothing is retried here");
        error.expect("an error")
    }
}

async fn failure(provider: Provider, turn: Turn) -> LlmError {
    Bench::of(provider).await.failure(turn).await
}

#[tokio::test]
async fn http_errors_are_classified() {
    let cases = [
        (401, "Incorrect API key provided.", ErrorKind::Auth, false),
        (403, "Not for you.", ErrorKind::Auth, false),
        (402, "Insufficient credits.", ErrorKind::UsageLimit, false),
        (404, "The model does not exist.", ErrorKind::Config, false),
        (400, "maximum context length is 1000 tokens", ErrorKind::Config, false),
        (400, "Something is odd.", ErrorKind::Generic, false),
        (408, "", ErrorKind::Timeout, true),
        (429, "Slow down.", ErrorKind::RateLimit, true),
        (429, "insufficient_quota", ErrorKind::UsageLimit, false),
        (500, "", ErrorKind::Generic, true),
        (502, "", ErrorKind::Timeout, true),
        (503, "", ErrorKind::Timeout, true),
        (504, "", ErrorKind::Timeout, true),
        (529, "", ErrorKind::Overloaded, true),
    ];
    for provider in PROVIDERS {
        let bench = Bench::of(provider).await;
        for (status, words, kind, retryable) in cases {
            let error = bench.failure(Turn::error(status, words)).await;
            assert_eq!((error.kind, error.retryable), (kind, retryable), "{provider:?} {status} {words}");
            assert_eq!(error.status_code, Some(status));
            assert_eq!(error.provider, provider.kind.name());
            assert!(error.message.contains(provider.kind.display_name()), "{error}");
            let detail = Some(words).filter(|it| !it.is_empty());
            assert_eq!(error.detail.as_deref(), detail, "{provider:?} {status}");
        }
    }
}

#[tokio::test]
async fn the_providers_wish_to_wait_is_read() {
    for provider in PROVIDERS {
        let turn = Turn::error(429, "Slow down.").header("retry-after", "7");
        assert_eq!(failure(provider, turn).await.retry_after, Some(Duration::from_secs(7)));
    }
}

#[tokio::test]
async fn an_error_in_the_stream_is_the_providers_and_not_a_cut() {
    for provider in PROVIDERS {
        let turn = Turn::text("Hel").provider_error("overloaded_error", "Overloaded");
        let error = failure(provider, turn).await;
        assert_eq!((error.kind, error.retryable), (ErrorKind::Overloaded, true), "{provider:?}");
        assert_eq!(error.detail.as_deref(), Some("Overloaded (code: overloaded_error)"), "{provider:?}");
    }
    let data = r#"{"type":"error","code":"rate_limit_exceeded","message":"Slow down.","param":null}"#;
    let turn = Turn::new().step(Step::Raw { event: Some("error".to_owned()), data: data.to_owned() });
    let error = failure(PROVIDERS[1], turn).await;
    assert_eq!(error.kind, ErrorKind::RateLimit);
}

#[tokio::test]
async fn an_answer_that_is_no_stream_is_an_error() {
    for provider in PROVIDERS {
        let raw = |body: &str| {
            let refusal = Refusal { status: 200, raw_body: Some(body.to_owned()), ..Refusal::default() };
            Turn { refuse: Some(refusal), ..Turn::default() }
        };
        let error = failure(provider, raw(r#"{"error": {"message": "rate limit reached"}}"#)).await;
        assert_eq!(error.kind, ErrorKind::RateLimit, "{provider:?}");
        let error = failure(provider, raw(r#"{"choices": []}"#)).await;
        assert_eq!((error.kind, error.retryable), (ErrorKind::Generic, false), "{provider:?}");
        assert!(error.detail.is_some_and(|it| it.contains("application/json")), "{provider:?}");
        let page = raw("<html>hello</html>").header("content-type", "text/html; charset=utf-8");
        assert_eq!(failure(provider, page).await.kind, ErrorKind::Config, "{provider:?}");
    }
}

/// The key must not travel to wherever a provider points.
#[tokio::test]
async fn redirects_are_not_followed() {
    for provider in PROVIDERS {
        let elsewhere = FakeLlm::start().await;
        let location = format!("{}/v1/messages", elsewhere.anthropic_base_url());
        let error = failure(provider, Turn::error(307, "").header("location", location)).await;
        assert_eq!(error.kind, ErrorKind::Config, "{provider:?}");
        assert!(elsewhere.requests().is_empty());
    }
}

#[tokio::test]
async fn a_key_is_checked_without_asking_a_model() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        let client = provider.client(&fake);
        client.check_key().await.expect("any key is good");
        fake.accept_key("another-key");
        let error = client.check_key().await.expect_err("a wrong key");
        assert_eq!(error.kind, ErrorKind::Auth, "{provider:?}");
        assert!(error.message.contains(provider.kind.display_name()), "{error}");
        let (_, error) = answer(&client, &provider.request(vec![user("hi")])).await;
        assert_eq!(error.expect("an error").kind, ErrorKind::Auth, "{provider:?}");
        fake.finish();
    }
}

#[tokio::test]
async fn a_key_that_the_provider_repeats_is_hidden() {
    let error = failure(PROVIDERS[3], Turn::error(401, "the key test-key-123456 is wrong")).await;
    assert_eq!(error.detail.as_deref(), Some("the key [key] is wrong"));
}

/// The port is bound and never listened on, so that no other test can take it.
#[tokio::test]
async fn nobody_at_the_address_is_a_timeout_that_may_pass() {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
    let address = socket.local_addr().expect("an address");
    install_ring();
    let http = http_client(Duration::from_secs(5)).expect("an HTTP client");
    let endpoint = ProviderEndpoint {
        display_name: Some("The lab".to_owned()),
        ..ProviderEndpoint::new(ProviderKind::OpenaiCompat, Secret::new("k")).at(format!(
            "http://{address}/v1"
        )
        .parse()
        .expect("a URL"))
    };
    let client = ModelClient::new(http, endpoint, StreamLimits::default());
    let error = client.check_key().await.expect_err("nobody is there");
    assert_eq!((error.kind, error.retryable, error.status_code), (ErrorKind::Timeout, true, None));
    assert_eq!(error.message, "The lab is unavailable at the moment.");
    let detail = error.detail.expect("a diagnostic");
    assert!(detail.contains("refused") && !detail.contains("127.0.0.1"), "{detail}");
}

#[tokio::test]
async fn dropping_the_stream_closes_the_connection() {
    for provider in PROVIDERS {
        let fake = FakeLlm::start().await;
        fake.push(Turn::new().chunks(["one"]).gate("never").chunks(["two"]));
        let request = provider.request(vec![user("hi")]);
        let mut stream = provider.client(&fake).stream(&request).await.expect("a stream");
        stream.next().await.expect("an event").expect("a good one");
        fake.wait_at_gate("never").await;
        drop(stream);
        fake.wait_for_aborted(1).await;
        fake.finish();
    }
}

#[tokio::test]
async fn a_gate_holds_the_stream_until_it_is_opened() {
    let provider = PROVIDERS[0];
    let fake = FakeLlm::start().await;
    fake.push(Turn::new().gate("go").chunks(["two"]));
    let (client, request) = (provider.client(&fake), provider.request(vec![user("hi")]));
    let opened = async {
        fake.wait_at_gate("go").await;
        fake.open_gate("go");
    };
    let (events, ()) = futures::join!(good_answer(&client, &request), opened);
    assert!(!events.is_empty());
    fake.wait_for_finished(1).await;
    fake.finish();
}

/// Everything that a provider may say, broken off at each place.
fn rich_turn() -> Turn {
    Turn::new().reasoning("thinking", "seal").chunks(["Hello", " world"]).calls([
        ScriptedCall::new("execute", json!({"command": "ls"})),
        ScriptedCall::new("execute", json!({})),
    ])
}

#[tokio::test]
async fn a_stream_that_is_cut_between_any_two_frames_is_a_timeout() {
    for provider in PROVIDERS {
        let bench = Bench::of(provider).await;
        let frames = rich_turn().frame_count(provider.protocol);
        assert!(frames > 10, "{provider:?}");
        for kept in 0..frames {
            let error = bench.failure(rich_turn().cut(Cut::AfterFrames(kept))).await;
            assert_eq!((error.kind, error.retryable), (ErrorKind::Timeout, true), "{provider:?} {kept}");
            let expected = format!("{} closed its stream early.", provider.kind.display_name());
            assert_eq!(error.message, expected, "{provider:?} after {kept} of {frames}");
            let error = bench.failure(rich_turn().cut(Cut::ResetAfterFrames(kept))).await;
            assert_eq!((error.kind, error.retryable), (ErrorKind::Timeout, true), "{provider:?} {kept}");
        }
        bench.fake.push(rich_turn().cut(Cut::AfterFrames(frames)));
        good_answer(&bench.client, &provider.request(vec![user("hi")])).await;
    }
}

#[tokio::test]
async fn a_stream_that_is_cut_inside_a_frame_is_a_timeout() {
    for provider in PROVIDERS {
        let bench = Bench::of(provider).await;
        for bytes in (1..1500).step_by(37) {
            let error = bench.failure(rich_turn().cut(Cut::AfterBytes(bytes))).await;
            assert_eq!((error.kind, error.retryable), (ErrorKind::Timeout, true), "{provider:?} {bytes}");
        }
    }
}

/// What looks like the end is none without the reason for it.
#[tokio::test]
async fn an_end_without_a_reason_is_a_cut() {
    for provider in PROVIDERS {
        let data = match provider.protocol {
            Protocol::Anthropic => r#"{"type": "message_stop"}"#,
            Protocol::Responses | Protocol::Chat => "[DONE]",
        };
        let early = Turn::text("Hel").step(Step::Raw { event: None, data: data.to_owned() });
        let error = failure(provider, early).await;
        assert_eq!((error.kind, error.retryable), (ErrorKind::Timeout, true), "{provider:?}");
        assert!(error.message.contains("closed its stream early"), "{error}");
    }
}
