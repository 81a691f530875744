use std::time::Duration;

use ropewalk_telemetry::Secret;
use url::Url;

use super::{ModelClient, ProviderEndpoint, StreamLimits};
use crate::ProviderKind;

fn headers(client: &ModelClient, extra: &[(String, String)]) -> Result<http::HeaderMap, String> {
    let url = Url::parse("http://p/v1/models").expect("a URL");
    client.headers(extra, &http::Method::GET, &url, &[])
}

fn client(kind: ProviderKind, base_url: Option<&str>, key: &str) -> ModelClient {
    // An error means that another test installed it first.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = crate::http_client(Duration::from_secs(5)).expect("an HTTP client");
    let mut endpoint = ProviderEndpoint::new(kind, Secret::new(key));
    endpoint.base_url = base_url.map(|it| Url::parse(it).expect("a URL"));
    ModelClient::new(http, endpoint, StreamLimits::default())
}

#[test]
fn credentials_go_over_the_extra_headers_and_stay_hidden() {
    let extra = [("Authorization".to_owned(), "Bearer other".to_owned()), ("X-A".to_owned(), "1".to_owned())];
    let openai = headers(&client(ProviderKind::Openai, None, " secret-key "), &extra).expect("headers");
    assert_eq!(openai["authorization"], "Bearer secret-key");
    assert_eq!(openai["x-a"], "1");
    assert!(!format!("{openai:?}").contains("secret-key"));

    let anthropic = headers(&client(ProviderKind::Anthropic, None, "secret-key"), &[]).expect("headers");
    assert_eq!(
        (&anthropic["x-api-key"], anthropic.contains_key("authorization")),
        (&"secret-key".parse().expect("a value"), false)
    );

    let local = headers(&client(ProviderKind::OpenaiCompat, None, ""), &[]).expect("headers");
    assert!(local.is_empty());
    assert!(headers(&client(ProviderKind::Openai, None, "a\nb"), &[]).is_err());
    assert!(headers(&client(ProviderKind::Openai, None, "k"), &[("a b".to_owned(), String::new())]).is_err());
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
