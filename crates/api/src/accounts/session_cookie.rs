//! The session cookie of browsers (platform.md 1.2).

use url::Url;

use crate::middleware::SESSION_COOKIE;

/// How long a browser keeps it. The session itself may end earlier: the server decides.
const MAX_AGE_SECS: u32 = 30 * 24 * 3600;

/// `Set-Cookie` for a new session. The token is letters, digits and a dash, so it needs no escaping.
pub(super) fn set(token: &str, access_url: &Url) -> String {
    cookie(token, MAX_AGE_SECS, access_url)
}

/// `Set-Cookie` that removes it.
pub(super) fn clear(access_url: &Url) -> String {
    cookie("", 0, access_url)
}

fn cookie(value: &str, max_age_secs: u32, access_url: &Url) -> String {
    let secure = if access_url.scheme() == "https" { "; Secure" } else { "" };
    format!("{SESSION_COOKIE}={value}; Path=/; Max-Age={max_age_secs}; HttpOnly; SameSite=Lax{secure}")
}

#[cfg(test)]
mod tests {
    use url::Url;

    #[test]
    fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let plain = super::set("t", &Url::parse("http://127.0.0.1:3000").unwrap());
        assert_eq!(plain, "coder_session_token=t; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax");
        assert!(super::clear(&Url::parse("https://rope.example").unwrap()).ends_with("SameSite=Lax; Secure"));
    }
}
