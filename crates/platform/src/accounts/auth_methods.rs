//! Which ways of signing in there are. Passwords alone, so far.

use ropewalk_wire::accounts::{AuthMethods, GithubAuthMethod, OidcAuthMethod, PasswordAuthMethod};

use crate::Platform;

impl Platform {
    /// Which ways of signing in there are. Takes no subject: the login page asks.
    #[must_use]
    pub fn auth_methods(&self) -> AuthMethods {
        AuthMethods {
            terms_of_service_url: None,
            password: PasswordAuthMethod { enabled: true },
            github: GithubAuthMethod { enabled: false, default_provider_configured: false },
            oidc: OidcAuthMethod { enabled: false, sign_in_text: String::new(), icon_url: String::new() },
        }
    }
}
