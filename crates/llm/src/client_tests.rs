use std::time::Duration;

use ropewalk_telemetry::Secret;
use url::Url;

use super::{ModelClient, ProviderEndpoint, StreamLimits};
use crate::ProviderKind;

fn client(kind: ProviderKind, base_url: Option<&str>, key: &str) -> ModelClient {
    // An error means that another test installed it first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = crate::http_client(Duration::from_secs(5)).expect("an HTTP client");
    let mut endpoint = ProviderEndpoint::new(kind, Secret::new(key));
    endpoint.base_url = base_url.map(|it| Url::parse(it).expect("a URL"));
    ModelClient::new(http, endpoint, StreamLimits::default())
}

#[test]
fn base_urls_are_completed() {
    let cases = [
        (ProviderKind::Anthropic, None, "https://api.anthropic.com/v1/messages"),
        (ProviderKind::Anthropic, Some("http://p:1"), "http://p:1/v1/messages"),
        (ProviderKind::Anthropic, Some("http://p:1/v1"), "http://p:1/v1/messages"),
        (ProviderKind::Anthropic, Some("http://p:1/v1/"), "http://p:1/v1/messages"),
        (ProviderKind::Anthropic, Some("http://p:1/proxy/"), "http://p:1/proxy/v1/messages"),
        (ProviderKind::Openai, None, "https://api.openai.com/v1/messages"),
        (ProviderKind::OpenaiCompat, Some("http://p:1/v1"), "http://p:1/v1/messages"),
        (ProviderKind::OpenaiCompat, Some("http://p:1/api/"), "http://p:1/api/messages"),
        (ProviderKind::OpenaiCompat, Some("http://p:1/v1?k=v"), "http://p:1/v1/messages?k=v"),
    ];
    for (kind, base_url, expected) in cases {
        let url = client(kind, base_url, "k").url("messages").expect("a URL");
        assert_eq!(url.as_str(), expected, "{kind:?} {base_url:?}");
    }
    assert!(client(ProviderKind::Openai, Some("mailto:a@b"), "k").url("models").is_err());
}

#[test]
fn credentials_go_over_the_extra_headers_and_stay_hidden() {
    let extra = [("Authorization".to_owned(), "Bearer other".to_owned()), ("X-A".to_owned(), "1".to_owned())];
    let openai = client(ProviderKind::Openai, None, " secret-key ").headers(&extra).expect("headers");
    assert_eq!(openai["authorization"], "Bearer secret-key");
    assert_eq!(openai["x-a"], "1");
    assert!(!format!("{openai:?}").contains("secret-key"));

    let anthropic = client(ProviderKind::Anthropic, None, "secret-key").headers(&[]).expect("headers");
    assert_eq!(
        (&anthropic["x-api-key"], anthropic.contains_key("authorization")),
        (&"secret-key".parse().expect("a value"), false)
    );

    let local = client(ProviderKind::OpenaiCompat, None, "").headers(&[]).expect("headers");
    assert!(local.is_empty());
    assert!(client(ProviderKind::Openai, None, "a\nb").headers(&[]).is_err());
    assert!(client(ProviderKind::Openai, None, "k").headers(&[("a b".to_owned(), String::new())]).is_err());
}

#[test]
fn nothing_secret_is_in_debug() {
    let client = client(ProviderKind::Openai, Some("http://user:password@host/v1"), "secret-key");
    let debug = format!("{client:?}");
    assert!(
        debug.contains("host") && !debug.contains("password") && !debug.contains("secret-key"),
        "{debug}"
    );
}
