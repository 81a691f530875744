//! How a client of ours writes a secret into a request. Answers never hold secrets, but for the two that hand out a new
//! token; those fields are plain text, so that nobody takes them for hidden.

use ropewalk_telemetry::Secret;
use serde::Serializer;

/// Writes the secret itself.
pub(crate) fn send_secret<S: Serializer>(secret: &Secret, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(secret.expose())
}

/// Writes the secret itself, or null.
#[expect(clippy::ref_option, reason = "serde hands over a reference to the field")]
pub(crate) fn send_optional_secret<S: Serializer>(
    secret: &Option<Secret>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    match secret {
        Some(secret) => serializer.serialize_some(secret.expose()),
        None => serializer.serialize_none(),
    }
}
