//! What the deployment says of itself.

use super::{Access, AuthzCase};

pub(super) fn cases() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("banner", "/api/v2", Access::Public("a greeting")),
        AuthzCase::new("healthz", "/healthz", Access::Public("load balancers ask")),
        AuthzCase::new(
            "build_info",
            "/api/v2/buildinfo",
            Access::Public("clients compare versions before they sign in"),
        ),
        AuthzCase::new("update_check", "/api/v2/updatecheck", Access::Public("as the version itself")),
        AuthzCase::new("appearance", "/api/v2/appearance", Access::Public("the login page shows it")),
        AuthzCase::new("entitlements", "/api/v2/entitlements", Access::SignedIn),
        AuthzCase::new("experiments", "/api/v2/experiments", Access::SignedIn),
        AuthzCase::new("ssh_config", "/api/v2/deployment/ssh", Access::SignedIn),
        AuthzCase::new("regions", "/api/v2/regions", Access::SignedIn),
    ]
}
