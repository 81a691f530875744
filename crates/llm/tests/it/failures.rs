//! Errors of providers and of the way to them.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use futures::StreamExt;
use ropewalk_llm::{LlmError, ModelClient, ProviderEndpoint, ProviderKind, StreamLimits, http_client};
use ropewalk_model::chat::ErrorKind;
use ropewalk_model::{Clock, ManualClock, SystemClock};
use ropewalk_telemetry::Secret;
use ropewalk_testkit::fake_llm::{Cut, FakeLlm, Protocol, Refusal, ScriptedCall, Step, Turn};
use serde_json::json;
use tokio::net::TcpSocket;

use crate::support::{answer, good_answer, install_ring, user};
use crate::table::{ANTHROPIC, AZURE_CHAT, AZURE_RESPONSES, BEDROCK, COMPAT, GOOGLE, Provider, RESPONSES};

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

pub(crate) async fn http_errors(provider: Provider) {
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

pub(crate) async fn retry_after(provider: Provider) {
    let turn = Turn::error(429, "Slow down.").header("retry-after", "7");
    assert_eq!(failure(provider, turn).await.retry_after, Some(Duration::from_secs(7)));
}

pub(crate) async fn declared_failure(provider: Provider) {
    let turn = Turn::text("Hel").provider_error("overloaded_error", "Overloaded");
    let error = failure(provider, turn).await;
    assert_eq!((error.kind, error.retryable), (ErrorKind::Overloaded, true), "{provider:?}");
    assert_eq!(error.detail.as_deref(), Some("Overloaded (code: overloaded_error)"), "{provider:?}");
}

pub(crate) async fn no_stream(provider: Provider) {
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

/// The key must not travel to wherever a provider points.
pub(crate) async fn redirect(provider: Provider) {
    let elsewhere = FakeLlm::start().await;
    let location = format!("{}/v1/messages", elsewhere.anthropic_base_url());
    let error = failure(provider, Turn::error(307, "").header("location", location)).await;
    assert_eq!(error.kind, ErrorKind::Config, "{provider:?}");
    assert!(elsewhere.requests().is_empty());
}

pub(crate) async fn key_check(provider: Provider) {
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

#[tokio::test]
async fn a_key_that_the_provider_repeats_is_hidden() {
    let error = failure(COMPAT, Turn::error(401, "the key test-key-123456 is wrong")).await;
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

pub(crate) async fn cancellation(provider: Provider) {
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

#[tokio::test]
async fn a_gate_holds_the_stream_until_it_is_opened() {
    let provider = ANTHROPIC;
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

pub(crate) async fn cut_between_frames(provider: Provider) {
    let bench = Bench::of(provider).await;
    let frames = rich_turn().frame_sizes(provider.protocol, provider.path()).len();
    assert!(frames > 3, "{provider:?}");
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

pub(crate) async fn cut_inside_frame(provider: Provider) {
    let bench = Bench::of(provider).await;
    let whole: usize = rich_turn().frame_sizes(provider.protocol, provider.path()).iter().sum();
    for bytes in (1..whole.min(3000) - 3).step_by(37) {
        let error = bench.failure(rich_turn().cut(Cut::AfterBytes(bytes))).await;
        assert_eq!((error.kind, error.retryable), (ErrorKind::Timeout, true), "{provider:?} {bytes}");
    }
}

/// What looks like the end is none without the reason for it.
pub(crate) async fn end_without_reason(provider: Provider) {
    let data = match provider.protocol {
        Protocol::Anthropic | Protocol::Bedrock => r#"{"type": "message_stop"}"#,
        Protocol::Responses | Protocol::Chat | Protocol::Google => "[DONE]",
    };
    let early = Turn::text("Hel").step(Step::Raw { event: None, data: data.to_owned() });
    let error = failure(provider, early).await;
    assert_eq!((error.kind, error.retryable), (ErrorKind::Timeout, true), "{provider:?}");
    assert!(error.message.contains("closed its stream early"), "{error}");
}

/// Google says in the body how long to wait.
#[tokio::test]
async fn googles_wish_to_wait_is_read() {
    let raw_body = json!({"error": {"code": 429, "message": "You exceeded your current quota.",
        "status": "RESOURCE_EXHAUSTED", "details": [{"@type": "type.googleapis.com/google.rpc.QuotaFailure"},
        {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "37.5s"}]}});
    let refusal = Refusal { status: 429, raw_body: Some(raw_body.to_string()), ..Refusal::default() };
    let error = failure(GOOGLE, Turn { refuse: Some(refusal), ..Turn::default() }).await;
    assert_eq!((error.kind, error.retry_after), (ErrorKind::RateLimit, Some(Duration::from_millis(37_500))));
}

/// An error within the stream tells as much as one before it: the status, and how long to wait.
#[tokio::test]
async fn googles_error_within_a_stream_keeps_its_status_and_wait() {
    let data = json!({"error": {"code": 429, "message": "Slow down.", "status": "RESOURCE_EXHAUSTED",
        "details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "7s"}]}});
    let error =
        failure(GOOGLE, Turn::text("Hel").step(Step::Raw { event: None, data: data.to_string() })).await;
    assert_eq!((error.kind, error.status_code), (ErrorKind::RateLimit, Some(429)));
    assert_eq!(error.retry_after, Some(Duration::from_secs(7)));
}

/// Older models repeat their reason; one that goes on without it has not ended.
#[tokio::test]
async fn a_reason_before_more_of_the_answer_is_no_end() {
    let chunk = |text: &str, reason: serde_json::Value| {
        let candidate =
            json!({"content": {"role": "model", "parts": [{"text": text}]}, "finishReason": reason});
        Step::Raw { event: None, data: json!({"candidates": [candidate]}).to_string() }
    };
    let turn = Turn::new().step(chunk("Hel", json!("STOP"))).step(chunk("lo", json!(null)));
    let error = failure(GOOGLE, turn.cut(Cut::AfterFrames(2))).await;
    assert_eq!((error.kind, error.retryable), (ErrorKind::Timeout, true));
    assert!(error.message.contains("closed its stream early"), "{error}");
}

/// A provider that gives up on its own is like a connection that broke (chat-engine.md GL-16).
#[tokio::test]
async fn a_cancellation_that_the_provider_reports_may_pass() {
    let google =
        json!({"error": {"code": 499, "message": "The operation was cancelled.", "status": "CANCELLED"}});
    for (provider, data) in
        [(GOOGLE, google), (COMPAT, json!({"error": {"message": "context canceled", "type": "server"}}))]
    {
        let turn = Turn::text("Hel").step(Step::Raw { event: None, data: data.to_string() });
        let error = failure(provider, turn).await;
        assert_eq!((error.kind, error.retryable), (ErrorKind::Timeout, true), "{provider:?} {error:?}");
    }
}

/// Google answers a wrong key with 400.
#[tokio::test]
async fn googles_word_for_a_wrong_key_is_understood() {
    let turn = Turn::error(400, "API key not valid. Please pass a valid API key.").code("INVALID_ARGUMENT");
    assert_eq!(failure(GOOGLE, turn).await.kind, ErrorKind::Auth);
}

/// The Responses API also declares failures without nesting them.
#[tokio::test]
async fn a_flat_error_event_is_read() {
    let data = r#"{"type":"error","code":"rate_limit_exceeded","message":"Slow down.","param":null}"#;
    let turn = Turn::new().step(Step::Raw { event: Some("error".to_owned()), data: data.to_owned() });
    let error = failure(RESPONSES, turn).await;
    assert_eq!(error.kind, ErrorKind::RateLimit);
}

/// What Bedrock declares in its stream has no status; its exceptions' names say as much.
#[tokio::test]
async fn exceptions_of_bedrock_are_read() {
    for (name, kind, retryable) in [
        ("throttlingException", ErrorKind::RateLimit, true),
        ("serviceUnavailableException", ErrorKind::Timeout, true),
        ("modelTimeoutException", ErrorKind::Timeout, true),
        ("internalServerException", ErrorKind::Generic, true),
        ("modelStreamErrorException", ErrorKind::Generic, true),
        ("validationException", ErrorKind::Generic, false),
    ] {
        let error = failure(BEDROCK, Turn::text("Hel").provider_error(name, "Sorry.")).await;
        assert_eq!((error.kind, error.retryable), (kind, retryable), "{name}");
        assert_eq!(error.detail, Some(format!("Sorry. (code: {name})")));
    }
}

/// A request that is signed with the right key id and the wrong secret is refused, and so is one at the wrong time.
#[tokio::test]
async fn a_signature_must_match() {
    let fake = FakeLlm::start().await;
    install_ring();
    let good = BEDROCK.endpoint(&fake);
    let wrong_secret = FakeLlm::bedrock_key().replace("wJalr", "wrong");
    let wrong = ProviderEndpoint { api_key: Secret::new(wrong_secret.as_str()), ..good.clone() };
    let http = http_client(Duration::from_secs(5)).expect("an HTTP client");
    let client = ModelClient::new(http.clone(), wrong, StreamLimits::default());
    assert_eq!(client.check_key().await.expect_err("a wrong secret").kind, ErrorKind::Auth);
    let past = ManualClock::at(SystemClock.now() - chrono::Duration::hours(1));
    let client =
        ModelClient::new(http.clone(), good.clone(), StreamLimits::default()).with_clock(Arc::new(past));
    assert_eq!(client.check_key().await.expect_err("a wrong time").kind, ErrorKind::Auth);
    assert_eq!(fake.violations().len(), 2, "{:?}", fake.violations());
    let bearer = ProviderEndpoint { api_key: Secret::new("ABSKdGVzdA=="), ..good };
    let client = ModelClient::new(http, bearer, StreamLimits::default());
    client.check_key().await.expect("an API key is sent as it is");
}

/// Azure's older addresses name the deployment and the version of the API.
#[tokio::test]
async fn azures_dated_addresses_work() {
    let fake = FakeLlm::start().await;
    install_ring();
    let http = http_client(Duration::from_secs(5)).expect("an HTTP client");
    for (provider, expected) in [
        (AZURE_CHAT, "/openai/deployments/our-deployment/chat/completions?api-version=2025-04-01-preview"),
        (AZURE_RESPONSES, "/openai/responses?api-version=2025-04-01-preview"),
    ] {
        let base_url = format!("{}?api-version=2025-04-01-preview", fake.azure_base_url());
        let endpoint = provider.endpoint(&fake).at(base_url.parse().expect("a URL"));
        let client = ModelClient::new(http.clone(), endpoint, StreamLimits::default());
        fake.push(Turn::text("hi"));
        good_answer(&client, &provider.request(vec![user("hi")])).await;
        assert_eq!(fake.requests().pop().expect("a request").path, expected);
    }
    fake.finish();
}
