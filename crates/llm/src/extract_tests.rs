use std::time::Duration;

use http::{HeaderMap, HeaderName, HeaderValue};

use super::{body_facts, provider_in_text, retry_after, status_in_text};

#[test]
fn statuses_are_found_in_texts() {
    let cases = [
        ("status code: 503", Some(503)),
        ("unexpected status 418 teapot", Some(418)),
        ("HTTP/1.1 502 Bad Gateway", Some(502)),
        ("http 429", Some(429)),
        ("status=999", None),
        ("got 529 from upstream", Some(529)),
        ("error 503.", Some(503)),
        ("dial 10.0.0.1:503: refused", None),
        ("127.0.0.503", None),
        ("model-500", Some(500)),
        ("abc500", None),
        ("5000 tokens", None),
        ("418 alone says nothing", None),
        ("statuses 50300", None),
    ];
    for (text, expected) in cases {
        assert_eq!(status_in_text(text), expected, "{text:?}");
    }
}

#[test]
fn providers_are_found_in_their_order() {
    let cases = [
        ("OpenAI-compat server on azure", Some("openai-compat")),
        ("azure openai", Some("azure")),
        ("openrouter: anthropic", Some("openrouter")),
        ("bedrock claude", Some("bedrock")),
        ("Vercel", Some("vercel")),
        ("claude", Some("anthropic")),
        ("vertex", Some("google")),
        ("api.openai.com", Some("openai")),
        ("somebody", None),
    ];
    for (text, expected) in cases {
        assert_eq!(provider_in_text(text), expected, "{text:?}");
    }
}

#[test]
fn bodies_of_all_shapes_are_read() {
    let cases = [
        (
            r#"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"#,
            Some("Overloaded"),
            Some("overloaded_error"),
        ),
        (
            r#"{"error":{"message":"No.","type":"invalid_request_error","param":null,"code":"model_not_found"}}"#,
            Some("No."),
            Some("model_not_found"),
        ),
        (r#"{"error":{"message":"No.","code":404,"status":"NOT_FOUND"}}"#, Some("No."), Some("404")),
        (r#"{"error":"model 'x' not found"}"#, Some("model 'x' not found"), None),
        (r#"{"detail":"Not Found"}"#, Some("Not Found"), None),
        (r#"{"object":"error","message":"bad","code":40001}"#, Some("bad"), Some("40001")),
        ("upstream connect error\n", Some("upstream connect error"), None),
        ("<html><body>502 Bad Gateway</body></html>", None, None),
        ("", None, None),
    ];
    for (body, message, code) in cases {
        let facts = body_facts(body);
        assert_eq!((facts.message.as_deref(), facts.code.as_deref()), (message, code), "{body}");
    }
    assert!(body_facts("<p>bad gateway</p>").text.contains("bad gateway"));
}

fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
    let pair = |(name, value): &(&'static str, &'static str)| {
        (HeaderName::from_static(name), HeaderValue::from_static(value))
    };
    pairs.iter().map(pair).collect()
}

#[test]
fn waits_are_read_from_headers() {
    let millis = |it: u64| Some(Duration::from_millis(it));
    let date = "Wed, 21 Oct 2015 07:28:00 GMT";
    let now = "2015-10-21T07:27:55Z".parse().expect("a time");
    let cases = [
        (headers(&[("retry-after-ms", "250"), ("retry-after", "9")]), millis(250)),
        (headers(&[("retry-after", "1.5")]), millis(1500)),
        (headers(&[("retry-after", "-5")]), millis(0)),
        (headers(&[("retry-after", "NaN")]), None),
        (headers(&[("retry-after", "1e300")]), millis(24 * 60 * 60 * 1000)),
        (headers(&[("retry-after", "soon")]), None),
        (headers(&[("retry-after", "Wed, 21 Oct 2015 07:28:07 GMT"), ("date", date)]), millis(7000)),
        (headers(&[("retry-after", "Wed, 21 Oct 2015 07:27:00 GMT"), ("date", date)]), millis(0)),
        // without a date of its own, the answer is as old as it is to us
        (headers(&[("retry-after", date)]), millis(5000)),
        (headers(&[]), None),
    ];
    for (headers, expected) in cases {
        assert_eq!(retry_after(&headers, now), expected, "{headers:?}");
    }
}
