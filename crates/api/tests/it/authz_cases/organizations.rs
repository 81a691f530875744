//! Organizations.

use super::{Access, AuthzCase};

pub(super) fn cases() -> Vec<AuthzCase> {
    vec![
        AuthzCase::new("list_organizations", "/api/v2/organizations", Access::SignedIn),
        AuthzCase::new("get_organization", "/api/v2/organizations/{organization}", Access::SignedIn),
        AuthzCase::new(
            "list_user_organizations",
            "/api/v2/users/{ada}/organizations",
            Access::Personal { stranger: 404 },
        ),
        AuthzCase::new(
            "get_user_organization",
            "/api/v2/users/{ada}/organizations/default",
            Access::Personal { stranger: 404 },
        ),
    ]
}
