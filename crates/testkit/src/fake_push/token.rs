//! Who sends: the token of RFC 8292.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey};
use serde_json::Value;

/// What an `Authorization` says.
pub(super) struct Token {
    pub(super) claims: Value,
    signed: String,
    signature: Vec<u8>,
    key: Vec<u8>,
}

pub(super) fn read(authorization: &str) -> Option<Token> {
    let (token, key) = authorization.strip_prefix("vapid t=")?.split_once(", k=")?;
    let (signed, signature) = token.rsplit_once('.')?;
    let (_head, claims) = signed.split_once('.')?;
    let bytes = |text: &str| URL_SAFE_NO_PAD.decode(text).ok();
    Some(Token {
        claims: serde_json::from_slice(&bytes(claims)?).ok()?,
        signed: signed.to_owned(),
        signature: bytes(signature)?,
        key: bytes(key)?,
    })
}

/// What is wrong with the token of a message to the service of this origin.
pub(super) fn problem(authorization: &str, origin: &str) -> Option<&'static str> {
    let Some(token) = read(authorization) else { return Some("the authorization is no token") };
    let key = UnparsedPublicKey::new(&ECDSA_P256_SHA256_FIXED, &token.key);
    if key.verify(token.signed.as_bytes(), &token.signature).is_err() {
        return Some("the signature of the token is wrong");
    }
    if token.claims["aud"] != origin {
        return Some("the token is for another service");
    }
    let subject = token.claims["sub"].as_str().unwrap_or_default();
    if !(subject.starts_with("mailto:") || subject.starts_with("https:")) {
        return Some("the token names nobody to turn to");
    }
    // Tests have clocks of their own, so that it is in the future cannot be checked here.
    (!token.claims["exp"].is_i64()).then_some("the token never ends")
}
