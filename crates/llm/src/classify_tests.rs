use std::time::Duration;

use ropewalk_model::chat::ErrorKind::{
    Auth, Config, Generic, Overloaded, ProviderDisabled, RateLimit, Timeout, UsageLimit,
};

use super::{Cause, Signals, classify};
use crate::LlmError;

const YES: bool = true;
const NO: bool = false;

fn of(cause: Cause, status: Option<u16>, text: &str) -> LlmError {
    classify(&Signals {
        provider: Some("anthropic".to_owned()),
        cause,
        status_code: status,
        text: text.to_owned(),
        ..Signals::default()
    })
}

/// Each step of chat-engine.md 3.2, and each pair of steps whose order matters.
#[test]
fn the_whole_table() {
    let cases = [
        // 1
        (None, "Chat interrupted by the user", Generic, NO),
        (None, "request interrupted", Generic, NO),
        (Some(503), "operation interrupted", Generic, NO),
        // 2
        (Some(400), "No tool output found for function call call_9.", Generic, NO),
        (
            Some(400),
            "Item 'ws_1' of type 'web_search_call' was provided without its required 'reasoning' item: 'rs_1'",
            Generic,
            NO,
        ),
        // 4
        (Some(404), "Previous response with id 'resp_1' not found.", Generic, YES),
        // 6
        (Some(529), "", Overloaded, YES),
        (None, "Overloaded", Overloaded, YES),
        (Some(503), "the engine is currently overloaded", Overloaded, YES),
        // 7
        (Some(429), "insufficient_quota", UsageLimit, NO),
        (Some(403), "You exceeded your current quota", UsageLimit, NO),
        (Some(401), "check your billing", UsageLimit, NO),
        (None, "payment required", UsageLimit, NO),
        (Some(402), "", UsageLimit, NO),
        (Some(429), "quota of requests per minute", RateLimit, YES),
        // 8
        (Some(401), "", Auth, NO),
        (Some(401), "model_not_found", Auth, NO),
        (None, "authentication_error", Auth, NO),
        (Some(400), "Unauthorized", Auth, NO),
        (Some(400), "invalid api key", Auth, NO),
        (None, "invalid_api_key", Auth, NO),
        // 9
        (Some(403), "", Auth, NO),
        (None, "forbidden", Auth, NO),
        (Some(403), "model_not_found", Config, NO),
        // 10
        (Some(429), "", RateLimit, YES),
        (None, "rate limit reached", RateLimit, YES),
        (None, "rate_limit_error", RateLimit, YES),
        (None, "you are rate-limited", RateLimit, YES),
        (None, "Too Many Requests", RateLimit, YES),
        (Some(429), "maximum context length", Config, NO),
        // 12
        (Some(408), "", Timeout, YES),
        (Some(502), "", Timeout, YES),
        (Some(503), "", Timeout, YES),
        (Some(504), "", Timeout, YES),
        (None, "i/o timeout", Timeout, YES),
        (None, "the request timed out", Timeout, YES),
        (None, "service unavailable", Timeout, YES),
        (None, "connection reset by peer", Timeout, YES),
        (None, "connection refused", Timeout, YES),
        (None, "unexpected EOF", Timeout, YES),
        (None, "broken pipe", Timeout, YES),
        (None, "bad gateway", Timeout, YES),
        (None, "gateway timeout", Timeout, YES),
        (None, "http2: client conn not usable", Timeout, YES),
        (None, "server sent GOAWAY", Timeout, YES),
        (None, "http2: stream closed", Timeout, YES),
        (None, "use of closed network connection", Timeout, YES),
        (None, "stream id 5; REFUSED_STREAM; received from peer", Timeout, YES),
        (Some(503), "unsupported model", Config, NO),
        (Some(400), "dear geoffrey", Generic, NO),
        // 13
        (Some(400), "invalid model", Config, NO),
        (Some(400), "model not found", Config, NO),
        (Some(400), "context length exceeded", Config, NO),
        (Some(400), "context_exceeded", Config, NO),
        (Some(400), "malformed configuration", Config, NO),
        (Some(400), "prompt is too long: 210000 tokens > 200000 maximum", Config, NO),
        (Some(404), "", Config, NO),
        (Some(307), "", Config, NO),
        (Some(500), "invalid model", Config, NO),
        // 14
        (Some(500), "", Generic, YES),
        (None, "the server had an Internal Server Error", Generic, YES),
        (None, "api_error", Generic, YES),
        // 16
        (Some(400), "", Generic, NO),
        (None, "", Generic, NO),
    ];
    for (status, text, kind, retryable) in cases {
        let error = of(Cause::Provider, status, text);
        assert_eq!((error.kind, error.retryable), (kind, retryable), "{status:?} {text:?}: {error:?}");
    }
}

#[test]
fn causes_of_our_own() {
    let cases = [
        // 3
        (Cause::IncompleteStream, None, "", Timeout, YES),
        (Cause::IncompleteStream, None, "rate limit", Timeout, YES),
        // 12
        (Cause::OwnDeadline, None, "", Timeout, NO),
        (Cause::TransportReset, None, "something else", Timeout, YES),
        (Cause::TransportReset, None, "invalid peer certificate: Expired", Config, NO),
        (Cause::PeerReset { is_retryable: true }, None, "", Timeout, YES),
        (Cause::PeerReset { is_retryable: false }, None, "connection reset", Generic, NO),
        // 15
        (Cause::Cancelled, None, "", Generic, NO),
        (Cause::Cancelled, Some(500), "", Generic, YES),
    ];
    for (cause, status, text, kind, retryable) in cases {
        let error = of(cause, status, text);
        assert_eq!((error.kind, error.retryable), (kind, retryable), "{cause:?} {text:?}: {error:?}");
    }
}

/// Step 11 stands between the rate limit and the timeouts.
#[test]
fn a_disabled_provider_is_no_timeout() {
    let disabled = |status, text: &str| {
        let code = Some("provider_disabled".to_owned());
        let text = text.to_owned();
        classify(&Signals { status_code: Some(status), code, text, ..Signals::default() }).kind
    };
    assert_eq!(disabled(503, ""), ProviderDisabled);
    assert_eq!(disabled(429, ""), RateLimit);
    assert_eq!(disabled(503, "overloaded"), Overloaded);
}

#[test]
fn a_state_mismatch_never_repeats_the_providers_ids() {
    let text = "No tool output found for function call call_secret.";
    let error = classify(&Signals {
        status_code: Some(400),
        text: text.to_owned(),
        detail: Some(text.to_owned()),
        ..Signals::default()
    });
    assert_eq!(error.detail.as_deref(), Some("match=function_call_output_missing"));
    assert!(error.message.contains("neither a configuration nor a billing problem"), "{error}");
}

#[test]
fn messages_name_the_provider_and_no_status() {
    for status in [400, 401, 402, 404, 408, 429, 500, 503, 529] {
        let error = of(Cause::Provider, Some(status), "");
        assert!(error.message.contains("Anthropic"), "{error}");
        assert!(!error.message.contains(&status.to_string()), "{error}");
        assert_eq!(error.status_code, Some(status));
    }
    assert_eq!(of(Cause::IncompleteStream, None, "").message, "Anthropic closed its stream early.");
    assert_eq!(of(Cause::OwnDeadline, None, "").message, "The request to Anthropic timed out.");
    assert_eq!(of(Cause::Provider, Some(503), "").message, "Anthropic is unavailable at the moment.");
    assert_eq!(of(Cause::Provider, None, "").message, "The request to Anthropic failed unexpectedly.");
    assert_eq!(of(Cause::Provider, Some(400), "").message, "Anthropic reported an unexpected error.");
    let named = classify(&Signals {
        provider: Some("openai-compat".to_owned()),
        display_name: Some("The lab's vLLM".to_owned()),
        status_code: Some(429),
        ..Signals::default()
    });
    assert_eq!(named.message, "The lab's vLLM is limiting the rate of requests.");
    assert_eq!(named.provider, "openai-compat");
}

#[test]
fn without_a_configured_provider_the_text_tells() {
    let error = classify(&Signals { text: "Claude is Overloaded".to_owned(), ..Signals::default() });
    assert_eq!(
        (error.provider.as_str(), error.message.as_str()),
        ("anthropic", "Anthropic is overloaded at the moment.")
    );
    assert_eq!(
        classify(&Signals::default()).message,
        "The request to the model provider failed unexpectedly."
    );
}

#[test]
fn the_detail_is_the_providers_or_else_ours_but_never_for_credentials() {
    let with = |status, detail: Option<&str>| {
        classify(&Signals {
            status_code: Some(status),
            detail: detail.map(str::to_owned),
            diagnostic: Some("the diagnostic".to_owned()),
            retry_after: Some(Duration::from_secs(3)),
            ..Signals::default()
        })
    };
    assert_eq!(with(500, Some(" Their words. ")).detail.as_deref(), Some("Their words."));
    assert_eq!(with(500, Some(" ")).detail.as_deref(), Some("the diagnostic"));
    assert_eq!(with(401, None).detail, None);
    assert_eq!(with(401, Some("Their words.")).detail.as_deref(), Some("Their words."));
    assert_eq!(with(429, None).retry_after, Some(Duration::from_secs(3)));
}
