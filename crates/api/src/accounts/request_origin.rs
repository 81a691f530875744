//! Whether a request to make the first account comes from the server's own machine (docs/adr/0003).
//!
//! All of these must hold, otherwise the set-up token is asked for: the server is bound to a loopback address and reached under
//! one; the peer is on the same machine; the request is addressed to a loopback name, so no page of another
//! name can have been tricked into sending it; and nothing hints at a proxy, which would make everybody look local.

use std::convert::Infallible;
use std::net::IpAddr;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Version, header};
use ropewalk_platform::accounts::SetupOrigin;
use ropewalk_telemetry::Secret;
use url::{Host, Url};

use crate::ApiState;
use crate::extract::ClientAddress;

/// Carries the set-up token for those who cannot put it into the body.
const SETUP_TOKEN_HEADER: &str = "ropewalk-setup-token";

/// Headers that proxies add, besides `X-Forwarded-*`.
const PROXY_HEADERS: [&str; 4] = ["forwarded", "via", "x-real-ip", "x-client-ip"];

/// Where the request comes from.
#[derive(Clone, Debug)]
pub(crate) struct RequestOrigin(pub(crate) SetupOrigin);

impl FromRequestParts<ApiState> for RequestOrigin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Infallible> {
        let server_is_local = state.settings.listens_on.ip().is_loopback()
            && is_loopback_url(&state.platform.settings().access_url);
        if server_is_local && is_local(parts) {
            return Ok(Self(SetupOrigin::ThisMachine));
        }
        let token = text(&parts.headers, SETUP_TOKEN_HEADER).map(Secret::new);
        Ok(Self(SetupOrigin::Elsewhere(token)))
    }
}

fn is_local(parts: &Parts) -> bool {
    let peer_is_local = ClientAddress::of(parts).0.is_some_and(|it| it.is_loopback());
    let names_proxy = |name: &str| name.starts_with("x-forwarded-") || PROXY_HEADERS.contains(&name);
    // Old proxies speak HTTP/1.0 to what is behind them; browsers and programs have not for decades.
    let is_modern = parts.version > Version::HTTP_10;
    let host =
        parts.uri.authority().map(|it| it.as_str()).or_else(|| text(&parts.headers, header::HOST.as_str()));
    let origin_is_local = match text(&parts.headers, header::ORIGIN.as_str()) {
        None => !parts.headers.contains_key(header::ORIGIN),
        Some(origin) => Url::parse(origin).is_ok_and(|it| is_loopback_url(&it)),
    };
    peer_is_local
        && is_modern
        && origin_is_local
        && host.is_some_and(is_loopback_authority)
        && !parts.headers.keys().any(|name| names_proxy(name.as_str()))
}

fn text<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn is_loopback_authority(authority: &str) -> bool {
    Url::parse(&format!("http://{authority}")).is_ok_and(|it| is_loopback_url(&it))
}

fn is_loopback_url(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(Host::Ipv4(address)) => IpAddr::V4(address).is_loopback(),
        Some(Host::Ipv6(address)) => IpAddr::V6(address).to_canonical().is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::extract::ConnectInfo;
    use axum::http::{Request, Version};

    use super::is_local;

    fn request(peer: &str, headers: &[(&str, &str)]) -> Request<()> {
        let mut builder = Request::builder().method("POST").uri("/api/v2/users/first");
        for (name, value) in headers {
            builder = builder.header(*name, *value);
        }
        let mut request = builder.body(()).unwrap();
        request.extensions_mut().insert(ConnectInfo(peer.parse::<SocketAddr>().unwrap()));
        request
    }

    #[test]
    fn only_this_machine_without_a_proxy_is_local() {
        let host = ("host", "127.0.0.1:3000");
        let local = "127.0.0.1:5000";
        for (peer, headers, expected) in [
            (local, &[host][..], true),
            ("[::1]:5000", &[("host", "[::1]:3000")], true),
            ("[::ffff:127.0.0.1]:5000", &[("host", "localhost")], true),
            (local, &[host, ("origin", "http://localhost:5173")], true),
            ("192.0.2.7:5000", &[host], false),
            (local, &[], false),
            (local, &[("host", "rope.example")], false),
            (local, &[("host", "127.0.0.1.evil.example")], false),
            (local, &[host, ("origin", "https://rope.example")], false),
            (local, &[host, ("origin", "null")], false),
            (local, &[host, ("x-forwarded-for", "127.0.0.1")], false),
            (local, &[host, ("x-forwarded-proto", "https")], false),
            (local, &[host, ("forwarded", "for=127.0.0.1")], false),
            (local, &[host, ("via", "1.1 proxy")], false),
        ] {
            let (parts, ()) = request(peer, headers).into_parts();
            assert_eq!(is_local(&parts), expected, "{peer} {headers:?}");
        }
        let (mut parts, ()) = request(local, &[host]).into_parts();
        parts.version = Version::HTTP_10;
        assert!(!is_local(&parts), "HTTP/1.0");
    }
}
