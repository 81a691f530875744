//! The Messages API as Bedrock sends it: each event base64 in a `chunk` of Amazon's event stream, errors as
//! exceptions. Written from the format's description, so that a mistake of the client's library would show:
//! total length, header length, CRC of both; headers; payload; CRC of everything before.

use axum::body::Bytes;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use super::Op;

/// The type of a header that is a text.
const TEXT_HEADER: u8 = 7;

/// An operation of the Messages API with its frame in Amazon's clothes.
pub(super) fn wrapped(op: Op) -> Op {
    match op {
        Op::Frame(frame) => Op::Frame(wrapped_frame(&frame)),
        Op::Raw(_) | Op::Delay(_) | Op::Gate(_) | Op::Hang => op,
    }
}

fn wrapped_frame(sse: &[u8]) -> Bytes {
    let text = String::from_utf8_lossy(sse);
    let data = text.lines().find_map(|it| it.strip_prefix("data: ")).unwrap_or_default();
    let event: Value = serde_json::from_str(data).unwrap_or_default();
    if event["type"] == "error" {
        let name = event["error"]["type"].as_str().unwrap_or_default();
        let payload = json!({"message": event["error"]["message"]}).to_string();
        return message(
            &[
                (":message-type", "exception"),
                (":exception-type", name),
                (":content-type", "application/json"),
            ],
            payload.as_bytes(),
        );
    }
    let payload = json!({"bytes": BASE64.encode(data), "p": "abcdefgh"}).to_string();
    message(
        &[(":event-type", "chunk"), (":content-type", "application/json"), (":message-type", "event")],
        payload.as_bytes(),
    )
}

/// A message of the format.
fn message(headers: &[(&str, &str)], payload: &[u8]) -> Bytes {
    let mut head = Vec::new();
    for (name, value) in headers {
        head.push(u8::try_from(name.len()).unwrap_or(u8::MAX));
        head.extend(name.as_bytes());
        head.push(TEXT_HEADER);
        head.extend(u16::try_from(value.len()).unwrap_or(u16::MAX).to_be_bytes());
        head.extend(value.as_bytes());
    }
    let length = |it: usize| u32::try_from(it).unwrap_or(u32::MAX).to_be_bytes();
    let mut whole = Vec::new();
    whole.extend(length(16 + head.len() + payload.len()));
    whole.extend(length(head.len()));
    whole.extend(crc32fast::hash(&whole).to_be_bytes());
    whole.extend(head);
    whole.extend(payload);
    whole.extend(crc32fast::hash(&whole).to_be_bytes());
    whole.into()
}
