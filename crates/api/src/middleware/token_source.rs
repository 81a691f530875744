//! Where a request carries its session token: the first that is not empty wins (platform.md 1.2).

use axum::http::header;
use axum::http::request::Parts;
use axum_extra::extract::cookie::CookieJar;
use ropewalk_telemetry::Secret;

/// The cookie, and the query parameter of WebSocket clients.
pub(crate) const SESSION_COOKIE: &str = "coder_session_token";
/// The header.
const SESSION_HEADER: &str = "coder-session-token";
/// The query parameter of RFC 6750.
const ACCESS_TOKEN: &str = "access_token";

/// Where the token came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TokenSource {
    /// A cookie: the browser adds it by itself, also when another site made the request.
    Cookie,
    /// Anything that somebody must put there on purpose.
    Explicit,
}

/// The token of a request.
pub(super) fn find_token(parts: &Parts) -> Option<(Secret, TokenSource)> {
    let cookies = CookieJar::from_headers(&parts.headers);
    let cookie = cookies.get(SESSION_COOKIE).map(|it| it.value().to_owned());
    let candidates = [
        (cookie, TokenSource::Cookie),
        (query_value(parts, SESSION_COOKIE), TokenSource::Explicit),
        (header_value(parts, SESSION_HEADER).map(str::to_owned), TokenSource::Explicit),
        (bearer(parts).map(str::to_owned), TokenSource::Explicit),
        (query_value(parts, ACCESS_TOKEN), TokenSource::Explicit),
    ];
    candidates.into_iter().find_map(|(token, source)| {
        token.filter(|it| !it.is_empty()).map(|token| (Secret::new(token), source))
    })
}

/// Whether a token stands where no other site can make a browser put one. Such a request is no cross-site one, also
/// when a cookie came with it.
pub(super) fn has_explicit_token(parts: &Parts) -> bool {
    header_value(parts, SESSION_HEADER).is_some_and(|it| !it.is_empty())
        || bearer(parts).is_some_and(|it| !it.is_empty())
}

fn header_value<'a>(parts: &'a Parts, name: &str) -> Option<&'a str> {
    parts.headers.get(name)?.to_str().ok().map(str::trim)
}

fn bearer(parts: &Parts) -> Option<&str> {
    let (scheme, token) = header_value(parts, header::AUTHORIZATION.as_str())?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

fn query_value(parts: &Parts, name: &str) -> Option<String> {
    let query = parts.uri.query()?.as_bytes();
    url::form_urlencoded::parse(query)
        .find(|(key, _value)| key == name)
        .map(|(_key, value)| value.into_owned())
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::{TokenSource, find_token, has_explicit_token};

    fn found(uri: &str, headers: &[(&str, &str)]) -> Option<(String, TokenSource)> {
        let mut request = Request::builder().uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        find_token(&parts).map(|(token, source)| (token.expose().to_owned(), source))
    }

    #[test]
    fn the_first_place_that_is_not_empty_wins() {
        let cookie = ("cookie", "a=b; coder_session_token=c");
        let header = ("coder-session-token", "h");
        let bearer = ("authorization", "Bearer b");
        let uri = "/x?access_token=a&coder_session_token=q";
        let explicit = |token: &str| Some((token.to_owned(), TokenSource::Explicit));
        assert_eq!(found(uri, &[cookie, header, bearer]), Some(("c".to_owned(), TokenSource::Cookie)));
        assert_eq!(found(uri, &[header, bearer]), explicit("q"));
        assert_eq!(found("/x?access_token=a", &[header, bearer]), explicit("h"));
        assert_eq!(found("/x?access_token=a", &[bearer]), explicit("b"));
        assert_eq!(found("/x?access_token=a", &[("authorization", "Basic b")]), explicit("a"));
        assert_eq!(found("/x", &[("cookie", "coder_session_token="), header]), explicit("h"));
        assert_eq!(found("/x", &[]), None);
    }

    #[test]
    fn only_headers_prove_that_no_other_site_made_the_request() {
        for (name, value, expected) in [
            ("coder-session-token", "t", true),
            ("authorization", "bearer t", true),
            ("authorization", "Basic t", false),
            ("cookie", "coder_session_token=t", false),
        ] {
            let request =
                Request::builder().uri("/x?coder_session_token=q").header(name, value).body(()).unwrap();
            assert_eq!(has_explicit_token(&request.into_parts().0), expected, "{name}: {value}");
        }
    }
}
