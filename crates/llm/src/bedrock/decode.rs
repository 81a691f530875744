//! Reads the messages of the stream: events of the Messages API, and the exceptions of Bedrock itself.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Deserialize;

use crate::anthropic::AnthropicDecoder;
use crate::decode::{Decode, DecodeError, Events, Flow, parse};
use crate::extract::body_facts;
use crate::transport::Frame;

#[derive(Default)]
pub(super) struct BedrockDecoder {
    messages: AnthropicDecoder,
}

/// What a `chunk` holds.
#[derive(Deserialize)]
struct Chunk {
    /// One event, as base64.
    bytes: String,
}

impl Decode for BedrockDecoder {
    fn frame(&mut self, frame: &Frame, events: &mut Events) -> Result<Flow, DecodeError> {
        match frame.event.split_once('/') {
            Some(("event", "chunk")) => {
                let malformed = |what: &str| DecodeError::Malformed(what.to_owned());
                let chunk: Chunk = parse(&frame.data)?;
                let data = BASE64.decode(chunk.bytes).map_err(|_| malformed("a chunk that is not base64"))?;
                let data = String::from_utf8(data).map_err(|_| malformed("a chunk that is not UTF-8"))?;
                self.messages.frame(&Frame { event: String::new(), data }, events)
            }
            Some(("exception" | "error", name)) => {
                let message = body_facts(&frame.data).message.unwrap_or_default();
                Err(DecodeError::declared_as(Some(name.to_owned()), message))
            }
            // Kinds of messages that came later say nothing to us.
            Some(_) | None => Ok(Flow::More),
        }
    }
}
