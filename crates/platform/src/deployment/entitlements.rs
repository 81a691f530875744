//! What may be used: everything (architecture.md decision 4). `enabled` says what this version really has.

use ropewalk_wire::deployment::{Entitlement, Entitlements, Feature};

use crate::Platform;

/// The names of features that clients know (platform.md 2.30), and whether this version has them.
const FEATURES: [(&str, bool); 26] = [
    ("access_control", false),
    ("advanced_template_scheduling", false),
    ("ai_governance_user_limit", false),
    ("aibridge", false),
    ("appearance", false),
    ("audit_log", false),
    ("boundary", false),
    ("browser_only", false),
    ("connection_log", false),
    ("control_shared_ports", false),
    ("custom_roles", false),
    ("external_provisioner_daemons", false),
    ("external_token_encryption", true),
    ("high_availability", false),
    ("managed_agent_limit", false),
    ("multiple_external_auth", false),
    ("multiple_organizations", false),
    ("scim", false),
    ("task_batch_actions", false),
    ("template_rbac", false),
    ("user_limit", false),
    ("user_role_management", false),
    ("workspace_batch_actions", false),
    ("workspace_external_agent", false),
    ("workspace_prebuilds", false),
    ("workspace_proxy", false),
];

impl Platform {
    /// What may be used.
    #[must_use]
    pub fn entitlements(&self) -> Entitlements {
        Entitlements {
            features: FEATURES
                .into_iter()
                .map(|(name, enabled)| {
                    (name.to_owned(), Feature { entitlement: Entitlement::Entitled, enabled })
                })
                .collect(),
            warnings: Vec::new(),
            errors: Vec::new(),
            has_license: true,
            trial: false,
            require_telemetry: false,
            refreshed_at: self.now(),
        }
    }
}
