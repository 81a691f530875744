//! OpenAI's Chat Completions, streaming, as OpenAI and all the compatible servers speak it:
//! `POST /v1/chat/completions`.
//!
//! Servers differ; what is understood: no usage; tool calls whole or in pieces, with or without index and id,
//! arguments as an object; reasoning as `reasoning_content` or `reasoning`; content as parts; the word `stop`
//! after calls.

mod calls;
mod decode;
mod history;
mod request;
mod wire;

use crate::client::Prepared;
use crate::{ModelRequest, ProviderKind};

/// The request for Chat Completions.
pub(crate) fn prepare(kind: ProviderKind, request: &ModelRequest) -> Prepared {
    Prepared {
        path: "chat/completions",
        body: request::body(kind, request),
        decoder: Box::new(decode::ChatDecoder::new(kind, request.messages.len())),
    }
}
