//! The signature of a request to Amazon (Signature Version 4), computed from the description of the algorithm and not
//! by the library that the client uses.

use std::collections::BTreeMap;

use axum::http::{HeaderMap, Uri};
use chrono::{NaiveDateTime, TimeDelta};
use hmac::{Hmac, KeyInit, Mac};
use ropewalk_model::{Clock, SystemClock};
use sha2::{Digest, Sha256};

/// The credentials that are good unless a test sets others: access key, secret key, session token.
pub(super) const USUAL_KEY: &str =
    "AKIDROPEWALKTESTS001:wJalrXUtnFEMI/K7MDENG+bPxRfiCYTESTKEY:session/token==";
/// How far the time of a signature may be from ours.
const TOLERANCE: TimeDelta = TimeDelta::minutes(15);

/// What is wrong with the signature of a request; the request was sent with these headers to this place.
pub(super) fn problem(key: &str, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Option<Problem> {
    verify(key, uri, headers, body).err()
}

/// Why a request is refused.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Problem {
    /// The credentials are others.
    WrongKey,
    /// The request is not signed as the algorithm says: a mistake of the client.
    Malformed(String),
}

fn verify(key: &str, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Result<(), Problem> {
    let malformed = |what: &str| Problem::Malformed(format!("the signature: {what}"));
    let text = |name: &str| headers.get(name).and_then(|it| it.to_str().ok());
    let authorization = text("authorization").ok_or_else(|| malformed("no authorization"))?;
    let fields = authorization
        .strip_prefix("AWS4-HMAC-SHA256 ")
        .ok_or_else(|| malformed("another algorithm"))?
        .split(',')
        .filter_map(|it| it.trim().split_once('='))
        .collect::<BTreeMap<_, _>>();
    let field = |name: &str| fields.get(name).copied().ok_or_else(|| malformed(name));
    let (access_key, scope) = field("Credential")?.split_once('/').ok_or_else(|| malformed("no scope"))?;
    let mut parts = key.split(':');
    if parts.next() != Some(access_key) {
        return Err(Problem::WrongKey);
    }
    let secret = parts.next().ok_or(Problem::WrongKey)?;
    if text("x-amz-security-token") != parts.next() {
        return Err(Problem::WrongKey);
    }
    let time = text("x-amz-date").ok_or_else(|| malformed("no x-amz-date"))?;
    let signed_at =
        NaiveDateTime::parse_from_str(time, "%Y%m%dT%H%M%SZ").map_err(|_| malformed("x-amz-date"))?;
    if (SystemClock.now().naive_utc() - signed_at).abs() > TOLERANCE {
        return Err(malformed("its time is far from now"));
    }
    let [date, region, service, ending] =
        <[&str; 4]>::try_from(scope.split('/').collect::<Vec<_>>()).map_err(|_| malformed("its scope"))?;
    if !time.starts_with(date) || service != "bedrock" || ending != "aws4_request" {
        return Err(malformed("its scope"));
    }
    let names: Vec<&str> = field("SignedHeaders")?.split(';').collect();
    if !names.contains(&"host") {
        return Err(malformed("the host is not signed"));
    }
    let canonical = canonical_request(uri, headers, &names, body)
        .ok_or_else(|| malformed("a signed header is missing"))?;
    let to_sign = format!("AWS4-HMAC-SHA256\n{time}\n{scope}\n{}", hex::encode(Sha256::digest(canonical)));
    let signing_key = [date, region, service, ending]
        .iter()
        .fold(format!("AWS4{secret}").into_bytes(), |key, it| hmac(&key, it.as_bytes()));
    let expected = hex::encode(hmac(&signing_key, to_sign.as_bytes()));
    if field("Signature")? == expected { Ok(()) } else { Err(malformed("it does not match")) }
}

fn canonical_request(uri: &Uri, headers: &HeaderMap, names: &[&str], body: &[u8]) -> Option<String> {
    let path: Vec<String> = uri.path().split('/').map(encode).collect();
    let mut query: Vec<&str> =
        uri.query().unwrap_or_default().split('&').filter(|it| !it.is_empty()).collect();
    query.sort_unstable();
    let mut lines = String::new();
    for name in names {
        let value = headers.get(*name)?.to_str().ok()?.trim();
        lines.push_str(&format!("{name}:{value}\n"));
    }
    let method = if body.is_empty() { "GET" } else { "POST" };
    Some(format!(
        "{method}\n{}\n{}\n{lines}\n{}\n{}",
        path.join("/"),
        query.join("&"),
        names.join(";"),
        hex::encode(Sha256::digest(body))
    ))
}

/// A segment of the path, encoded once more.
fn encode(segment: &str) -> String {
    let byte = |it: u8| match it {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => char::from(it).to_string(),
        other => format!("%{other:02X}"),
    };
    segment.bytes().map(byte).collect()
}

#[expect(clippy::expect_used, reason = "HMAC takes keys of any length")]
fn hmac(key: &[u8], message: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any key");
    mac.update(message);
    mac.finalize().into_bytes().to_vec()
}
