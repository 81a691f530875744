//! Amazon's signature of a request (Signature Version 4).

use std::time::SystemTime;

use aws_credential_types::Credentials;
use aws_sigv4::http_request::{SignableBody, SignableRequest, SigningSettings, sign as sign_request};
use aws_sigv4::sign::v4;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use url::Url;

/// The service whose name the signature holds.
const SERVICE: &str = "bedrock";

/// What is signed. Of the headers only the content type is: others may be changed on the way.
pub(crate) struct Signed<'a> {
    pub(crate) method: &'a Method,
    pub(crate) url: &'a Url,
    pub(crate) region: &'a str,
    /// The JSON body; empty without one.
    pub(crate) body: &'a [u8],
    pub(crate) now: SystemTime,
}

/// Adds the headers of the signature.
///
/// # Errors
/// Why nothing can be signed.
pub(crate) fn sign(
    request: &Signed<'_>,
    account: Credentials,
    headers: &mut HeaderMap,
) -> Result<(), String> {
    let failed = |error: &dyn std::error::Error| format!("The request could not be signed: {error}.");
    let identity = account.into();
    let params = v4::SigningParams::builder()
        .identity(&identity)
        .region(request.region)
        .name(SERVICE)
        .time(request.now)
        .settings(SigningSettings::default())
        .build()
        .map_err(|it| failed(&it))?
        .into();
    let content_type = (!request.body.is_empty()).then_some(("content-type", "application/json"));
    let signable = SignableRequest::new(
        request.method.as_str(),
        request.url.as_str(),
        content_type.into_iter(),
        SignableBody::Bytes(request.body),
    )
    .map_err(|it| failed(&it))?;
    let (instructions, _signature) = sign_request(signable, &params).map_err(|it| failed(&it))?.into_parts();
    for (name, value) in instructions.headers() {
        let name = HeaderName::try_from(name).map_err(|it| failed(&it))?;
        let mut value = HeaderValue::try_from(value).map_err(|it| failed(&it))?;
        value.set_sensitive(true);
        headers.insert(name, value);
    }
    Ok(())
}
