//! Requests that another site makes a browser send (docs/adr/0003).
//!
//! A browser adds the session cookie by itself, so a page elsewhere could post forms, or open WebSockets, in the name of
//! whoever looks at it. Instead of a token in every form the server looks at what only the browser writes: `Sec-Fetch-Site`,
//! and where that is missing `Origin`. Requests that carry their token in a header cannot come from another site and are
//! exempt (platform.md 1.2).

use axum::http::request::Parts;
use axum::http::{HeaderMap, Method, header};
use ropewalk_platform::UseCaseError;
use url::Url;

use super::token_source::TokenSource;

const SEC_FETCH_SITE: &str = "sec-fetch-site";

/// What the browser says of where a request was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Maker {
    /// A page of this server, or the person themselves.
    ThisSite,
    /// A page of another site.
    AnotherSite,
    /// Nothing is said: an old browser, or no browser.
    Unknown,
}

/// Refuses what another site may have made. `source` is where the token came from, `None` without one.
pub(super) fn check(
    parts: &Parts,
    source: Option<TokenSource>,
    access_url: &Url,
) -> Result<(), UseCaseError> {
    let changes_something = !matches!(parts.method, Method::GET | Method::HEAD | Method::OPTIONS);
    if !changes_something && !opens_socket(parts) {
        return Ok(());
    }
    let is_fine = match (source, maker(&parts.headers, access_url)) {
        // An explicit token; or nobody's rights are used, and nobody asks for a session to be set.
        (Some(TokenSource::Explicit), _) | (_, Maker::ThisSite) | (None, Maker::Unknown) => true,
        // With the cookie the browser must say who made the request. Without one it may be a login, which another site
        // must not make either: it would leave people in an account that is not theirs.
        (_, Maker::AnotherSite) | (Some(TokenSource::Cookie), Maker::Unknown) => false,
    };
    if is_fine {
        return Ok(());
    }
    Err(UseCaseError::forbidden(
        "This request seems to come from another site. Send the session token in the header Coder-Session-Token, \
         or open Ropewalk at its own address.",
    ))
}

fn opens_socket(parts: &Parts) -> bool {
    let upgrade = parts.headers.get(header::UPGRADE).and_then(|it| it.to_str().ok());
    upgrade.is_some_and(|it| it.eq_ignore_ascii_case("websocket")) || parts.method == Method::CONNECT
}

fn maker(headers: &HeaderMap, access_url: &Url) -> Maker {
    let text = |name: &str| headers.get(name).map(|it| it.to_str().unwrap_or("?"));
    match text(SEC_FETCH_SITE) {
        Some("same-origin" | "none") => return Maker::ThisSite,
        // `same-site` is another host of the same domain, such as an application in a workspace.
        Some(_) => return Maker::AnotherSite,
        None => {}
    }
    let Some(origin) = text(header::ORIGIN.as_str()) else { return Maker::Unknown };
    let Ok(origin) = Url::parse(origin) else { return Maker::AnotherSite };
    let host = text(header::HOST.as_str()).unwrap_or_default();
    if origin.origin() == access_url.origin() || is_origin_of(&origin, host) {
        Maker::ThisSite
    } else {
        Maker::AnotherSite
    }
}

/// Whether a page of `origin` belongs to the host that the request was sent to. A browser cannot be made to lie about either.
/// The scheme is not compared: behind a proxy the server does not see it.
fn is_origin_of(origin: &Url, host: &str) -> bool {
    let Ok(target) = Url::parse(&format!("{}://{host}", origin.scheme())) else { return false };
    !host.is_empty() && origin.origin() == target.origin()
}

#[cfg(test)]
mod tests {
    use axum::http::Request;
    use url::Url;

    use super::super::token_source::TokenSource;
    use super::check;

    fn is_let_through(method: &str, source: Option<TokenSource>, headers: &[(&str, &str)]) -> bool {
        let mut request =
            Request::builder().method(method).uri("/api/v2/x").header("host", "rope.example:3000");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let (parts, ()) = request.body(()).unwrap().into_parts();
        check(&parts, source, &Url::parse("https://walk.example").unwrap()).is_ok()
    }

    const COOKIE: Option<TokenSource> = Some(TokenSource::Cookie);

    #[test]
    fn the_cookie_needs_a_browser_that_says_this_site() {
        for (headers, expected) in [
            (&[("sec-fetch-site", "same-origin")][..], true),
            (&[("sec-fetch-site", "none")], true),
            (&[("sec-fetch-site", "same-site")], false),
            (&[("sec-fetch-site", "cross-site"), ("origin", "http://rope.example:3000")], false),
            (&[("origin", "http://rope.example:3000")], true),
            (&[("origin", "https://walk.example")], true),
            (&[("origin", "http://rope.example")], false),
            (&[("origin", "http://evil.example:3000")], false),
            (&[("origin", "null")], false),
            (&[], false),
        ] {
            assert_eq!(is_let_through("POST", COOKIE, headers), expected, "{headers:?}");
            assert_eq!(is_let_through("DELETE", COOKIE, headers), expected, "{headers:?}");
        }
    }

    #[test]
    fn reading_is_free_but_sockets_are_not() {
        let evil = ("origin", "http://evil.example");
        assert!(is_let_through("GET", COOKIE, &[evil]));
        let socket = ("upgrade", "websocket");
        assert!(!is_let_through("GET", COOKIE, &[evil, socket]));
        assert!(is_let_through("GET", COOKIE, &[("origin", "http://rope.example:3000"), socket]));
    }

    #[test]
    fn an_explicit_token_is_exempt_and_a_login_from_elsewhere_is_not() {
        let evil = ("origin", "http://evil.example");
        assert!(is_let_through("POST", Some(TokenSource::Explicit), &[evil]));
        assert!(is_let_through("POST", None, &[]), "a program signs in");
        assert!(!is_let_through("POST", None, &[evil]), "another site signs somebody in");
    }
}
