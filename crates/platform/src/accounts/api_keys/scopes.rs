//! What keys may be used for (platform.md 4.8). So far only everything: a narrower key than the server can enforce must not
//! be handed out.

use ropewalk_wire::accounts::{CreateTokenRequest, ExternalScopes};

use crate::{Platform, UseCaseError};

/// Everything that the person may do.
pub(super) const ALL: &str = "all";

impl Platform {
    /// The scopes that a token may be asked for. Takes no subject: they are the same for all.
    #[must_use]
    pub fn external_scopes(&self) -> ExternalScopes {
        ExternalScopes { external: vec![ALL.to_owned()] }
    }
}

/// Refuses what a token cannot be narrowed to.
pub(super) fn check(request: &CreateTokenRequest) -> Result<(), UseCaseError> {
    let is_all = |scope: &str| matches!(scope, "" | "all" | "coder:all");
    let refused = |field: &str| {
        Err(UseCaseError::invalid_field(field, "must be all: this server has no narrower scopes yet"))
    };
    if request.scope.as_deref().is_some_and(|scope| !is_all(scope)) {
        return refused("scope");
    }
    if request.scopes.iter().any(|scope| !is_all(scope)) {
        return refused("scopes");
    }
    if request.allow_list.iter().any(|entry| entry.resource_type != "*" || entry.id != "*") {
        return Err(UseCaseError::invalid_field(
            "allow_list",
            "must be absent: this server cannot narrow a token to single objects yet",
        ));
    }
    Ok(())
}
